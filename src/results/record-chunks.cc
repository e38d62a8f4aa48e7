/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/record-chunks.h"

#include "results/record-rows.h"
#include "results/schema.h"

#include <limits>

namespace edgeward
{

RecordChunks::RecordChunks(Database& database)
    : m_database(database)
{
}

void
RecordChunks::Write(std::int64_t replication, const PackedRecords& records)
{
    BringUpToDate(m_database);
    // Read anew each time: a rolled back block must not leave a gap, nor another writer a
    // collision.
    std::int64_t next = NextRecord();
    Statement insert(m_database,
                     "INSERT INTO record_chunks (replication_id, first_record, records, samples, "
                     "details) VALUES (?, ?, ?, ?, ?)");
    records.ForEachChunk([&](const RecordChunk& chunk) {
        insert.Run(replication, next, chunk.records, Blob{chunk.samples}, Blob{chunk.details});
        next += static_cast<std::int64_t>(chunk.records);
    });
}

void
RecordChunks::ForEachRecord(const std::function<void(const StoredRecord&)>& visit)
{
    ReadRecordRows(m_database, FirstRecord(), visit);
    if (!HasChunks())
    {
        return;
    }
    Statement chunks(m_database,
                     "SELECT name, seed, run, records, samples, details FROM record_chunks "
                     "JOIN replications ON replications.id = replication_id "
                     "JOIN policies ON policies.id = policy_id ORDER BY record_chunks.id");
    StoredRecord stored;
    while (chunks.Step())
    {
        stored.policy = chunks.Text();
        stored.seed = static_cast<std::uint64_t>(chunks.Int());
        stored.run = static_cast<std::uint64_t>(chunks.Int());
        UnpackRow(chunks, stored.rewarded, [&] { visit(stored); });
    }
}

void
RecordChunks::ForEachSample(const std::string& policy,
                            const std::function<void(const Sample&)>& visit)
{
    const std::int64_t first = FirstRecord();
    const bool hasChunks = HasChunks();
    Statement replications(
        m_database,
        "SELECT replications.id, seed, run FROM replications "
        "JOIN policies ON policies.id = policy_id WHERE name = ? ORDER BY replications.id");
    for (replications.Start(policy); replications.Step();)
    {
        const std::int64_t id = replications.Int();
        Sample sample;
        sample.seed = static_cast<std::uint64_t>(replications.Int());
        sample.run = static_cast<std::uint64_t>(replications.Int());
        ReadSampleRows(m_database, id, first, sample, visit);
        if (!hasChunks)
        {
            continue;
        }
        Statement chunks(
            m_database,
            "SELECT records, samples FROM record_chunks WHERE replication_id = ? ORDER BY id");
        for (chunks.Start(id); chunks.Step();)
        {
            const auto records = static_cast<std::uint64_t>(chunks.Int());
            UnpackSamples(records, chunks.Bytes(), m_database.Path(), sample, visit);
        }
    }
}

std::uint64_t
RecordChunks::Count(std::int64_t replication)
{
    Statement rows(m_database, "SELECT count(*) FROM records WHERE replication_id = ? AND id < ?");
    rows.Start(replication, FirstRecord());
    rows.Step();
    auto count = static_cast<std::uint64_t>(rows.Int());
    if (HasChunks())
    {
        Statement chunks(
            m_database,
            "SELECT coalesce(sum(records), 0) FROM record_chunks WHERE replication_id = ?");
        chunks.Start(replication);
        chunks.Step();
        count += static_cast<std::uint64_t>(chunks.Int());
    }
    return count;
}

void
RecordChunks::MakeRows()
{
    if (!HasChunks())
    {
        return;
    }
    BringUpToDate(m_database);
    RecordRows rows(m_database);
    Statement chunks(m_database,
                     "SELECT replication_id, first_record, records, samples, details FROM "
                     "record_chunks WHERE first_record > ? ORDER BY id");
    RewardedRecord rewarded;
    for (chunks.Start(m_database.Query("SELECT coalesce(max(id), 0) FROM records")); chunks.Step();)
    {
        const std::int64_t replication = chunks.Int();
        std::int64_t id = chunks.Int();
        UnpackRow(chunks, rewarded, [&] { rows.Write(id++, replication, rewarded); });
    }
}

/** Files of older versions that nothing was added to have none. */
bool
RecordChunks::HasChunks()
{
    return m_database.Query("SELECT count(*) FROM sqlite_master WHERE name = 'record_chunks'") > 0;
}

/** The first record that is in a chunk; those before it are rows only. */
std::int64_t
RecordChunks::FirstRecord()
{
    const std::int64_t none = std::numeric_limits<std::int64_t>::max();
    return HasChunks() ? m_database.Query("SELECT coalesce(min(first_record), " +
                                          std::to_string(none) + ") FROM record_chunks")
                       : none;
}

std::int64_t
RecordChunks::NextRecord()
{
    return m_database.Query(
        "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM records), "
        "(SELECT coalesce(max(first_record + records - 1), 0) FROM record_chunks))");
}

/** @param chunk stands before the columns records, samples and details. */
void
RecordChunks::UnpackRow(Statement& chunk, RewardedRecord& each, const std::function<void()>& visit)
{
    RecordChunkView view;
    view.records = static_cast<std::uint64_t>(chunk.Int());
    view.samples = chunk.Bytes();
    view.details = chunk.Bytes();
    UnpackRecords(view, m_database.Path(), each, visit);
}

} // namespace edgeward
