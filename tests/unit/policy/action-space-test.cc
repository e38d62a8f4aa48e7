/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-space.h"

#include "policy-fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

using namespace edgeward;

namespace
{

class ActionSpaceTest : public testing::Test
{
  protected:
    ActionMask
    Mask() const
    {
        ActionMask mask;
        actions.Mask(context, mask);
        return mask;
    }

    PolicyEnvironment environment = MakeEnvironment(2, {NodeRole::EDGE, NodeRole::CLOUD});
    ActionSpace actions{environment};
    DecisionContext context = MakeContext(environment, 1);
};

} // namespace

TEST_F(ActionSpaceTest, PositionsOfTheEnvironmentAndItsNodesAreInverse)
{
    EXPECT_EQ(environment.Devices(), 2U);
    EXPECT_EQ(environment.Positions(), 3U);
    EXPECT_EQ(environment.NodeAt(1, 0), 1U);
    EXPECT_EQ(environment.NodeAt(1, 2), 3U);
    EXPECT_EQ(environment.Position(1, 1), 0U);
    EXPECT_EQ(environment.Position(1, 2), 1U);
    EXPECT_THROW(environment.Position(1, 0), std::logic_error);
    EXPECT_THROW(environment.NodeAt(1, 3), std::logic_error);
}

TEST_F(ActionSpaceTest, ActionsCountVariantsFirst)
{
    EXPECT_EQ(actions.Size(), 9U);
    for (std::size_t position = 0; position < 3; ++position)
    {
        for (VariantId variant = 0; variant < 3; ++variant)
        {
            const std::int32_t action = actions.Action(position, variant);
            EXPECT_EQ(action, static_cast<std::int32_t>(3 * position + variant));
            EXPECT_EQ(actions.PositionOf(action), position);
            EXPECT_EQ(actions.VariantOf(action), variant);
        }
    }
    EXPECT_EQ(actions.PositionNames(), (std::vector<std::string>{"device", "edge-2", "cloud-3"}));
    EXPECT_EQ(actions.VariantNames(), (std::vector<std::string>{"big", "middle", "small"}));
}

TEST_F(ActionSpaceTest, WithoutFloorEverythingReachableIsAllowed)
{
    EXPECT_EQ(Mask(), ActionMask(9, 1));
    EXPECT_DOUBLE_EQ(actions.AllowedShare(context.request), 1.0);
}

TEST_F(ActionSpaceTest, AVariantExactlyAtTheFloorIsAllowedAndOneBelowIsNot)
{
    context.request.accuracyFloor = 0.8;
    EXPECT_EQ(Mask(), (ActionMask{1, 1, 0, 1, 1, 0, 1, 1, 0}));
    EXPECT_DOUBLE_EQ(actions.AllowedShare(context.request), 2.0 / 3.0);
}

TEST_F(ActionSpaceTest, AFloorThatNothingMeetsLeavesTheMostAccurate)
{
    context.request.accuracyFloor = 0.95;
    EXPECT_EQ(Mask(), (ActionMask{1, 0, 0, 1, 0, 0, 1, 0, 0}));
}

TEST_F(ActionSpaceTest, AnUnreachableNodeIsForbidden)
{
    context.nodes[1].isReachable = false;
    EXPECT_EQ(Mask(), (ActionMask{1, 1, 1, 0, 0, 0, 1, 1, 1}));
    context.nodes[0].isReachable = false;
    EXPECT_EQ(Mask(), (ActionMask{0, 0, 0, 0, 0, 0, 1, 1, 1}));
}

TEST_F(ActionSpaceTest, WhereNothingIsReachableTheDeviceItselfIsLeft)
{
    for (NodeState& node : context.nodes)
    {
        node.isReachable = false;
    }
    EXPECT_EQ(Mask(), (ActionMask{1, 1, 1, 0, 0, 0, 0, 0, 0}));
}

TEST_F(ActionSpaceTest, TheFastestVariantMeetsTheFloor)
{
    EXPECT_EQ(actions.FastestVariant(context, 1), 2);
    context.request.accuracyFloor = 0.75;
    EXPECT_EQ(actions.FastestVariant(context, 1), 1);
}

TEST_F(ActionSpaceTest, OfEquallyFastVariantsTheMostAccurateCounts)
{
    environment.nodes[2].serviceSeconds = {0.1, 0.1, 0.1};
    EXPECT_EQ(ActionSpace(environment).FastestVariant(context, 1), 0);
}

TEST_F(ActionSpaceTest, AnActionBecomesAPlanOfOneStage)
{
    const Plan plan = actions.ToPlan(context, 7);
    EXPECT_EQ(plan.Problem(4, 3), "");
    EXPECT_EQ(plan.action, 7);
    ASSERT_EQ(plan.stages.size(), 1U);
    EXPECT_EQ(plan.stages[0].node, 3U);
    EXPECT_EQ(plan.stages[0].variant, 1);
    EXPECT_EQ(actions.ToPlan(context, 0).stages[0].node, 1U); // position 0 is the device that asks
    EXPECT_THROW(actions.ToPlan(context, 9), std::logic_error);
}

TEST_F(ActionSpaceTest, InEveryRandomContextSomethingIsAllowed)
{
    RandomStream random(1);
    ActionMask mask;
    ActionList list;
    for (RequestId request = 0; request < 2000; ++request)
    {
        const DecisionContext any = RandomContext(environment, random, request);
        actions.Mask(any, mask);
        actions.ListAllowed(any, list);
        EXPECT_FALSE(list.empty());
        EXPECT_TRUE(std::is_sorted(list.begin(), list.end()));
        ActionMask listed(mask.size(), 0);
        for (const std::int32_t action : list)
        {
            listed.at(static_cast<std::size_t>(action)) = 1;
        }
        EXPECT_EQ(listed, mask);
    }
}

TEST_F(ActionSpaceTest, AContextOfAnotherEnvironmentIsAProgrammingError)
{
    context.nodes.pop_back();
    EXPECT_THROW(Mask(), std::logic_error);
    environment.nodes[0].serviceSeconds = {0.1, 0.1};
    EXPECT_THROW(ActionSpace{environment}, std::logic_error);
}
