/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/n-step.h"

#include "base/errors.h"
#include "rl/replay-buffer.h"

#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

/** Decision @p k: leads from observation k to k + 1. */
Transition
Step(int k, float reward, float discount)
{
    Transition transition;
    transition.observation = {static_cast<float>(k)};
    transition.nextObservation = {static_cast<float>(k + 1)};
    transition.nextMask = {1, static_cast<std::uint8_t>(k % 2)};
    transition.action = k % 2;
    transition.reward = reward;
    transition.discount = discount;
    return transition;
}

Transition
Numbered(int k, std::uint32_t agent, std::uint64_t sequence)
{
    Transition transition = Step(k, 1.0F, 0.5F);
    transition.agent = agent;
    transition.sequence = sequence;
    return transition;
}

class NStepTest : public testing::Test
{
  protected:
    NStep
    Make(std::size_t steps)
    {
        return NStep(steps, [this](const Transition& t) { m_out.push_back(t); });
    }

    void
    Expect(std::size_t at, int from, int to, double reward, double discount) const
    {
        ASSERT_LT(at, m_out.size());
        EXPECT_EQ(m_out[at].observation[0], static_cast<float>(from));
        EXPECT_EQ(m_out[at].action, from % 2);
        EXPECT_EQ(m_out[at].nextObservation[0], static_cast<float>(to));
        EXPECT_EQ(m_out[at].nextMask[1], (to - 1) % 2) << "the mask belongs to the observation";
        EXPECT_FLOAT_EQ(m_out[at].reward, static_cast<float>(reward));
        EXPECT_FLOAT_EQ(m_out[at].discount, static_cast<float>(discount));
    }

    std::vector<Transition> m_out;
};

TEST_F(NStepTest, DiscountsOfDifferentLengthMultiply)
{
    NStep steps = Make(3);
    steps.Add(Step(0, 1.0F, 0.9F));
    steps.Add(Step(1, 2.0F, 0.5F));
    EXPECT_TRUE(m_out.empty());
    steps.Add(Step(2, 4.0F, 0.8F));
    steps.Add(Step(3, 8.0F, 0.25F));
    ASSERT_EQ(m_out.size(), 2u);
    Expect(0, 0, 3, 1.0 + 0.9 * 2.0 + 0.9 * 0.5 * 4.0, 0.9 * 0.5 * 0.8);
    Expect(1, 1, 4, 2.0 + 0.5 * 4.0 + 0.5 * 0.8 * 8.0, 0.5 * 0.8 * 0.25);
    EXPECT_EQ(steps.Pending(), 2u);
}

TEST_F(NStepTest, ATerminationEndsTheSumAndBootstrapsNothing)
{
    NStep steps = Make(3);
    steps.Add(Step(0, 1.0F, 0.5F));
    steps.Add(Step(1, 2.0F, 0.0F));
    steps.Add(Step(10, 100.0F, 0.5F)); // another episode
    ASSERT_EQ(m_out.size(), 2u);
    Expect(0, 0, 2, 2.0, 0.0);
    Expect(1, 1, 2, 2.0, 0.0);
}

TEST_F(NStepTest, ATruncationEndsTheSumAndBootstraps)
{
    NStep steps = Make(3);
    steps.Add(Step(0, 1.0F, 0.5F));
    Transition last = Step(1, 2.0F, 0.8F);
    last.isTruncated = true;
    steps.Add(last);
    steps.Add(Step(10, 100.0F, 0.5F));
    ASSERT_EQ(m_out.size(), 2u);
    Expect(0, 0, 2, 2.0, 0.4);
    Expect(1, 1, 2, 2.0, 0.8);
    EXPECT_EQ(steps.Pending(), 1u);
}

TEST_F(NStepTest, AgentsDoNotMix)
{
    NStep steps = Make(2);
    steps.Add(Numbered(0, 1, 1));
    steps.Add(Numbered(100, 2, 1));
    steps.Add(Numbered(1, 1, 2));
    ASSERT_EQ(m_out.size(), 1u);
    Expect(0, 0, 2, 1.5, 0.25);
    steps.Add(Numbered(101, 2, 2));
    Expect(1, 100, 102, 1.5, 0.25);
}

TEST_F(NStepTest, WaitsForALateReward)
{
    NStep steps = Make(2);
    steps.Add(Numbered(0, 0, 1));
    steps.Add(Numbered(2, 0, 3));
    EXPECT_TRUE(m_out.empty());
    steps.Add(Numbered(1, 0, 2));
    ASSERT_EQ(m_out.size(), 2u);
    Expect(0, 0, 2, 1.5, 0.25);
    Expect(1, 1, 3, 1.5, 0.25);
}

TEST_F(NStepTest, GivesUpWaitingAndNeverJoinsAcrossAGap)
{
    NStep steps = Make(2);
    steps.Add(Numbered(0, 0, 1)); // 2 never comes
    for (int k = 2; k < 10; ++k)
    {
        steps.Add(Numbered(k, 0, static_cast<std::uint64_t>(k + 1)));
    }
    ASSERT_FALSE(m_out.empty());
    Expect(0, 0, 1, 1.0, 0.5); // with the one step that there is
    Expect(1, 2, 4, 1.5, 0.25);
    steps.Add(Numbered(1, 0, 2)); // it does, too late to be joined
    Expect(m_out.size() - 1, 1, 2, 1.0, 0.5);
}

TEST_F(NStepTest, ANewCountBeginsAnew)
{
    NStep steps = Make(2);
    steps.Add(Numbered(0, 0, (7ULL << 32) + 1));
    steps.Add(Numbered(1, 0, (7ULL << 32) + 2));
    steps.Add(Numbered(10, 0, 1));
    steps.Add(Numbered(11, 0, 2));
    ASSERT_EQ(m_out.size(), 3u);
    Expect(1, 1, 2, 1.0, 0.5);
    Expect(2, 10, 12, 1.5, 0.25);
}

TEST_F(NStepTest, OfOneStepHandsOnAtOnce)
{
    NStep steps = Make(1);
    steps.Add(Step(0, 1.0F, 0.9F));
    Expect(0, 0, 1, 1.0, 0.9);
    EXPECT_EQ(steps.Pending(), 0u);
}

TEST_F(NStepTest, AFullReplayHoldsTheLastOnesWhole)
{
    // Sums are made before they are stored, so that the ring may wrap in the middle of a way.
    ReplayBuffer replay(3, 1, 2);
    NStep steps(2, [&replay](const Transition& t) { replay.Add(t); });
    for (int k = 0; k < 6; ++k)
    {
        steps.Add(Step(k, static_cast<float>(k), 0.5F));
    }
    // Ways 0..4 were stored; slots 0, 1, 2 hold 3, 4, 2.
    const int first[] = {3, 4, 2};
    for (std::size_t slot = 0; slot < 3; ++slot)
    {
        float observation = 0.0F;
        float next = 0.0F;
        float reward = 0.0F;
        float discount = 0.0F;
        std::int64_t action = 0;
        std::uint8_t mask[2];
        ReplayBatch batch{&observation, &action, &reward, &discount, &next, mask};
        replay.Copy(slot, 0, batch);
        const auto k = static_cast<float>(first[slot]);
        EXPECT_EQ(observation, k);
        EXPECT_EQ(next, k + 2.0F);
        EXPECT_EQ(reward, k + 0.5F * (k + 1.0F));
        EXPECT_EQ(discount, 0.25F);
    }
}

TEST_F(NStepTest, ContinuesFromACheckpoint)
{
    NStep steps = Make(3);
    steps.Add(Step(0, 1.0F, 0.9F));
    steps.Add(Step(1, 2.0F, 0.5F));
    const std::string bytes = steps.Save();
    NStep resumed = Make(3);
    resumed.Restore(bytes, "state");
    resumed.Add(Step(2, 4.0F, 0.8F));
    ASSERT_EQ(m_out.size(), 1u);
    Expect(0, 0, 3, 1.0 + 0.9 * 2.0 + 0.9 * 0.5 * 4.0, 0.9 * 0.5 * 0.8);
    for (std::size_t at = 0; at < bytes.size(); ++at)
    {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        EXPECT_THROW(resumed.Restore(damaged, "state"), ConfigError) << at;
        EXPECT_THROW(resumed.Restore(bytes.substr(0, at), "state"), ConfigError) << at;
    }
}

} // namespace

} // namespace edgeward
