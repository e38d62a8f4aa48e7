/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <set>
#include <vector>

using namespace edgeward;

namespace
{

/**
 * Chi-square value that a sound generator exceeds with probability 1e-6 (Wilson and Hilferty, PNAS
 * 17, 1931: the cube root of chi2/k is nearly normal with mean 1 - 2/(9k) and variance 2/(9k)).
 * Seeds are fixed, so a test that passes once passes always; the bound says that a failure after a
 * change means a broken generator.
 */
double
ChiSquareBound(double degrees)
{
    const double z = 4.7534; // one-sided normal quantile of 1 - 1e-6
    const double variance = 2.0 / (9.0 * degrees);
    return degrees * std::pow(1.0 - variance + z * std::sqrt(variance), 3.0);
}

/** Chi-square statistic of @p samples indices drawn by @p draw against a uniform distribution on @p
 * cells. */
double
ChiSquare(std::size_t cells, std::size_t samples, const std::function<std::size_t()>& draw)
{
    std::vector<double> counts(cells, 0.0);
    for (std::size_t i = 0; i < samples; ++i)
    {
        counts.at(draw()) += 1.0;
    }
    const double expected = static_cast<double>(samples) / static_cast<double>(cells);
    double sum = 0.0;
    for (const double count : counts)
    {
        sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
}

/** Five standard errors of a mean of @p samples values: exceeded by chance once in 1.7 million. */
double
MeanTolerance(double deviation, std::size_t samples)
{
    return 5.0 * deviation / std::sqrt(static_cast<double>(samples));
}

const std::size_t SAMPLES = 100000;

} // namespace

TEST(RandomStream, MatchesThePublishedVectorOfXoshiro256PlusPlus)
{
    // First outputs from state {1, 2, 3, 4}: the vector that rand_xoshiro tests against, made with
    // the authors' C code.
    const std::vector<std::uint64_t> published = {41943041U,
                                                  58720359U,
                                                  3588806011781223U,
                                                  3591011842654386U,
                                                  9228616714210784205U,
                                                  9973669472204895162U,
                                                  14011001112246962877U,
                                                  12406186145184390807U,
                                                  15849039046786891736U,
                                                  10450023813501588000U};
    RandomStream stream(0);
    stream.Restore({1, 2, 3, 4});
    for (const std::uint64_t value : published)
    {
        EXPECT_EQ(stream.Next(), value);
    }
}

TEST(RandomStream, IsSeededByThePublishedVectorOfSplitMix64)
{
    // First outputs of splitmix64 from state 1234567 (Vigna's C code; the vector is also on Rosetta
    // Code).
    const std::array<std::uint64_t, 4> published = {
        6457827717110365317U, 3203168211198807973U, 9817491932198370423U, 4593380528125082431U};
    EXPECT_EQ(RandomStream(1234567).State(), published);
}

TEST(RandomStream, ContinuesFromASavedState)
{
    RandomStream stream(7);
    stream.Next();
    const auto state = stream.State();
    const std::uint64_t next = stream.Next();
    RandomStream other(8);
    other.Restore(state);
    EXPECT_EQ(other.Next(), next);
}

TEST(RandomStream, UniformFillsTheUnitIntervalEvenly)
{
    RandomStream stream(1);
    const double statistic = ChiSquare(
        256, SAMPLES, [&stream] { return static_cast<std::size_t>(stream.Uniform() * 256.0); });
    EXPECT_LT(statistic, ChiSquareBound(255));
}

TEST(RandomStream, UniformStaysWithinItsBounds)
{
    RandomStream stream(2);
    for (std::size_t i = 0; i < SAMPLES; ++i)
    {
        const double value = stream.Uniform(-3.0, 5.0);
        ASSERT_GE(value, -3.0);
        ASSERT_LT(value, 5.0);
    }
}

TEST(RandomStream, IndexIsEvenForACountThatIsNoPowerOfTwo)
{
    RandomStream stream(3);
    EXPECT_LT(ChiSquare(7, SAMPLES, [&stream] { return stream.Index(7); }), ChiSquareBound(6));
}

TEST(RandomStream, IndexHasNoModuloBiasForHugeCounts)
{
    // With count = 3 * 2^62, plain modulo would give the lower third half of all draws instead of a
    // third.
    RandomStream stream(4);
    const std::uint64_t third = 1ULL << 62;
    const double statistic = ChiSquare(3, SAMPLES, [&stream, third] {
        return static_cast<std::size_t>(stream.Index(3 * third) / third);
    });
    EXPECT_LT(statistic, ChiSquareBound(2));
}

TEST(RandomStream, ExponentialHasItsMeanAndIsEvenAfterItsOwnDistributionFunction)
{
    RandomStream stream(5);
    const double mean = 0.25;
    double sum = 0.0;
    const double statistic = ChiSquare(100, SAMPLES, [&stream, &sum, mean] {
        const double value = stream.Exponential(mean);
        sum += value;
        return static_cast<std::size_t>(-100.0 * std::expm1(-value / mean));
    });
    EXPECT_LT(statistic, ChiSquareBound(99));
    EXPECT_NEAR(sum / SAMPLES, mean, MeanTolerance(mean, SAMPLES));
}

TEST(RandomStream, NormalHasItsMomentsAndIsEvenAfterItsOwnDistributionFunction)
{
    RandomStream stream(6);
    double sum = 0.0;
    double squares = 0.0;
    const double statistic = ChiSquare(100, SAMPLES, [&stream, &sum, &squares] {
        const double value = stream.Normal();
        sum += value;
        squares += value * value;
        return static_cast<std::size_t>(50.0 * std::erfc(-value / std::sqrt(2.0)));
    });
    EXPECT_LT(statistic, ChiSquareBound(99));
    EXPECT_NEAR(sum / SAMPLES, 0.0, MeanTolerance(1.0, SAMPLES));
    // The square of a standard normal value has variance 2.
    EXPECT_NEAR(squares / SAMPLES, 1.0, MeanTolerance(std::sqrt(2.0), SAMPLES));
}

TEST(DeriveSeed, DependsOnSeedRunAndPurpose)
{
    std::set<std::uint64_t> seeds;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
    {
        for (std::uint64_t run = 0; run < 20; ++run)
        {
            seeds.insert(DeriveSeed(seed, run, "policy/0"));
            seeds.insert(DeriveSeed(seed, run, "policy/1"));
        }
    }
    EXPECT_EQ(seeds.size(), 800U);
    EXPECT_EQ(DeriveSeed(3, 4, "policy"), DeriveSeed(3, 4, "policy"));
}

TEST(DeriveSeed, GivesNeighbouringRunsUncorrelatedStreams)
{
    double sum = 0.0;
    for (std::uint64_t run = 0; run < SAMPLES; ++run)
    {
        RandomStream first(DeriveSeed(1, run, "workload"));
        RandomStream second(DeriveSeed(1, run + 1, "workload"));
        sum += (first.Uniform() - 0.5) * (second.Uniform() - 0.5);
    }
    // The product of two independent centred uniform values has deviation 1/12.
    EXPECT_NEAR(sum / SAMPLES, 0.0, MeanTolerance(1.0 / 12.0, SAMPLES));
}
