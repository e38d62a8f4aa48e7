/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_NETWORK_OUTCOME_H
#define EDGEWARD_SCENARIO_NETWORK_OUTCOME_H

#include "base/spec.h"
#include "scenario/simulation.h"

#include <vector>

namespace edgeward
{

/** What one simulation says about its network. */
struct NetworkOutcome
{
    std::vector<double> seconds; ///< that each completed request was on the network, sorted
    double radioJoule = 0.0;     ///< of all devices, above idle
    double goodputBps = 0.0;     ///< inputs and results of completed requests, over the time that
                                 ///< requests arrive (bit/s)
    double cpuSeconds = 0.0;
    double events = 0.0;

    /** NaN without requests. */
    double MeanSeconds() const;

    /** @param share 0..1. NaN without requests */
    double QuantileSeconds(double share) const;
};

/** Replications as one: all requests, what was counted added up, goodput on average. @pre not empty
 */
NetworkOutcome PoolOf(const std::vector<NetworkOutcome>& replications);

/** Simulate @p policy for @p seconds and look at the network. */
NetworkOutcome MeasureNetwork(const Simulation& simulation,
                              const Spec& policy,
                              std::uint64_t seed,
                              std::uint64_t run,
                              double seconds);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_NETWORK_OUTCOME_H
