/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_STATISTICS_EXPORT_H
#define EDGEWARD_RESULTS_STATISTICS_EXPORT_H

#include "results/latency-percentiles.h"
#include "results/policy-statistics.h"

#include <string>
#include <vector>

namespace edgeward
{

/**
 * Write statistics.csv (a row per policy and metric) and comparison.csv (a row per other policy
 * and metric) into @p folder, which exists. docs/reference/results.md defines the columns.
 * @throws IoError
 */
void ExportStatistics(const std::vector<PolicyStatistics>& metrics, const std::string& folder);

/** Write percentiles.csv (a row per policy and percentile) into @p folder. @throws IoError */
void ExportPercentiles(const std::vector<PolicyPercentiles>& policies, const std::string& folder);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_STATISTICS_EXPORT_H
