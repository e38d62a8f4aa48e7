/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_RECORD_CHUNKS_H
#define EDGEWARD_RESULTS_RECORD_CHUNKS_H

#include "results/database.h"
#include "results/result-store.h"

#include <functional>

namespace edgeward
{

/**
 * Records as a results file has them: packed, some thousand in a row of the table record_chunks.
 * Rows of the tables records, stages and energy, by which SQL can ask for them, are ten times the
 * work (docs/reference/benchmarks.md); they are made from the chunks when somebody wants them.
 *
 * Files of the versions before 4 have rows only. Those come first in every order.
 */
class RecordChunks
{
  public:
    explicit RecordChunks(Database& database);

    /** @pre a transaction is open */
    void Write(std::int64_t replication, const PackedRecords& records);

    /** Every record in the order of writing. */
    void ForEachRecord(const std::function<void(const StoredRecord&)>& visit);

    /** The samples of one policy, replication by replication, in the order of writing. */
    void ForEachSample(const std::string& policy, const std::function<void(const Sample&)>& visit);

    /** Records of a replication. */
    std::uint64_t Count(std::int64_t replication);

    /** Make the rows that are not there yet. @pre a transaction is open */
    void MakeRows();

  private:
    bool HasChunks();
    std::int64_t FirstRecord();
    std::int64_t NextRecord();
    void UnpackRow(Statement& chunk, RewardedRecord& each, const std::function<void()>& visit);

    Database& m_database;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_RECORD_CHUNKS_H
