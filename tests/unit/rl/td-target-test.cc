/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/td-target.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace edgeward
{

namespace
{

/** Three transitions with three actions; every number is chosen so that each rule gives another
 * target. */
class TdTarget : public testing::Test
{
  protected:
    std::vector<float>
    Compute(const std::vector<float>& selecting, const std::vector<float>& valuing)
    {
        TdInputs inputs;
        inputs.rows = m_rewards.size();
        inputs.actions = 3;
        inputs.rewards = m_rewards.data();
        inputs.discounts = m_discounts.data();
        inputs.nextMasks = m_masks.data();
        inputs.selecting = selecting.data();
        inputs.valuing = valuing.data();
        std::vector<float> targets(m_rewards.size());
        m_meanQ = ComputeTdTargets(inputs, targets.data());
        return targets;
    }

    std::vector<float> m_rewards = {1.0F, 2.0F, 3.0F};
    std::vector<float> m_discounts = {0.5F, 0.25F, 0.0F};
    std::vector<std::uint8_t> m_masks = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    std::vector<float> m_online = {4.0F, 8.0F, 6.0F, 10.0F, 2.0F, 4.0F, 1.0F, 2.0F, 3.0F};
    std::vector<float> m_target = {20.0F, 2.0F, 6.0F, 8.0F, 80.0F, 4.0F, 9.0F, 9.0F, 9.0F};
    double m_meanQ = 0.0;
};

TEST_F(TdTarget, DoubleDqnChoosesWithTheOnlineAndValuesWithTheTargetNetwork)
{
    // Row 0: online prefers action 1, which the target network values 2: 1 + 0.5 * 2.
    // Row 1: online prefers action 0, valued 8: 2 + 0.25 * 8. Row 2: terminated.
    EXPECT_EQ(Compute(m_online, m_target), (std::vector<float>{2.0F, 4.0F, 3.0F}));
}

TEST_F(TdTarget, PlainDqnTakesTheTargetNetworksMaximum)
{
    EXPECT_EQ(Compute(m_target, m_target), (std::vector<float>{11.0F, 22.0F, 3.0F}));
}

TEST_F(TdTarget, AForbiddenActionNeverEntersTheTarget)
{
    m_masks = {1, 0, 1, 0, 0, 1, 1, 1, 1};
    m_online[1] = m_target[1] = 1e30F;
    m_online[3] = m_target[3] = std::numeric_limits<float>::infinity();
    // Row 0: best of actions 0 and 2 is 2, valued 6. Row 1: only action 2, valued 4.
    EXPECT_EQ(Compute(m_online, m_target), (std::vector<float>{4.0F, 3.0F, 3.0F}));
}

TEST_F(TdTarget, NothingOfTheNextStateMattersAfterTermination)
{
    m_masks[6] = m_masks[7] = m_masks[8] = 0;
    m_target[6] = m_target[7] = m_target[8] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(Compute(m_online, m_target).back(), 3.0F);
}

TEST_F(TdTarget, TruncationStillBootstraps)
{
    m_discounts = {0.5F, 0.25F, 0.125F};
    // A truncated transition differs from a terminated one by its discount alone: 3 + 0.125 * 9.
    EXPECT_EQ(Compute(m_online, m_target).back(), 4.125F);
}

TEST_F(TdTarget, ReportsTheMeanOfTheChosenValues)
{
    Compute(m_online, m_target);
    EXPECT_EQ(m_meanQ, 9.0); // (8 + 10) / 2, without the terminated row
}

} // namespace

} // namespace edgeward
