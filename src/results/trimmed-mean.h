/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_TRIMMED_MEAN_H
#define EDGEWARD_RESULTS_TRIMMED_MEAN_H

#include "results/bootstrap.h"

#include <vector>

namespace edgeward
{

/**
 * The mean of what remains of a sample when as many of its smallest as of its largest values are
 * left out: the floor of the trim times the sample's size, at each end. A trim of 1/4 gives the
 * interquartile mean (Agarwal et al., NeurIPS 2021), which a few lucky or broken runs cannot move;
 * 1/2 gives the median.
 */
class TrimmedMean
{
  public:
    /** @param values those that are not finite are left out
     *  @param trim   share left out at each end, within [0, 0.5] */
    TrimmedMean(std::vector<double> values, double trim);

    /** Of the values themselves; NaN without any. */
    double Value() const;

    /** Its 95 % bootstrap interval, of one stratum. */
    Interval BootstrapEnds(const BootstrapPlan& plan = {}) const;

    /** Of a resample. @pre as many multiplicities as finite values, in ascending order of these */
    double Of(const Multiplicities& drawn) const;

    /** The finite values, ascending. */
    const std::vector<double>& Sorted() const;

  private:
    std::vector<double> m_sorted;
    double m_trim;
};

/** The interquartile mean: TrimmedMean with a trim of 1/4. NaN without finite values. */
double InterquartileMean(const std::vector<double>& values);

/** Its 95 % bootstrap interval, of one stratum. */
Interval InterquartileMeanInterval(const std::vector<double>& values,
                                   const BootstrapPlan& plan = {});

} // namespace edgeward

#endif // EDGEWARD_RESULTS_TRIMMED_MEAN_H
