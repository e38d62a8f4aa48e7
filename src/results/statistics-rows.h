/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_STATISTICS_ROWS_H
#define EDGEWARD_RESULTS_STATISTICS_ROWS_H

#include "results/run-statistics.h"

#include <functional>
#include <string>

namespace edgeward
{

class Database;

/** Into the tables run_statistics, latency_buckets and placements. @pre a transaction is open */
void WriteStatisticsRows(Database& database,
                         std::int64_t replication,
                         const RunStatistics& statistics);

/** Those of one policy in the order of the replications, with seed and run. */
void ReadStatisticsRows(
    Database& database,
    const std::string& policy,
    const std::function<void(std::uint64_t seed, std::uint64_t run, const RunStatistics&)>& visit);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_STATISTICS_ROWS_H
