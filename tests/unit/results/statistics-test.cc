/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace edgeward
{
namespace
{

constexpr double NAN_VALUE = std::numeric_limits<double>::quiet_NaN();

TEST(StudentT, QuantilesAgreeWithPublishedTables)
{
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, three decimals.
    const struct
    {
        std::size_t degrees;
        double at90;
        double at95;
        double at975;
        double at99;
        double at995;
    } rows[] = {
        {1, 3.078, 6.314, 12.706, 31.821, 63.657},
        {2, 1.886, 2.920, 4.303, 6.965, 9.925},
        {3, 1.638, 2.353, 3.182, 4.541, 5.841},
        {4, 1.533, 2.132, 2.776, 3.747, 4.604},
        {5, 1.476, 2.015, 2.571, 3.365, 4.032},
        {9, 1.383, 1.833, 2.262, 2.821, 3.250},
        {10, 1.372, 1.812, 2.228, 2.764, 3.169},
        {20, 1.325, 1.725, 2.086, 2.528, 2.845},
        {29, 1.311, 1.699, 2.045, 2.462, 2.756},
        {60, 1.296, 1.671, 2.000, 2.390, 2.660},
        {100, 1.290, 1.660, 1.984, 2.364, 2.626},
    };
    for (const auto& row : rows)
    {
        EXPECT_NEAR(StudentTQuantile(0.90, row.degrees), row.at90, 0.00051) << row.degrees;
        EXPECT_NEAR(StudentTQuantile(0.95, row.degrees), row.at95, 0.00051) << row.degrees;
        EXPECT_NEAR(StudentTQuantile(0.975, row.degrees), row.at975, 0.00051) << row.degrees;
        EXPECT_NEAR(StudentTQuantile(0.99, row.degrees), row.at99, 0.00051) << row.degrees;
        EXPECT_NEAR(StudentTQuantile(0.995, row.degrees), row.at995, 0.00051) << row.degrees;
    }
    // Closed forms: tan(pi (p - 1/2)) for one degree, (2p - 1) sqrt(2 / (4p (1 - p))) for two.
    EXPECT_NEAR(StudentTQuantile(0.975, 1), std::tan(M_PI * 0.475), 1e-9);
    EXPECT_NEAR(StudentTQuantile(0.975, 2), 0.95 * std::sqrt(2.0 / (4 * 0.975 * 0.025)), 1e-9);
    EXPECT_NEAR(StudentTQuantile(0.025, 7), -StudentTQuantile(0.975, 7), 1e-9);
    // The normal distribution is the limit.
    EXPECT_NEAR(StudentTQuantile(0.975, 10000000), 1.959964, 1e-5);
}

TEST(EstimateMean, GivesTheIntervalOfATextbookExample)
{
    // Law, Simulation Modeling and Analysis, 5th ed., Example 4.26: mean 1.34, variance 0.17, 90 %
    // half width 0.24, with t(0.95, 9) = 1.833; ours is t(0.975, 9) / t(0.95, 9) times that, within
    // the rounding of 0.24.
    const Estimate estimate =
        EstimateMean({1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09});
    EXPECT_NEAR(estimate.mean, 1.343, 1e-12);
    EXPECT_NEAR(estimate.halfWidth, 0.24 * 2.262 / 1.833, 0.005 * 2.262 / 1.833);
    // The variance by hand: sum of squares 19.5441 - 10 * 1.343^2 = 1.50761, over 9.
    EXPECT_NEAR(estimate.halfWidth, 2.262157 * std::sqrt(1.50761 / 9.0 / 10.0), 1e-6);
    EXPECT_EQ(estimate.replications, 10U);
    EXPECT_NEAR(estimate.Low(), estimate.mean - estimate.halfWidth, 1e-15);
    EXPECT_NEAR(estimate.High(), estimate.mean + estimate.halfWidth, 1e-15);
}

TEST(EstimateMean, HasNoIntervalWithOneReplicationAndNoMeanWithNone)
{
    EXPECT_EQ(EstimateMean({2.0}).mean, 2.0);
    EXPECT_TRUE(std::isnan(EstimateMean({2.0}).halfWidth));
    EXPECT_TRUE(std::isnan(EstimateMean({}).mean));
    EXPECT_EQ(EstimateMean({1.0, NAN_VALUE, 3.0}).replications, 2U);
    EXPECT_EQ(EstimateMean({1.0, NAN_VALUE, 3.0}).mean, 2.0);
    EXPECT_EQ(EstimateMean({4.0, 4.0, 4.0}).halfWidth, 0.0);
}

TEST(EstimateMean, SurvivesALargeOffset)
{
    // The one-pass formula would lose all digits of the spread here.
    const Estimate estimate = EstimateMean({1e9 + 1.0, 1e9 + 2.0, 1e9 + 3.0});
    EXPECT_NEAR(estimate.halfWidth, 4.302653 / std::sqrt(3.0), 1e-5);
}

TEST(Percentile, IsTheNearestRank)
{
    std::vector<std::int64_t> values(100);
    std::iota(values.rbegin(), values.rend(), 1);
    EXPECT_EQ(Percentile(values, 0.50), 50);
    EXPECT_EQ(Percentile(values, 0.95), 95);
    EXPECT_EQ(Percentile(values, 0.99), 99);
    EXPECT_EQ(Percentile(values, 1.00), 100);
    EXPECT_EQ(Percentile(values, 0.951), 96);
    std::vector<std::int64_t> twenty(20);
    std::iota(twenty.begin(), twenty.end(), 1);
    EXPECT_EQ(Percentile(twenty, 0.95), 19);
    std::vector<std::int64_t> one{42};
    EXPECT_EQ(Percentile(one, 0.5), 42);
    std::vector<std::int64_t> two{8, 4};
    EXPECT_EQ(Percentile(two, 0.5), 4);
}

TEST(SamplesForPercentile, AreTheOnesThatMlperfPublishes)
{
    EXPECT_EQ(SamplesForPercentile(0.90), 23886U);
    EXPECT_EQ(SamplesForPercentile(0.95), 50425U);
    EXPECT_EQ(SamplesForPercentile(0.97), 85811U);
    EXPECT_EQ(SamplesForPercentile(0.99), 262742U);
}

} // namespace
} // namespace edgeward
