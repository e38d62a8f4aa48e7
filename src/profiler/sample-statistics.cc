/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/sample-statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace edgeward
{

namespace
{

/** The quantile @p q (0..1) of sorted samples, linear between neighbours (Hyndman and Fan 1996,
 * type 7). */
double
Quantile(const std::vector<double>& sorted, double q)
{
    const double at = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(at));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/** Four digits, more than repeated measurements agree in; keeps files small. */
double
Rounded(double seconds)
{
    if (seconds == 0.0)
    {
        return 0.0;
    }
    const double perUnit = std::pow(10.0, 3.0 - std::floor(std::log10(std::abs(seconds))));
    return std::round(seconds * perUnit) / perUnit;
}

} // namespace

SampleStatistics
SampleStatistics::Of(std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    const auto cut = static_cast<std::ptrdiff_t>(samples.size() / 10);
    const auto first = samples.begin() + cut;
    const auto last = samples.end() - cut;
    SampleStatistics statistics;
    statistics.mean =
        Rounded(std::accumulate(first, last, 0.0) / static_cast<double>(last - first));
    statistics.std = Rounded(0.5 * (Quantile(samples, 0.8413) - Quantile(samples, 0.1587)));
    statistics.p50 = Rounded(Quantile(samples, 0.5));
    statistics.p95 = Rounded(Quantile(samples, 0.95));
    return statistics;
}

} // namespace edgeward
