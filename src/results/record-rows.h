/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_RECORD_ROWS_H
#define EDGEWARD_RESULTS_RECORD_ROWS_H

#include "results/database.h"
#include "results/result-store.h"

#include <functional>

namespace edgeward
{

/** Records as rows of the tables records, stages and energy: the writing half. */
class RecordRows
{
  public:
    explicit RecordRows(Database& database);

    /** @pre a transaction is open */
    void Write(std::int64_t replication, const RecordBlock& block);

  private:
    void WriteRecord(std::int64_t replication, const RewardedRecord& rewarded);
    void WriteStages(const RequestRecord& record);
    void WriteEnergy(const RequestRecord& record);

    Database& m_database;
    Statement m_record;
    Statement m_stage;
    Statement m_energy;
    std::int64_t m_id = 0; ///< of the last record
};

/** The reading half: every record in the order of writing. */
void ReadRecords(Database& database, const std::function<void(const StoredRecord&)>& visit);

/** Without stages and energy shares: the samples of one policy, replication by replication, in the
 * order of writing. */
void ReadSamples(Database& database,
                 const std::string& policy,
                 const std::function<void(const Sample&)>& visit);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RECORD_ROWS_H
