/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/replay-buffer.h"

#include "base/errors.h"

#include <gtest/gtest.h>

#include <stdexcept>

using namespace edgeward;

namespace
{

/** A transition whose every number tells that it is the @p k th. */
Transition
Numbered(int k)
{
    const auto value = static_cast<float>(k);
    Transition transition;
    transition.observation = {value, value + 0.25F};
    transition.action = k % 3;
    transition.reward = -value;
    transition.discount = 0.5F + value / 1000.0F;
    transition.nextObservation = {value + 0.5F, value + 0.75F};
    transition.nextMask = {1, static_cast<std::uint8_t>(k % 2), 1};
    return transition;
}

/** Storage for a batch of the buffers of these tests. */
struct Arrays
{
    explicit Arrays(std::size_t rows)
        : observation(2 * rows)
        , action(rows)
        , reward(rows)
        , discount(rows)
        , nextObservation(2 * rows)
        , nextMask(3 * rows)
    {
    }

    ReplayBatch
    Batch()
    {
        return {observation.data(),
                action.data(),
                reward.data(),
                discount.data(),
                nextObservation.data(),
                nextMask.data()};
    }

    std::vector<float> observation;
    std::vector<std::int64_t> action;
    std::vector<float> reward;
    std::vector<float> discount;
    std::vector<float> nextObservation;
    std::vector<std::uint8_t> nextMask;
};

/** Numbers of the transitions that @p buffer holds, by slot. */
std::vector<int>
Content(const ReplayBuffer& buffer)
{
    std::vector<int> numbers;
    Arrays arrays(1);
    for (std::size_t k = 0; k < buffer.Size(); ++k)
    {
        buffer.Copy(k, 0, arrays.Batch());
        numbers.push_back(static_cast<int>(-arrays.reward[0]));
    }
    return numbers;
}

} // namespace

TEST(ReplayBuffer, TheOldestTransitionGivesWay)
{
    ReplayBuffer buffer(3, 2, 3);
    for (int k = 1; k <= 5; ++k)
    {
        buffer.Add(Numbered(k));
    }
    EXPECT_EQ(buffer.Size(), 3U);
    EXPECT_EQ(Content(buffer), (std::vector<int>{4, 5, 3}));
}

TEST(ReplayBuffer, RowsOfABatchKeepTheirPartsTogether)
{
    ReplayBuffer buffer(50, 2, 3);
    for (int k = 0; k < 70; ++k)
    {
        buffer.Add(Numbered(k));
    }
    Arrays arrays(200);
    RandomStream random(1);
    buffer.Sample(200, random, arrays.Batch());
    for (std::size_t row = 0; row < 200; ++row)
    {
        const Transition expected = Numbered(static_cast<int>(-arrays.reward[row]));
        EXPECT_EQ(arrays.observation[2 * row + 1], expected.observation[1]);
        EXPECT_EQ(arrays.action[row], expected.action);
        EXPECT_EQ(arrays.discount[row], expected.discount);
        EXPECT_EQ(arrays.nextObservation[2 * row], expected.nextObservation[0]);
        EXPECT_EQ(arrays.nextMask[3 * row + 1], expected.nextMask[1]);
    }
}

TEST(ReplayBuffer, SamplingIsUniform)
{
    ReplayBuffer buffer(10, 2, 3);
    for (int k = 0; k < 10; ++k)
    {
        buffer.Add(Numbered(k));
    }
    const std::size_t draws = 100000;
    Arrays arrays(draws);
    RandomStream random(7);
    buffer.Sample(draws, random, arrays.Batch());
    std::vector<double> counts(10, 0.0);
    for (const float reward : arrays.reward)
    {
        counts[static_cast<std::size_t>(-reward)] += 1.0;
    }
    double chiSquare = 0.0;
    for (const double count : counts)
    {
        chiSquare += (count - draws / 10.0) * (count - draws / 10.0) / (draws / 10.0);
    }
    // Chi-square with 9 degrees of freedom exceeds 27.9 with probability 0.001.
    EXPECT_LT(chiSquare, 27.9);
}

TEST(ReplayBuffer, OneThatIsNotFullGivesOnlyWhatItHolds)
{
    ReplayBuffer buffer(1000, 2, 3);
    buffer.Add(Numbered(7));
    Arrays arrays(100);
    RandomStream random(1);
    buffer.Sample(100, random, arrays.Batch());
    EXPECT_EQ(arrays.reward, std::vector<float>(100, -7.0F));
    EXPECT_THROW(ReplayBuffer(3, 2, 3).Sample(1, random, arrays.Batch()), std::logic_error);
}

TEST(ReplayBuffer, OneSeedGivesOneBatch)
{
    ReplayBuffer buffer(10, 2, 3);
    for (int k = 0; k < 10; ++k)
    {
        buffer.Add(Numbered(k));
    }
    Arrays first(32);
    Arrays second(32);
    Arrays other(32);
    RandomStream same(3);
    RandomStream again(3);
    RandomStream different(4);
    buffer.Sample(32, same, first.Batch());
    buffer.Sample(32, again, second.Batch());
    buffer.Sample(32, different, other.Batch());
    EXPECT_EQ(first.reward, second.reward);
    EXPECT_NE(first.reward, other.reward);
}

TEST(ReplayBuffer, ContinuesFromItsBytes)
{
    ReplayBuffer buffer(4, 2, 3);
    for (int k = 0; k < 6; ++k)
    {
        buffer.Add(Numbered(k));
    }
    ReplayBuffer copy(4, 2, 3);
    copy.Restore(buffer.Save(), "replay.bin");
    buffer.Add(Numbered(9));
    copy.Add(Numbered(9));
    EXPECT_EQ(Content(copy), Content(buffer));
    EXPECT_EQ(copy.Save(), buffer.Save());
}

TEST(ReplayBuffer, RefusesEveryDamagedByte)
{
    ReplayBuffer buffer(3, 2, 3);
    buffer.Add(Numbered(1));
    buffer.Add(Numbered(2));
    const std::string bytes = buffer.Save();
    for (std::size_t k = 0; k < bytes.size(); ++k)
    {
        std::string damaged = bytes;
        damaged[k] = static_cast<char>(damaged[k] ^ 0x10);
        EXPECT_THROW(ReplayBuffer(3, 2, 3).Restore(damaged, "replay.bin"), ConfigError)
            << "byte " << k;
        EXPECT_THROW(ReplayBuffer(3, 2, 3).Restore(bytes.substr(0, k), "replay.bin"), ConfigError);
    }
    EXPECT_THROW(ReplayBuffer(3, 2, 3).Restore(bytes + "x", "replay.bin"), ConfigError);
}

TEST(ReplayBuffer, RefusesTheBytesOfAnotherProblemAndNamesTheDifference)
{
    const std::string bytes = ReplayBuffer(3, 2, 3).Save();
    try
    {
        ReplayBuffer(3, 5, 3).Restore(bytes, "replay.bin");
        FAIL();
    }
    catch (const ConfigError& error)
    {
        EXPECT_NE(
            std::string(error.what()).find("replay.bin: has an observation size of 2 instead of 5"),
            std::string::npos)
            << error.what();
    }
}

TEST(ReplayBuffer, RefusesATransitionOfAnotherProblem)
{
    ReplayBuffer buffer(3, 2, 3);
    Transition transition = Numbered(1);
    transition.observation.push_back(0.0F);
    EXPECT_THROW(buffer.Add(transition), std::logic_error);
    transition = Numbered(1);
    transition.action = 3;
    EXPECT_THROW(buffer.Add(transition), std::logic_error);
}
