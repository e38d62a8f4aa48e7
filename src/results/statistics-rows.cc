/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/statistics-rows.h"

#include "results/database.h"
#include "results/schema.h"

namespace edgeward
{

void
WriteStatisticsRows(Database& database, std::int64_t replication, const RunStatistics& statistics)
{
    BringUpToDate(database);
    const RunTotals& totals = statistics.totals;
    const OutcomeCounts& counts = totals.counts;
    Statement(database,
              "INSERT INTO run_statistics VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
              "?)")
        .Run(replication,
             statistics.warmupSeconds,
             counts.requests,
             counts.completed,
             counts.rejected,
             counts.dropped,
             counts.unfinished,
             counts.censored,
             counts.missed,
             statistics.placements.unplaced,
             totals.latencySeconds,
             totals.accuracy,
             totals.deviceJoule,
             totals.totalJoule,
             totals.txBytes,
             totals.rxBytes,
             totals.reward);
    Statement bucketRow(database, "INSERT INTO latency_buckets VALUES (?, ?, ?)");
    for (const auto& [bucket, latencies] : statistics.latencies.Buckets())
    {
        bucketRow.Run(replication, bucket, latencies);
    }
    Statement placeRow(database, "INSERT INTO placements VALUES (?, ?, ?, ?)");
    for (const auto& [place, requests] : statistics.placements.placed)
    {
        placeRow.Run(replication, place.first, place.second, requests);
    }
}

void
ReadStatisticsRows(
    Database& database,
    const std::string& policy,
    const std::function<void(std::uint64_t seed, std::uint64_t run, const RunStatistics&)>& visit)
{
    if (database.Query("SELECT count(*) FROM sqlite_master WHERE name = 'run_statistics'") == 0)
    {
        return; // of a version that had none
    }
    const auto count = [](Statement& row) { return static_cast<std::uint64_t>(row.Int()); };
    Statement rows(database,
                   "SELECT replications.id, seed, replications.run, warmup_s, requests, completed, "
                   "rejected, dropped, unfinished, censored, missed, unplaced, latency_s, "
                   "accuracy, device_energy_j, total_energy_j, tx_bytes, rx_bytes, reward "
                   "FROM run_statistics JOIN replications ON replications.id = replication_id "
                   "JOIN policies ON policies.id = policy_id WHERE name = ? "
                   "ORDER BY replications.id");
    Statement buckets(database,
                      "SELECT bucket, requests FROM latency_buckets WHERE replication_id = ?");
    Statement places(database,
                     "SELECT node, variant, requests FROM placements WHERE replication_id = ?");
    for (rows.Start(policy); rows.Step();)
    {
        const std::int64_t id = rows.Int();
        const std::uint64_t seed = count(rows);
        const std::uint64_t run = count(rows);
        RunStatistics statistics;
        statistics.warmupSeconds = rows.Real();
        OutcomeCounts& counts = statistics.totals.counts;
        for (auto* number : {&counts.requests,
                             &counts.completed,
                             &counts.rejected,
                             &counts.dropped,
                             &counts.unfinished,
                             &counts.censored,
                             &counts.missed,
                             &statistics.placements.unplaced})
        {
            *number = count(rows);
        }
        RunTotals& totals = statistics.totals;
        for (auto* sum : {&totals.latencySeconds,
                          &totals.accuracy,
                          &totals.deviceJoule,
                          &totals.totalJoule,
                          &totals.txBytes,
                          &totals.rxBytes,
                          &totals.reward})
        {
            *sum = rows.Real();
        }
        for (buckets.Start(id); buckets.Step();)
        {
            const auto bucket = static_cast<std::int32_t>(buckets.Int());
            statistics.latencies.Add(bucket, count(buckets));
        }
        for (places.Start(id); places.Step();)
        {
            const auto node = static_cast<NodeId>(places.Int());
            const auto variant = static_cast<VariantId>(places.Int());
            statistics.placements.placed[{node, variant}] = count(places);
        }
        visit(seed, run, statistics);
    }
}

} // namespace edgeward
