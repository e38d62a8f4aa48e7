/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_BOOTSTRAP_H
#define EDGEWARD_RESULTS_BOOTSTRAP_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace edgeward
{

/** Two ends of an interval of confidence; NaN: there is none. */
struct Interval
{
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
};

/** How often a resample holds each value. A statistic of it needs no sorting if the values are
 * sorted. */
using Multiplicities = std::vector<std::uint32_t>;

/** How a bootstrap is done; the defaults are those of Agarwal et al., 2021, for aggregates. */
struct BootstrapPlan
{
    std::size_t resamples = 50000; ///< >= 1
    double confidence = 0.95;      ///< within (0, 1)
    std::uint64_t seed = 1;        ///< of the resampling; the same seed gives the same interval
};

/** Resamples for performance profiles and other curves (Agarwal et al., 2021). */
constexpr std::size_t CURVE_RESAMPLES = 2000;

/**
 * Percentile intervals of several statistics of the same resamples, by the stratified bootstrap of
 * Agarwal et al., Deep Reinforcement Learning at the Edge of the Statistical Precipice, NeurIPS
 * 2021: within each stratum (a task), as many values as it has are drawn with replacement; the
 * interval's ends are the (1 - confidence) / 2 and (1 + confidence) / 2 quantiles of the statistic.
 *
 * @param strata     number of values of each stratum; values are numbered stratum by stratum
 * @param quantities number of statistics
 * @param statistics fills a vector of that length from how often each value was drawn
 * @return one interval per statistic; without ends if no stratum has two values
 */
std::vector<Interval> BootstrapIntervals(
    const std::vector<std::size_t>& strata,
    std::size_t quantities,
    const std::function<void(const Multiplicities&, std::vector<double>&)>& statistics,
    const BootstrapPlan& plan = {});

/** BootstrapIntervals() of one statistic. */
Interval BootstrapInterval(const std::vector<std::size_t>& strata,
                           const std::function<double(const Multiplicities&)>& statistic,
                           const BootstrapPlan& plan = {});

/**
 * The value below which a share @p p of a sample lies, linear between neighbours: type 7 of Hyndman
 * and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50(4), 1996.
 * @param p within [0, 1] @pre sorted is sorted and not empty
 */
double InterpolatedQuantile(const std::vector<double>& sorted, double p);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_BOOTSTRAP_H
