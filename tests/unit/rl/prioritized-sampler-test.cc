/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/prioritized-sampler.h"

#include "base/errors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

/** Ten slots with TD errors 0, 1, .. 9 of alternating sign. */
PrioritizedSampler
Filled(double alpha, double epsilon)
{
    PrioritizedSampler sampler(10, alpha, epsilon);
    for (std::size_t slot = 0; slot < 10; ++slot)
    {
        sampler.Add(slot);
        const auto error = static_cast<float>(slot) * (slot % 2 == 0 ? 1.0F : -1.0F);
        sampler.Update(&slot, &error, 1);
    }
    return sampler;
}

TEST(PrioritizedSampler, DrawsInProportionToThePowerOfThePriority)
{
    constexpr double ALPHA = 0.6;
    constexpr double EPSILON = 0.01;
    constexpr int DRAWS = 20000;
    const PrioritizedSampler sampler = Filled(ALPHA, EPSILON);
    double sum = 0.0;
    for (int slot = 0; slot < 10; ++slot)
    {
        sum += std::pow(slot + EPSILON, ALPHA);
    }
    std::vector<int> counts(10, 0);
    RandomStream random(8);
    for (int draw = 0; draw < DRAWS; ++draw)
    {
        // Batches of one: draws are then independent, as the chi-square test wants them.
        std::size_t slot = 0;
        float weight = 0.0F;
        sampler.Sample(1, 10, 0.5, random, &slot, &weight);
        ++counts[slot];
    }
    double statistic = 0.0;
    for (std::size_t slot = 0; slot < 10; ++slot)
    {
        const double probability = std::pow(static_cast<double>(slot) + EPSILON, ALPHA) / sum;
        EXPECT_NEAR(sampler.Probability(slot), probability, 1e-12);
        const double expected = DRAWS * probability;
        statistic += (counts[slot] - expected) * (counts[slot] - expected) / expected;
    }
    EXPECT_LT(statistic, 27.9) << "chi-square with 9 degrees of freedom, 99.9% quantile";
}

TEST(PrioritizedSampler, ABatchTakesOneFromEachRange)
{
    // Ten equal weights and ten ranges: every slot exactly once.
    PrioritizedSampler sampler(10, 1.0, 0.01);
    for (std::size_t slot = 0; slot < 10; ++slot)
    {
        sampler.Add(slot);
    }
    RandomStream random(1);
    std::size_t slots[10];
    float weights[10];
    sampler.Sample(10, 10, 1.0, random, slots, weights);
    for (std::size_t slot = 0; slot < 10; ++slot)
    {
        EXPECT_EQ(slots[slot], slot);
        EXPECT_EQ(weights[slot], 1.0F);
    }
}

TEST(PrioritizedSampler, WeightsAreThoseOfThePaperWithALargestOfOne)
{
    constexpr double BETA = 0.4;
    const PrioritizedSampler sampler = Filled(0.6, 0.01);
    RandomStream random(2);
    std::size_t slots[16];
    float weights[16];
    sampler.Sample(16, 10, BETA, random, slots, weights);
    double largest = 0.0;
    for (const std::size_t slot : slots)
    {
        largest = std::max(largest, std::pow(10.0 * sampler.Probability(slot), -BETA));
    }
    for (int row = 0; row < 16; ++row)
    {
        const double raw = std::pow(10.0 * sampler.Probability(slots[row]), -BETA);
        EXPECT_NEAR(weights[row], raw / largest, 1e-6);
    }
    EXPECT_EQ(*std::max_element(weights, weights + 16), 1.0F);
    EXPECT_LT(*std::min_element(weights, weights + 16), 0.9F) << "else nothing was weighed";
    sampler.Sample(16, 10, 0.0, random, slots, weights);
    EXPECT_EQ(*std::min_element(weights, weights + 16), 1.0F) << "beta 0 corrects nothing";
}

TEST(PrioritizedSampler, NewOnesHaveTheLargestPrioritySoFar)
{
    PrioritizedSampler sampler(4, 1.0, 0.5);
    sampler.Add(0);
    sampler.Add(1);
    EXPECT_DOUBLE_EQ(sampler.Probability(0), 0.5) << "1 at first";
    const std::size_t slot = 0;
    const float error = -6.5F;
    sampler.Update(&slot, &error, 1); // priority 7
    sampler.Add(2);
    EXPECT_DOUBLE_EQ(sampler.Probability(2), 7.0 / 15.0);
    const float small = 0.0F;
    sampler.Update(&slot, &small, 1); // priority 0.5, but 7 was seen
    sampler.Add(3);
    EXPECT_DOUBLE_EQ(sampler.Probability(3), 7.0 / 15.5);
    EXPECT_DOUBLE_EQ(sampler.Probability(0), 0.5 / 15.5);
}

TEST(PrioritizedSampler, AlphaZeroIsUniform)
{
    const PrioritizedSampler sampler = Filled(0.0, 0.01);
    for (std::size_t slot = 0; slot < 10; ++slot)
    {
        EXPECT_DOUBLE_EQ(sampler.Probability(slot), 0.1);
    }
}

TEST(PrioritizedSampler, ContinuesFromACheckpoint)
{
    const PrioritizedSampler sampler = Filled(0.6, 0.01);
    const std::string bytes = sampler.Save(10);
    PrioritizedSampler resumed(10, 0.6, 0.01);
    resumed.Restore(bytes, 10, "state");
    EXPECT_EQ(resumed.Save(10), bytes);
    resumed.Add(0);
    EXPECT_GT(resumed.Probability(0), resumed.Probability(9) * 0.99) << "the largest is known";
    for (std::size_t at = 0; at < bytes.size(); ++at)
    {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        EXPECT_THROW(resumed.Restore(damaged, 10, "state"), ConfigError) << at;
        EXPECT_THROW(resumed.Restore(bytes.substr(0, at), 10, "state"), ConfigError) << at;
    }
}

} // namespace

} // namespace edgeward
