/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/statistics.h"

#include <gsl/gsl_cdf.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

constexpr double NAN_VALUE = std::numeric_limits<double>::quiet_NaN();
constexpr double CONFIDENCE = 0.95;

} // namespace

double
Estimate::Low() const
{
    return mean - halfWidth;
}

double
Estimate::High() const
{
    return mean + halfWidth;
}

double
StudentTQuantile(double probability, std::size_t degrees)
{
    return gsl_cdf_tdist_Pinv(probability, static_cast<double>(degrees));
}

Estimate
EstimateMean(const std::vector<double>& values)
{
    std::vector<double> finite;
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite), [](double value) {
        return std::isfinite(value);
    });
    const std::size_t n = finite.size();
    if (n == 0)
    {
        return {NAN_VALUE, NAN_VALUE, 0};
    }
    double sum = 0.0;
    for (const double value : finite)
    {
        sum += value;
    }
    const double mean = sum / static_cast<double>(n);
    if (n == 1)
    {
        return {mean, NAN_VALUE, 1};
    }
    // Two passes: the difference from the mean does not cancel.
    double squares = 0.0;
    for (const double value : finite)
    {
        squares += (value - mean) * (value - mean);
    }
    const double deviation = std::sqrt(squares / static_cast<double>(n - 1));
    const double quantile = StudentTQuantile(0.5 + CONFIDENCE / 2.0, n - 1);
    return {mean, quantile * deviation / std::sqrt(static_cast<double>(n)), n};
}

std::uint64_t
NearestRank(double p, std::uint64_t count)
{
    const auto n = static_cast<double>(count);
    // 0.95 * 20 is a little above 19 in binary; a rank must not depend on that.
    const double rank = std::ceil(p * n - 1e-9 * n);
    return static_cast<std::uint64_t>(std::max(rank, 1.0));
}

std::int64_t
Percentile(std::vector<std::int64_t>& values, double p)
{
    const std::size_t index = NearestRank(p, values.size()) - 1;
    std::nth_element(
        values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
    return values[index];
}

double
StudentTProbability(double t, std::size_t degrees)
{
    return 2.0 * gsl_cdf_tdist_Q(std::abs(t), static_cast<double>(degrees));
}

double
ProbabilityOfZeroMean(const Estimate& estimate)
{
    if (!(estimate.halfWidth > 0.0))
    {
        // Without spread, any difference at all is certain.
        return std::isnan(estimate.halfWidth) ? NAN_VALUE : (estimate.mean == 0.0 ? 1.0 : 0.0);
    }
    const std::size_t degrees = estimate.replications - 1;
    const double error = estimate.halfWidth / StudentTQuantile(0.5 + CONFIDENCE / 2.0, degrees);
    return StudentTProbability(estimate.mean / error, degrees);
}

std::uint64_t
LeastSamples(double p)
{
    constexpr double BEYOND = 10.0;
    // 10 / (1 - 0.99) is a little above 1,000 in binary.
    return static_cast<std::uint64_t>(std::ceil(BEYOND / (1.0 - p) * (1.0 - 1e-9)));
}

std::uint64_t
SamplesForPercentile(double p)
{
    const double margin = (1.0 - p) / 20.0;
    const double z = gsl_cdf_ugaussian_Pinv(1.0 - 0.01 / 2.0);
    return static_cast<std::uint64_t>(std::llround(z * z * p * (1.0 - p) / (margin * margin)));
}

} // namespace edgeward
