/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/bootstrap.h"

#include "base/random-stream.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

void
Draw(const std::vector<std::size_t>& strata, RandomStream& random, Multiplicities& drawn)
{
    std::fill(drawn.begin(), drawn.end(), 0);
    std::size_t first = 0;
    for (const std::size_t size : strata)
    {
        for (std::size_t i = 0; i < size; ++i)
        {
            ++drawn[first + random.Index(size)];
        }
        first += size;
    }
}

} // namespace

std::vector<Interval>
BootstrapIntervals(
    const std::vector<std::size_t>& strata,
    std::size_t quantities,
    const std::function<void(const Multiplicities&, std::vector<double>&)>& statistics,
    const BootstrapPlan& plan)
{
    std::vector<Interval> intervals(quantities);
    if (std::none_of(strata.begin(), strata.end(), [](std::size_t size) { return size > 1; }))
    {
        return intervals;
    }
    std::size_t values = 0;
    for (const std::size_t size : strata)
    {
        values += size;
    }
    RandomStream random(DeriveSeed(plan.seed, 0, "results/bootstrap"));
    Multiplicities drawn(values);
    std::vector<double> outcome(quantities);
    std::vector<std::vector<double>> outcomes(quantities, std::vector<double>(plan.resamples));
    for (std::size_t r = 0; r < plan.resamples; ++r)
    {
        Draw(strata, random, drawn);
        statistics(drawn, outcome);
        for (std::size_t q = 0; q < quantities; ++q)
        {
            outcomes[q][r] = outcome[q];
        }
    }
    const double tail = (1.0 - plan.confidence) / 2.0;
    for (std::size_t q = 0; q < quantities; ++q)
    {
        std::sort(outcomes[q].begin(), outcomes[q].end());
        intervals[q] = {InterpolatedQuantile(outcomes[q], tail),
                        InterpolatedQuantile(outcomes[q], 1.0 - tail)};
    }
    return intervals;
}

Interval
BootstrapInterval(const std::vector<std::size_t>& strata,
                  const std::function<double(const Multiplicities&)>& statistic,
                  const BootstrapPlan& plan)
{
    const auto one = [&](const Multiplicities& drawn, std::vector<double>& outcome) {
        outcome[0] = statistic(drawn);
    };
    return BootstrapIntervals(strata, 1, one, plan).front();
}

double
InterpolatedQuantile(const std::vector<double>& sorted, double p)
{
    const double place = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double share = place - static_cast<double>(below);
    return sorted[below] + share * (sorted[above] - sorted[below]);
}

} // namespace edgeward
