/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/bootstrap.h"

#include "base/random-stream.h"
#include "results/statistics.h"
#include "results/trimmed-mean.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace edgeward
{
namespace
{

constexpr double NAN_VALUE = std::numeric_limits<double>::quiet_NaN();

TEST(InterquartileMean, IsTheMeanOfTheMiddleHalf)
{
    // scipy.stats.trim_mean(values, 0.25), which rliable defines it by, leaves out int(n / 4)
    // values at each end.
    EXPECT_DOUBLE_EQ(InterquartileMean({8, 1, 7, 2, 6, 3, 5, 4}), 4.5);
    EXPECT_DOUBLE_EQ(InterquartileMean({1000, 1, 2, -1000}), 1.5);
    EXPECT_DOUBLE_EQ(InterquartileMean({1, 2, 6}), 3.0) << "three values are too few to trim";
    EXPECT_DOUBLE_EQ(InterquartileMean({-99, 1, 2, 6, 99}), 3.0);
    EXPECT_DOUBLE_EQ(InterquartileMean({-99, 1, 2, 3, 4, 5, 99}), 3.0) << "floor(7 / 4) = 1";
    EXPECT_DOUBLE_EQ(InterquartileMean({5, NAN_VALUE}), 5.0);
    EXPECT_TRUE(std::isnan(InterquartileMean({})));
}

TEST(TrimmedMean, SpansFromTheMeanToTheMedian)
{
    EXPECT_DOUBLE_EQ(TrimmedMean({9, 1, 2}, 0.0).Value(), 4.0);
    EXPECT_DOUBLE_EQ(TrimmedMean({9, 1, 2}, 0.5).Value(), 2.0);
    EXPECT_DOUBLE_EQ(TrimmedMean({9, 1, 2, 4}, 0.5).Value(), 3.0);
    EXPECT_DOUBLE_EQ(TrimmedMean({7}, 0.5).Value(), 7.0);
    EXPECT_DOUBLE_EQ(TrimmedMean({7, 9}, 0.5).Value(), 8.0);
}

TEST(TrimmedMean, OfAResampleIsThatOfTheValuesDrawn)
{
    const TrimmedMean mean({40, 10, 30, 20}, 0.25);
    // 10, 40, 40, 40 without the least and the greatest.
    EXPECT_DOUBLE_EQ(mean.Of({1, 0, 0, 3}), 40.0);
    EXPECT_DOUBLE_EQ(mean.Of({2, 0, 1, 1}), 20.0); // 10, 10, 30, 40
    EXPECT_DOUBLE_EQ(mean.Of({0, 4, 0, 0}), 20.0);
}

TEST(InterpolatedQuantile, IsTypeSeven)
{
    // numpy.percentile([1, 2, 4, 8], [0, 25, 50, 90, 100]) = 1, 1.75, 3, 6.8, 8.
    const std::vector<double> sorted{1, 2, 4, 8};
    EXPECT_DOUBLE_EQ(InterpolatedQuantile(sorted, 0.0), 1.0);
    EXPECT_DOUBLE_EQ(InterpolatedQuantile(sorted, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(InterpolatedQuantile(sorted, 0.5), 3.0);
    EXPECT_NEAR(InterpolatedQuantile(sorted, 0.9), 6.8, 1e-12);
    EXPECT_DOUBLE_EQ(InterpolatedQuantile(sorted, 1.0), 8.0);
}

TEST(Bootstrap, KeepsTheNumberOfValuesOfEachStratum)
{
    BootstrapPlan plan;
    plan.resamples = 200;
    BootstrapInterval(
        {3, 1, 5},
        [](const Multiplicities& drawn) {
            EXPECT_EQ(drawn.size(), 9U);
            EXPECT_EQ(drawn[0] + drawn[1] + drawn[2], 3U);
            EXPECT_EQ(drawn[3], 1U);
            EXPECT_EQ(std::accumulate(drawn.begin() + 4, drawn.end(), 0U), 5U);
            return 0.0;
        },
        plan);
}

TEST(Bootstrap, DrawsEveryValueEquallyOften)
{
    // 6 values, 50,000 resamples: each is drawn 50,000 times, with a variance of 5/6 of that.
    std::vector<double> counts(6);
    BootstrapInterval({6}, [&](const Multiplicities& drawn) {
        for (std::size_t i = 0; i < 6; ++i)
        {
            counts[i] += drawn[i];
        }
        return 0.0;
    });
    for (const double count : counts)
    {
        EXPECT_NEAR(count, 50000.0, 4.5 * std::sqrt(50000.0 * 5.0 / 6.0));
    }
}

TEST(Bootstrap, OfTwoValuesHasTheBinomialDistribution)
{
    // The mean of {0, 1} drawn twice is 0, 1/2 or 1 with 1/4, 1/2, 1/4: the middle half of it
    // reaches from 0 to 1 or is 1/2, and its middle 40 % are 1/2.
    const auto mean = [](const Multiplicities& drawn) { return drawn[1] / 2.0; };
    const Interval wide = BootstrapInterval({2}, mean);
    EXPECT_EQ(wide.low, 0.0);
    EXPECT_EQ(wide.high, 1.0);
    BootstrapPlan narrow;
    narrow.confidence = 0.4;
    const Interval middle = BootstrapInterval({2}, mean, narrow);
    EXPECT_EQ(middle.low, 0.5);
    EXPECT_EQ(middle.high, 0.5);
}

TEST(Bootstrap, OfOneValueHasNoInterval)
{
    EXPECT_TRUE(std::isnan(InterquartileMeanInterval({1.0}).low));
    EXPECT_TRUE(std::isnan(InterquartileMeanInterval({}).high));
    const Interval constant = InterquartileMeanInterval({2.5, 2.5, 2.5});
    EXPECT_EQ(constant.low, 2.5);
    EXPECT_EQ(constant.high, 2.5);
}

TEST(Bootstrap, RepeatsItselfWithTheSameSeedOnly)
{
    const std::vector<double> values{1, 4, 2, 8, 5, 7};
    BootstrapPlan plan;
    plan.resamples = 101;
    const Interval first = InterquartileMeanInterval(values, plan);
    const Interval second = InterquartileMeanInterval(values, plan);
    EXPECT_EQ(first.low, second.low);
    EXPECT_EQ(first.high, second.high);
    plan.seed = 2;
    const Interval other = InterquartileMeanInterval(values, plan);
    EXPECT_TRUE(first.low != other.low || first.high != other.high);
}

TEST(Bootstrap, CoversTheMeanOfNormalSamplesAsOftenAsTheoryTells)
{
    // The bootstrap distribution of a mean is nearly normal with standard deviation
    // sqrt((n - 1) / n) s / sqrt(n), so that the interval covers with the probability that
    // |t| < 1.96 sqrt((n - 1) / n) for a Student t of n - 1 degrees of freedom: 0.936 for n = 30.
    constexpr std::size_t SIZE = 30;
    constexpr int TRIALS = 1000;
    const double limit = 1.959964 * std::sqrt((SIZE - 1.0) / SIZE);
    const double expected = 1.0 - StudentTProbability(limit, SIZE - 1);
    RandomStream random(7);
    BootstrapPlan plan;
    plan.resamples = 1000;
    int covered = 0;
    for (int trial = 0; trial < TRIALS; ++trial)
    {
        std::vector<double> values(SIZE);
        for (double& value : values)
        {
            value = 3.0 + random.Normal();
        }
        plan.seed = static_cast<std::uint64_t>(trial) + 1;
        const Interval ends = TrimmedMean(values, 0.0).BootstrapEnds(plan);
        covered += ends.low <= 3.0 && 3.0 <= ends.high ? 1 : 0;
    }
    // Four standard errors of a share of 1000 trials.
    const double error = std::sqrt(expected * (1.0 - expected) / TRIALS);
    EXPECT_NEAR(expected, 0.936, 0.001);
    EXPECT_NEAR(static_cast<double>(covered) / TRIALS, expected, 4.0 * error);
}

TEST(Bootstrap, IntervalOfAMeanApproachesTheNormalOne)
{
    // n = 400: the ends are mean +- 1.96 s sqrt(n - 1) / n, within a few standard errors of a 2.5 %
    // quantile of 50,000 resamples: sqrt(0.025 * 0.975 / 50000) / density(1.96) = 0.012 standard
    // deviations, and skewness, of order 1 / sqrt(n) = 0.05.
    RandomStream random(3);
    std::vector<double> values(400);
    for (double& value : values)
    {
        value = random.Normal();
    }
    const Estimate estimate = EstimateMean(values);
    const double error =
        estimate.halfWidth / StudentTQuantile(0.975, 399) * std::sqrt(399.0 / 400.0);
    const Interval ends = TrimmedMean(values, 0.0).BootstrapEnds();
    EXPECT_NEAR(ends.low, estimate.mean - 1.959964 * error, 0.1 * error);
    EXPECT_NEAR(ends.high, estimate.mean + 1.959964 * error, 0.1 * error);
}

} // namespace
} // namespace edgeward
