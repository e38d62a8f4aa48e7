/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_MEASURED_NOISE_H
#define EDGEWARD_COMPUTE_MEASURED_NOISE_H

#include "dnn/execution-spread.h"

#include <optional>

namespace edgeward
{

/**
 * The distribution of execution times that a profile measured, relative to their mean.
 *
 * Its quantile function is linear in the normal score between the percentiles that profiles hold: a
 * normal distribution with three standard deviations, one below the median, one from there to the
 * percentile 84.13 (score 1), one above it. They are the only three with which the median, the 95th
 * percentile, half the distance of the percentiles 15.87 and 84.13, and the mean are all as
 * measured. With the upper two equal it is the two-piece normal distribution (Wallis, "The
 * two-piece normal, binormal, or double Gaussian distribution", Statistical Science 29(1), 2014).
 */
class MeasuredNoise
{
  public:
    /**
     * The distribution with that spread and mean 1.
     * @return nothing if there is none: median not measured, or numbers that contradict one another
     * or allow times below 0. If only the 95th percentile is missing or contradicts the rest, it is
     * left out and the distribution is two-piece normal.
     */
    static std::optional<MeasuredNoise> Fit(const ExecutionSpread& spread);

    /** The quantile at a standard normal score. */
    double At(double score) const;

  private:
    bool IsPositive() const;

    double m_median = 1.0;
    double m_below = 0.0; ///< rise per score below 0
    double m_above = 0.0; ///< from 0 to 1
    double m_tail = 0.0;  ///< beyond 1
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_MEASURED_NOISE_H
