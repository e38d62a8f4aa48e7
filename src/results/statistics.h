/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_STATISTICS_H
#define EDGEWARD_RESULTS_STATISTICS_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeward
{

/** A mean over independent replications with the half width of its confidence interval. */
struct Estimate
{
    double mean = 0.0;      ///< NaN without replications
    double halfWidth = 0.0; ///< of the 95 % interval, >= 0; NaN with fewer than two replications
    std::size_t replications = 0; ///< means it stands on

    /** The interval's lower end; NaN without interval. */
    double Low() const;

    /** The interval's upper end; NaN without interval. */
    double High() const;
};

/**
 * The value that a Student t variable stays below with a probability.
 * @param probability within (0, 1)
 * @param degrees     degrees of freedom, >= 1
 */
double StudentTQuantile(double probability, std::size_t degrees);

/**
 * Mean and 95 % Student t interval of independent values: mean +- t(0.975, n-1) s / sqrt(n) (Law,
 * Simulation Modeling and Analysis, 5th ed., Eq. 4.12). Values that are not finite (a replication
 * without the metric) are left out.
 */
Estimate EstimateMean(const std::vector<double>& values);

/** Number, from 1, of the nearest-rank percentile among @p count values in ascending order. @param
 * p within (0, 1] @pre count > 0 */
std::uint64_t NearestRank(double p, std::uint64_t count);

/**
 * The nearest-rank percentile: the smallest value that at least a share @p p of the values does not
 * exceed. Reorders @p values. @param p within (0, 1] @pre values is not empty
 */
std::int64_t Percentile(std::vector<std::int64_t>& values, double p);

/**
 * Probability that a Student t variable is at least as far from 0 as @p t, to either side.
 * @param degrees degrees of freedom, >= 1
 */
double StudentTProbability(double t, std::size_t degrees);

/**
 * Probability of a mean at least as far from 0 as the estimate's if the true one is 0: the
 * two-sided t test. NaN with fewer than two replications.
 */
double ProbabilityOfZeroMean(const Estimate& estimate);

/**
 * Samples below which a percentile above the median is not shown: ten must lie beyond it, so that
 * it does not hang on one outlier; the number beyond then has a standard error of a third. 200 for
 * p95, 1,000 for p99. @param p within (0, 1)
 */
std::uint64_t LeastSamples(double p);

/**
 * Samples that MLPerf asks for before it reports a percentile: 99 % confidence that the true share
 * lies within (1 - p) / 20 of p (Reddi et al., MLPerf Inference Benchmark, ISCA 2020, Eq. 1 and 2):
 * 262,742 for p99.
 */
std::uint64_t SamplesForPercentile(double p);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_STATISTICS_H
