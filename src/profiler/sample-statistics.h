/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_SAMPLE_STATISTICS_H
#define EDGEWARD_PROFILER_SAMPLE_STATISTICS_H

#include <vector>

namespace edgeward
{

/**
 * Location and spread of repeated time measurements that interrupts and neighbours on the machine
 * sometimes lengthen: robust, so that a few disturbed repetitions do not count.
 */
struct SampleStatistics
{
    double mean = 0.0; ///< mean of the samples between the 10th and the 90th percentile
    double std = 0.0;  ///< half the distance of the 15.87th and 84.13th percentile: the standard
                       ///< deviation if normal
    double p50 = 0.0;  ///< median
    double p95 = 0.0;  ///< 95th percentile

    /** @param samples at least one. @return rounded to four significant digits */
    static SampleStatistics Of(std::vector<double> samples);
};

} // namespace edgeward

#endif // EDGEWARD_PROFILER_SAMPLE_STATISTICS_H
