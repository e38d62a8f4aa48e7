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

    /** @param id of the row in records @pre a transaction is open */
    void Write(std::int64_t id, std::int64_t replication, const RewardedRecord& rewarded);

  private:
    void WriteRecord(std::int64_t id, std::int64_t replication, const RewardedRecord& rewarded);
    void WriteStages(std::int64_t id, const RequestRecord& record);
    void WriteEnergy(std::int64_t id, const RequestRecord& record);

    Statement m_record;
    Statement m_stage;
    Statement m_energy;
};

/** The reading half: every record with an id below @p end, in the order of the ids. */
void ReadRecordRows(Database& database,
                    std::int64_t end,
                    const std::function<void(const StoredRecord&)>& visit);

/** Likewise the samples of one replication. @p each: all of them, one after the other */
void ReadSampleRows(Database& database,
                    std::int64_t replication,
                    std::int64_t end,
                    Sample& each,
                    const std::function<void(const Sample&)>& visit);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RECORD_ROWS_H
