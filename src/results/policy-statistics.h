/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_POLICY_STATISTICS_H
#define EDGEWARD_RESULTS_POLICY_STATISTICS_H

#include "results/bootstrap.h"
#include "results/comparison.h"
#include "results/signed-rank.h"

#include <string>
#include <vector>

namespace edgeward
{

/** How well one policy does by itself, over its replications. */
struct PolicyScore
{
    std::string policy;
    Estimate mean;              ///< with Student t interval
    double interquartileMean;   ///< of the replications; NaN without any
    Interval interquartileEnds; ///< 95 % bootstrap
    double optimalityGap;       ///< mean distance by which it is worse than the oracle; NaN: none
    Interval optimalityEnds;    ///< 95 % bootstrap
};

/** How the reference compares with another policy on the replications that both have. */
struct PolicyContrast
{
    PairedDifference difference; ///< reference minus other
    double tProbability;         ///< of the paired t test, two-sided; NaN with fewer than two
    SignedRankTest signedRank;
    double improvement; ///< probability that a run of the reference is better, ties halved (0..1)
    Interval improvementEnds; ///< 95 % bootstrap of replications
};

/** What is said about policies by one metric. */
struct PolicyStatistics
{
    Metric metric = Metric::REWARD;
    std::string reference;
    std::vector<PolicyScore> scores;       ///< in the order of the summaries
    std::vector<PolicyContrast> contrasts; ///< with every other policy that shares a replication
};

/**
 * The evaluation protocol of docs/explanation/evaluation.md.
 * @param reference the policy that the others are compared with
 * @throws ConfigError if no summary is of the reference
 */
PolicyStatistics AnalyzePolicies(const std::vector<PolicySummary>& summaries,
                                 Metric metric,
                                 const std::string& reference,
                                 const BootstrapPlan& plan = {});

} // namespace edgeward

#endif // EDGEWARD_RESULTS_POLICY_STATISTICS_H
