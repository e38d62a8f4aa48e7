/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_PERFORMANCE_PROFILE_H
#define EDGEWARD_RESULTS_PERFORMANCE_PROFILE_H

#include "results/bootstrap.h"

#include <string>
#include <vector>

namespace edgeward
{

/** Shares of a policy's runs that score above thresholds. */
struct PerformanceProfile
{
    std::string policy;
    std::vector<double> shares;  ///< one per threshold (0..1)
    std::vector<Interval> bands; ///< pointwise 95 % intervals; no ends with fewer than two runs
};

/**
 * The run-score distribution of Agarwal et al., NeurIPS 2021, section 4.2: for each threshold tau,
 * the share of runs whose score is larger. A curve that lies above another everywhere belongs to
 * the better policy, whatever the average one cares for.
 * @param scores     one per run; those that are not finite are left out
 * @param thresholds ascending
 */
PerformanceProfile ProfileOf(const std::string& policy,
                             const std::vector<double>& scores,
                             const std::vector<double>& thresholds,
                             const BootstrapPlan& plan = {CURVE_RESAMPLES});

} // namespace edgeward

#endif // EDGEWARD_RESULTS_PERFORMANCE_PROFILE_H
