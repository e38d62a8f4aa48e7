/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_LATENCY_PERCENTILES_H
#define EDGEWARD_RESULTS_LATENCY_PERCENTILES_H

#include "results/bootstrap.h"

#include <string>
#include <vector>

namespace edgeward
{

class ResultStore;

/** A percentile of the latency, if there are enough samples of it. */
struct PercentileEstimate
{
    double share = 0.0;       ///< e.g. 0.99
    double seconds = 0.0;     ///< nearest rank over all replications (s); NaN: too few samples
    Interval ends;            ///< 95 % bootstrap of replications (s)
    std::uint64_t needed = 0; ///< completed requests below which it is not given
};

/** The percentiles of one policy. */
struct PolicyPercentiles
{
    std::string policy;
    std::uint64_t samples = 0; ///< completed requests of all replications
    std::vector<PercentileEstimate> percentiles;
};

/**
 * Nearest-rank percentiles of the latencies of completed requests, pooled over the replications.
 * The interval resamples whole replications, because requests of one replication wait in the same
 * queues. With fewer samples than LeastSamples() a percentile is refused.
 *
 * @param replications latencies (ns) of each replication, in any order
 * @param shares       each within (0, 1)
 */
PolicyPercentiles EstimatePercentiles(const std::string& policy,
                                      const std::vector<std::vector<std::int64_t>>& replications,
                                      const std::vector<double>& shares,
                                      const BootstrapPlan& plan = {CURVE_RESAMPLES});

/** Those of every policy of a store. @param warmupSeconds requests that arrive earlier are left
 * out (s) */
std::vector<PolicyPercentiles> EstimatePercentiles(const ResultStore& store,
                                                   double warmupSeconds,
                                                   const std::vector<double>& shares);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_LATENCY_PERCENTILES_H
