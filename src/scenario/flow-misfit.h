/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_FLOW_MISFIT_H
#define EDGEWARD_SCENARIO_FLOW_MISFIT_H

#include "scenario/network-outcome.h"

#include <vector>

namespace edgeward
{

/** How well one replication of packets is known: relative standard errors, > 0. */
struct FlowErrors
{
    double mean = 0.0;
    double median = 0.0;
    double high = 0.0; ///< of the 95th percentile
    double goodput = 0.0;
};

/** As if requests were independent of each other: of the mean as usual; of a quantile how far away
 * the quantiles are whose ranks are one standard deviation of the binomial law off; of goodput that
 * of a count. Nothing is known better than 1 %. */
FlowErrors ErrorsOfRequests(const NetworkOutcome& packet);

/**
 * The greater of ErrorsOfRequests(), on average, and what replications say: the standard deviation
 * of ln(flows / packets), which has in it that requests of one spell are late together, and does
 * not have what both have in common, as the same arrivals.
 * @param flow   with the parameters that are to be mended
 * @param packet the same replications, as many, >= 1
 */
FlowErrors ErrorsOfReplications(const std::vector<NetworkOutcome>& flow,
                                const std::vector<NetworkOutcome>& packet);

/** Standard deviation of ln(flows / packets) of the mean time over replications; 0 of a single one.
 */
double SpreadOfMeans(const std::vector<NetworkOutcome>& flow,
                     const std::vector<NetworkOutcome>& packet);

/** How wrong flows are: logarithms of mean, median and 95th percentile, flows over packets, in
 * standard errors, squared and added up. Packets must have requests; flows without any are very
 * wrong. */
double FlowMisfitOf(const NetworkOutcome& flow,
                    const NetworkOutcome& packet,
                    const FlowErrors& errors);

/** How wrong flows are about what a saturated network carries: by goodput alone, since there the
 * times hang on how long the load has lasted. */
double GoodputMisfitOf(const NetworkOutcome& flow,
                       const NetworkOutcome& packet,
                       const FlowErrors& errors);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_FLOW_MISFIT_H
