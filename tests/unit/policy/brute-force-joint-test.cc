/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy-fixture.h"

#include "policy/action-space.h"
#include "policy/outcome-prediction.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace edgeward;

namespace
{

class BruteForceJointTest : public testing::Test
{
  protected:
    std::vector<Plan>
    Decide(const std::string& spec, const std::vector<DecisionContext>& contexts) const
    {
        return StartPolicy(spec, environment)->Decide(contexts);
    }

    PolicyEnvironment environment = MakeEnvironment(3, {NodeRole::EDGE, NodeRole::CLOUD});
};

} // namespace

TEST_F(BruteForceJointTest, OneRequestAloneIsTheOneStepOptimum)
{
    RandomStream random(1);
    for (RequestId request = 0; request < 300; ++request)
    {
        const DecisionContext context = RandomContext(environment, random, request);
        EXPECT_EQ(Decide("brute-force-joint", {context})[0].action,
                  Decide("oracle", {context})[0].action);
    }
}

TEST_F(BruteForceJointTest, RequestsThatWouldQueueBehindEachOtherAreSpread)
{
    // Latency alone counts, and only the edge serves: 200 ms for each request of a set, 250 ms at
    // home.
    environment = MakeEnvironment(
        3, {NodeRole::EDGE}, "weighted-cost(energyWeight=0,accuracyWeight=0,missWeight=0)");
    environment.nodes[3].serviceSeconds = {0.2, 0.2, 0.2};
    for (NodeId device = 0; device < 3; ++device)
    {
        environment.nodes[device].serviceSeconds = {0.25, 0.25, 0.25};
    }
    const std::vector<DecisionContext> contexts{MakeContext(environment, 0),
                                                MakeContext(environment, 1, 1),
                                                MakeContext(environment, 2, 2)};
    int onEdge = 0;
    for (const Plan& plan : Decide("brute-force-joint", contexts))
    {
        onEdge += plan.stages[0].node == 3 ? 1 : 0;
    }
    // Alone 225 ms at the edge beat 250 ms at home; behind another request the edge would take 425
    // ms.
    EXPECT_EQ(onEdge, 1);
    for (const DecisionContext& context : contexts)
    {
        EXPECT_EQ(Decide("brute-force-joint", {context})[0].stages[0].node, 3U);
    }
}

// Against a direct evaluation of every pair by the queueing rule: served in order of arrival at the
// node, one at a time.
TEST_F(BruteForceJointTest, TwoRequestsGetTheBestOfAllPairs)
{
    RandomStream random(2);
    for (RequestId round = 0; round < 50; ++round)
    {
        DecisionContext first = RandomContext(environment, random, 2 * round);
        DecisionContext second = RandomContext(environment, random, 2 * round + 1);
        second.nowNs = second.request.arrivalNs = first.nowNs;
        for (std::size_t position = 1; position < 3; ++position)
        {
            // What the server is doing is one fact, whoever asks.
            second.nodes[position].backlogSeconds = first.nodes[position].backlogSeconds;
        }
        second.request.device = (first.request.device + 1) % 3;
        second.nodes[0].id = second.request.device;
        const ActionSpace actions(environment);
        const auto total = [&](std::int32_t a, std::int32_t b) {
            RequestRecord one =
                PredictRecord(environment, first, actions.PositionOf(a), actions.VariantOf(a));
            RequestRecord two =
                PredictRecord(environment, second, actions.PositionOf(b), actions.VariantOf(b));
            StageRecord& stageOne = one.stages[0];
            StageRecord& stageTwo = two.stages[0];
            if (stageOne.stage.node == stageTwo.stage.node)
            {
                RequestRecord& later = stageOne.readyNs <= stageTwo.readyNs ? two : one;
                const std::int64_t freeNs = (&later == &two ? stageOne : stageTwo).endNs;
                later.endNs += std::max<std::int64_t>(freeNs - later.stages[0].startNs, 0);
            }
            return (*environment.reward)(one) + (*environment.reward)(two);
        };
        ActionMask firstMask;
        ActionMask secondMask;
        actions.Mask(first, firstMask);
        actions.Mask(second, secondMask);
        double best = -1e300;
        for (std::int32_t a = 0; a < 9; ++a)
        {
            for (std::int32_t b = 0; b < 9; ++b)
            {
                if (firstMask[static_cast<std::size_t>(a)] != 0 &&
                    secondMask[static_cast<std::size_t>(b)] != 0)
                {
                    best = std::max(best, total(a, b));
                }
            }
        }
        const std::vector<Plan> plans = Decide("brute-force-joint", {first, second});
        EXPECT_NEAR(total(plans[0].action, plans[1].action), best, 1e-9);
        // Improving in turn cannot do better, and never ends below deciding without regard for each
        // other.
        const std::vector<Plan> turns =
            Decide("brute-force-joint(maxAssignments=1)", {first, second});
        const double inTurn = total(turns[0].action, turns[1].action);
        EXPECT_LE(inTurn, best + 1e-9);
        const std::int32_t aloneFirst = Decide("oracle", {first})[0].action;
        const std::int32_t aloneSecond = Decide("oracle", {second})[0].action;
        EXPECT_GE(inTurn, total(aloneFirst, aloneSecond) - 1e-9);
    }
}

TEST_F(BruteForceJointTest, LargeSetsAreDecidedInTurnAndStaySound)
{
    RandomStream random(3);
    std::vector<DecisionContext> contexts;
    for (RequestId request = 0; request < 12; ++request)
    {
        contexts.push_back(RandomContext(environment, random, request));
    }
    const std::vector<Plan> plans = Decide("brute-force-joint", contexts);
    ASSERT_EQ(plans.size(), 12U);
    for (const Plan& plan : plans)
    {
        EXPECT_EQ(plan.Problem(5, 3), "");
    }
}
