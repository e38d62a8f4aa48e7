/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_STATISTICS_TABLE_H
#define EDGEWARD_RESULTS_STATISTICS_TABLE_H

#include "results/latency-percentiles.h"
#include "results/policy-statistics.h"
#include "results/table.h"

#include <string>
#include <vector>

namespace edgeward
{

/** One row per policy: interquartile mean, gap to the oracle, and how the reference compares. */
std::string RenderStatistics(const PolicyStatistics& statistics, TableStyle style);

/** One row per policy, one column per percentile: latency with interval; "-" where there are too
 * few samples, with a line below that says how many are needed. */
std::string RenderPercentiles(const std::vector<PolicyPercentiles>& policies, TableStyle style);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_STATISTICS_TABLE_H
