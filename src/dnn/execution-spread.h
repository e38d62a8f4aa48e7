/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_EXECUTION_SPREAD_H
#define EDGEWARD_DNN_EXECUTION_SPREAD_H

namespace edgeward
{

struct LayerProfile;

/** How the time of one execution scatters about its mean, all relative to the mean. */
struct ExecutionSpread
{
    /** Standard deviation. Of a measured profile: half the distance of the percentiles 15.87 and
     * 84.13. */
    double variation = 0.0;
    double median = 0.0; ///< 0: not measured
    double p95 = 0.0;    ///< 95th percentile; 0: not measured
};

/** What a profile measured end to end. */
ExecutionSpread SpreadOf(const LayerProfile& profile);

} // namespace edgeward

#endif // EDGEWARD_DNN_EXECUTION_SPREAD_H
