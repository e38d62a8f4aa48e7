/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/plan.h"

#include <gtest/gtest.h>

using namespace edgeward;

TEST(Plan, WholeNetworkOnOneNodeIsSound)
{
    EXPECT_EQ(Plan::Whole(2, 1).Problem(3, 2), "");
}

TEST(Plan, ANodeOutOfRangeIsNamed)
{
    EXPECT_EQ(Plan::Whole(3, 1).Problem(3, 2), "stage 0 names node 3 of 3");
}

TEST(Plan, AChainFeedsEachStageFromTheOneBefore)
{
    const Plan plan = Plan::Chain({Stage{}, Stage{}, Stage{}}, {10, 20});
    EXPECT_EQ(plan.Incoming(2), std::vector<std::uint16_t>{1});
    EXPECT_EQ(plan.Outgoing(0), std::vector<std::uint16_t>{0});
    EXPECT_EQ(plan.edges[1].bytes, 20U);
}

TEST(Plan, AnEdgeBackwardsIsAProblem)
{
    Plan plan = Plan::Chain({Stage{}, Stage{}}, {10});
    plan.stages[0].node = plan.stages[1].node = 0;
    plan.edges[0].to = 0;
    EXPECT_EQ(plan.Problem(1, 1), "edge 0 does not lead from an earlier to a later stage");
}

TEST(Plan, OnlyAChainMayAskThePolicyAgain)
{
    Plan chain = Plan::Chain({Stage{}, Stage{}}, {10});
    for (Stage& stage : chain.stages)
    {
        stage.node = 0;
    }
    chain.stages[0].exit.kind = ExitRule::Kind::ASK_POLICY;
    EXPECT_EQ(chain.Problem(1, 1), "");
    Plan branches = chain;
    branches.edges.clear();
    EXPECT_EQ(branches.Problem(1, 1), "the plan asks the policy at an exit but is no chain");
}
