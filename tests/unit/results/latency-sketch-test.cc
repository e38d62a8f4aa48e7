/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/latency-sketch.h"

#include "base/random-stream.h"
#include "results/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace edgeward
{
namespace
{

// The guarantee, and what the logarithm of a bucket's end may be rounded by.
constexpr double BOUND = LatencySketch::RELATIVE_ERROR + 1e-9;

const std::vector<double> SHARES = {0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0};

void
ExpectWithinTheBound(std::vector<std::int64_t> latencies, const LatencySketch& sketch)
{
    ASSERT_EQ(sketch.Count(), latencies.size());
    for (const double share : SHARES)
    {
        const auto exact = static_cast<double>(Percentile(latencies, share));
        EXPECT_NEAR(sketch.Percentile(share), exact, BOUND * exact) << share;
    }
}

/** Distributions of latencies (ns) from narrow to hopeless. */
std::vector<std::function<double(RandomStream&)>>
Distributions()
{
    return {[](RandomStream& random) { return 1e6 + 1e3 * random.Uniform(); },
            [](RandomStream& random) { return random.Exponential(0.05) * 1e9; },
            [](RandomStream& random) { return std::exp(40.0 * random.Uniform()); },
            // Pareto with an infinite mean.
            [](RandomStream& random) { return 1e3 / (1e-9 + random.Uniform()); },
            [](RandomStream& random) { return random.Uniform() < 0.6 ? 0.0 : 5e7; },
            [](RandomStream& random) { return 1.0 + static_cast<double>(random.Index(3)); }};
}

TEST(LatencySketch, IsWithinItsRelativeErrorOfEveryExactPercentile)
{
    RandomStream random(1);
    for (const auto& draw : Distributions())
    {
        for (const int count : {1, 2, 19, 20, 1000, 50000})
        {
            std::vector<std::int64_t> latencies;
            LatencySketch sketch;
            for (int i = 0; i < count; ++i)
            {
                latencies.push_back(static_cast<std::int64_t>(draw(random)));
                sketch.Add(latencies.back());
            }
            ExpectWithinTheBound(latencies, sketch);
        }
    }
}

TEST(LatencySketch, OfTwoHalvesIsTheSketchOfTheWhole)
{
    RandomStream random(2);
    LatencySketch whole;
    LatencySketch halves[2];
    for (int i = 0; i < 10000; ++i)
    {
        const auto ns = static_cast<std::int64_t>(random.Exponential(1e6));
        whole.Add(ns);
        halves[i % 2].Add(ns);
    }
    halves[0].Merge(halves[1]);
    EXPECT_EQ(halves[0].Count(), 10000U);
    EXPECT_EQ(halves[0].Buckets(), whole.Buckets());
}

TEST(LatencySketch, HasFewBucketsHoweverFarLatenciesLieApart)
{
    LatencySketch sketch;
    double ns = 0.25;
    std::vector<std::int64_t> latencies{0};
    sketch.Add(0);
    for (; ns < 9e18; ns *= 1.001)
    {
        latencies.push_back(static_cast<std::int64_t>(ns));
        sketch.Add(latencies.back());
    }
    latencies.push_back(std::numeric_limits<std::int64_t>::max());
    sketch.Add(latencies.back());
    EXPECT_LE(sketch.Buckets().size(), 2200U);
    ExpectWithinTheBound(latencies, sketch);
}

TEST(LatencySketch, OfNothingCountsNothing)
{
    EXPECT_EQ(LatencySketch().Count(), 0U);
    EXPECT_TRUE(LatencySketch().Buckets().empty());
}

} // namespace
} // namespace edgeward
