/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_COMPARISON_H
#define EDGEWARD_RESULTS_COMPARISON_H

#include "results/summary.h"

namespace edgeward
{

/** How a policy differs from another on the same replications, arrivals and channels (common random
 * numbers). */
struct PairedDifference
{
    std::string policy;
    std::string other;
    Metric metric = Metric::REWARD;
    Estimate difference; ///< policy minus other, over the replications that both have

    /** Whether the policy's value is greater for sure: the 95 % interval lies above 0. */
    bool IsGreater() const;

    /** Whether the policy's value is smaller for sure: the 95 % interval lies below 0. */
    bool IsSmaller() const;
};

/**
 * Both policies' means in each replication that both have and where both are defined, in its
 * order.
 */
std::vector<std::pair<double, double>> PairedMeans(const PolicySummary& policy,
                                                   const PolicySummary& other,
                                                   Metric metric);

/** @throws ConfigError if the two share no replication */
PairedDifference Compare(const PolicySummary& policy, const PolicySummary& other, Metric metric);

/**
 * Mean cost (minus reward) of a policy divided by another's, over the replications that both have;
 * 1: equal, below 1: better. NaN unless both mean costs are positive. @throws ConfigError if the
 * two share no replication
 */
double CostRatio(const PolicySummary& policy, const PolicySummary& other);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_COMPARISON_H
