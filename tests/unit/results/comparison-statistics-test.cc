/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"
#include "results/improvement.h"
#include "results/performance-profile.h"
#include "results/signed-rank.h"
#include "results/statistics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace edgeward
{
namespace
{

using testing::ElementsAre;

TEST(Improvement, CountsPairsByHand)
{
    // 1 beats nothing; 2 ties with 2; 3 beats 2 and ties with 3: 0.5 + 1 + 0.5 of 6 pairs.
    EXPECT_DOUBLE_EQ(Improvement({1, 2, 3}, {2, 3}).Value(), 2.0 / 6.0);
    EXPECT_DOUBLE_EQ(Improvement({2, 3}, {1, 2, 3}).Value(), 4.0 / 6.0);
    EXPECT_DOUBLE_EQ(Improvement({5, 6}, {1, 2, 3}).Value(), 1.0);
    EXPECT_DOUBLE_EQ(Improvement({1, 1}, {1}).Value(), 0.5);
    EXPECT_TRUE(std::isnan(Improvement({}, {1}).Value()));
}

TEST(Improvement, OfTwoNormalDistributionsIsTheClosedForm)
{
    // P(X > Y) = Phi((mu_x - mu_y) / sqrt(2)) for unit variances: 0.760 for a distance of 1. The
    // variance of the estimate is at most p (1 - p) / min(n, m) (Birnbaum and Klose, 1957).
    constexpr std::size_t SIZE = 2000;
    RandomStream random(11);
    std::vector<double> x(SIZE);
    std::vector<double> y(SIZE);
    for (std::size_t i = 0; i < SIZE; ++i)
    {
        x[i] = random.Normal() + 1.0;
        y[i] = random.Normal();
    }
    const double p = 0.5 * std::erfc(-0.5);
    EXPECT_NEAR(p, 0.7602, 0.0001);
    EXPECT_NEAR(Improvement(x, y).Value(), p, 4.0 * std::sqrt(p * (1.0 - p) / SIZE));
}

TEST(Improvement, IntervalsCoverTheTruthAndShrinkWithTheSample)
{
    RandomStream random(5);
    std::vector<double> x(40);
    std::vector<double> y(40);
    for (std::size_t i = 0; i < 40; ++i)
    {
        x[i] = random.Normal();
        y[i] = random.Normal();
    }
    BootstrapPlan plan;
    plan.resamples = 4000;
    const Interval ends = Improvement(x, y).IndependentEnds(plan);
    EXPECT_LT(ends.low, 0.5);
    EXPECT_GT(ends.high, 0.5);
    // With equal distributions, the statistic's standard deviation is sqrt((n + m + 1) / (12 n m))
    // = 0.065; a bootstrap of 40 values finds it within a fifth.
    EXPECT_NEAR(ends.high - ends.low, 2.0 * 1.96 * std::sqrt(81.0 / (12.0 * 1600.0)), 0.05);
    const std::vector<double> fewX(x.begin(), x.begin() + 10);
    const std::vector<double> fewY(y.begin(), y.begin() + 10);
    const Interval wide = Improvement(fewX, fewY).IndependentEnds(plan);
    EXPECT_GT(wide.high - wide.low, 1.5 * (ends.high - ends.low));
}

TEST(Improvement, OfPairsKnowsThatBothRiseAndFallTogether)
{
    // Each x beats its own y by a little, and loads differ much more: the runs are far from 0 or 1
    // as a whole. Pairs drawn together keep the order of loads; drawn apart they do not.
    RandomStream random(9);
    std::vector<double> x(30);
    std::vector<double> y(30);
    for (std::size_t i = 0; i < 30; ++i)
    {
        y[i] = random.Normal();
        x[i] = y[i] + 0.1;
    }
    const Improvement improvement(x, y);
    const Interval paired = improvement.PairedEnds();
    const Interval independent = improvement.IndependentEnds();
    EXPECT_GT(paired.low, 0.5);
    EXPECT_LT(independent.low, 0.5);
    EXPECT_LT(paired.high - paired.low, 0.5 * (independent.high - independent.low));
}

TEST(SignedRank, AgreesWithPublishedCriticalValues)
{
    // Largest sum significant at 5 %, two-sided: McCornack, Extended Tables of the Wilcoxon Matched
    // Pair Signed Rank Statistic, JASA 60, 1965.
    const struct
    {
        std::size_t pairs;
        std::size_t critical;
    } rows[] = {
        {6, 0}, {7, 2}, {8, 3}, {9, 5}, {10, 8}, {11, 10}, {12, 13}, {15, 25}, {20, 52}, {25, 89}};
    const auto probability = [](std::size_t pairs, std::size_t sum) {
        // Magnitudes 1 to n; the greatest that fit make up the negative ranks' sum.
        std::vector<double> differences(pairs);
        for (std::size_t rank = pairs; rank > 0; --rank)
        {
            const bool isNegative = rank <= sum;
            sum -= isNegative ? rank : 0;
            differences[rank - 1] = static_cast<double>(rank) * (isNegative ? -1.0 : 1.0);
        }
        return TestSignedRanks(differences).probability;
    };
    for (const auto& row : rows)
    {
        EXPECT_LE(probability(row.pairs, row.critical), 0.05) << row.pairs;
        EXPECT_GT(probability(row.pairs, row.critical + 1), 0.05) << row.pairs;
    }
    EXPECT_DOUBLE_EQ(probability(6, 0), 2.0 / 64.0);
    EXPECT_DOUBLE_EQ(probability(8, 3), 2.0 * 5.0 / 256.0); // sums 0, 1, 2 and twice 3
}

TEST(SignedRank, GivesTheExactProbabilityOfAnExampleWithTiesAndAZero)
{
    // Student's sleep data: nine differences above 0 and one of 0.
    const SignedRankTest test = TestSignedRanks({1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4});
    EXPECT_EQ(test.pairs, 9U);
    EXPECT_EQ(test.positive, 45.0);
    EXPECT_EQ(test.negative, 0.0);
    EXPECT_DOUBLE_EQ(test.probability, 2.0 / 512.0);
    // Ranks 1.5, 1.5, 3 with signs -, +, +: sums of at most 1.5 occur 3 times in 8.
    const SignedRankTest ties = TestSignedRanks({-1.0, 1.0, 2.0});
    EXPECT_EQ(ties.negative, 1.5);
    EXPECT_DOUBLE_EQ(ties.probability, 0.75);
}

TEST(SignedRank, IsSymmetricAndNeverAboveOne)
{
    EXPECT_EQ(TestSignedRanks({1, -2, 3, 7}).probability,
              TestSignedRanks({-1, 2, -3, -7}).probability);
    EXPECT_EQ(TestSignedRanks({1, -1}).probability, 1.0);
    EXPECT_EQ(TestSignedRanks({}).probability, 1.0);
    EXPECT_EQ(TestSignedRanks({0.0, 0.0}).pairs, 0U);
}

TEST(SignedRank, OfManyPairsIsNearlyNormal)
{
    // Mean n (n + 1) / 4, variance n (n + 1) (2 n + 1) / 24, half a rank of correction. 200 pairs
    // are exact and differ by the next term of Edgeworth's series, 3.6 / n / 24 (z^3 - 3 z) |z| =
    // 2 % at z = -2.6; 201 use the formula.
    for (const std::size_t pairs : {200U, 201U, 500U})
    {
        std::vector<double> differences(pairs);
        for (std::size_t i = 0; i < pairs; ++i)
        {
            differences[i] = static_cast<double>(i + 1) * (i % 5 < 2 ? -1.0 : 1.0);
        }
        const SignedRankTest test = TestSignedRanks(differences);
        const auto n = static_cast<double>(pairs);
        const double z = (test.negative + 0.5 - n * (n + 1.0) / 4.0) /
                         std::sqrt(n * (n + 1.0) * (2.0 * n + 1.0) / 24.0);
        const double normal = std::erfc(-z / std::sqrt(2.0));
        EXPECT_LT(z, -2.0);
        EXPECT_NEAR(test.probability / normal, 1.0, pairs > 200 ? 1e-9 : 0.03) << pairs;
    }
}

TEST(TTest, GivesTheProbabilityOfATextbookExample)
{
    // Student's sleep data again: R's t.test(paired = TRUE) prints t = 4.0621, p = 0.002833.
    const Estimate estimate = EstimateMean({1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4});
    EXPECT_NEAR(ProbabilityOfZeroMean(estimate), 0.002833, 5e-7);
    EXPECT_NEAR(StudentTProbability(12.706, 1), 0.05, 1e-5);
    EXPECT_DOUBLE_EQ(StudentTProbability(-1.0, 1), 0.5);
    EXPECT_TRUE(std::isnan(ProbabilityOfZeroMean(EstimateMean({1.0}))));
    EXPECT_EQ(ProbabilityOfZeroMean(EstimateMean({1.0, 1.0})), 0.0);
    EXPECT_EQ(ProbabilityOfZeroMean(EstimateMean({0.0, 0.0})), 1.0);
}

TEST(PerformanceProfile, IsTheShareAboveEachThreshold)
{
    const PerformanceProfile profile =
        ProfileOf("p", {1.0, 2.0, 2.0, 4.0}, {0.0, 1.0, 1.5, 2.0, 3.0, 4.0});
    EXPECT_THAT(profile.shares, ElementsAre(1.0, 0.75, 0.75, 0.25, 0.25, 0.0));
    // The number of four draws that are above 3 is binomial with p = 1/4: 0 with 32 %, 3 or more
    // with 5.1 %, 4 with 0.4 %; the band therefore ends at 3 of 4.
    EXPECT_EQ(profile.bands[4].low, 0.0);
    EXPECT_EQ(profile.bands[4].high, 0.75);
    EXPECT_EQ(profile.bands[0].low, 1.0);
    EXPECT_EQ(profile.bands[5].high, 0.0);
}

TEST(PerformanceProfile, OfASampleIsOneMinusItsDistribution)
{
    // The largest distance of an empirical from the true distribution is below 1.63 / sqrt(n) with
    // 99 % (Kolmogorov).
    RandomStream random(2);
    std::vector<double> scores(1000);
    for (double& score : scores)
    {
        score = random.Uniform();
    }
    std::vector<double> thresholds(99);
    for (std::size_t t = 0; t < 99; ++t)
    {
        thresholds[t] = 0.01 * static_cast<double>(t + 1);
    }
    BootstrapPlan plan;
    plan.resamples = 200;
    const PerformanceProfile profile = ProfileOf("p", scores, thresholds, plan);
    for (std::size_t t = 0; t < 99; ++t)
    {
        EXPECT_NEAR(profile.shares[t], 1.0 - thresholds[t], 1.63 / std::sqrt(1000.0));
        EXPECT_LE(profile.bands[t].low, profile.shares[t]);
        EXPECT_GE(profile.bands[t].high, profile.shares[t]);
    }
}

} // namespace
} // namespace edgeward
