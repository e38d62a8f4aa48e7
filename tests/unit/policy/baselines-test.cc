/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy-fixture.h"
#include "support/complaint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

using namespace edgeward;

namespace
{

class BaselinesTest : public testing::Test
{
  protected:
    Stage
    Decide(const std::string& policy) const
    {
        return StartPolicy(policy, environment)->Decide({context}).at(0).stages.at(0);
    }

    /** "node/variant" of the decision. */
    std::string
    Choice(const std::string& policy) const
    {
        const Stage stage = Decide(policy);
        return environment.nodes[stage.node].name + "/" + environment.variants[stage.variant].name;
    }

    PolicyEnvironment environment =
        MakeEnvironment(2, {NodeRole::EDGE, NodeRole::CLOUD, NodeRole::EDGE});
    DecisionContext context = MakeContext(environment, 1);
};

} // namespace

TEST_F(BaselinesTest, RolePoliciesStayWithTheirRole)
{
    EXPECT_EQ(Choice("local"), "camera-1/small");
    EXPECT_EQ(Choice("edge"), "edge-2/small");
    EXPECT_EQ(Choice("cloud"), "cloud-3/small");
}

TEST_F(BaselinesTest, OfSeveralEdgeServersTheOneWithTheLeastPredictedLatencyCounts)
{
    context.nodes[1].backlogSeconds = 0.5;
    EXPECT_EQ(Choice("edge"), "edge-4/small");
    context.nodes[3].uploadSeconds = 0.7;
    EXPECT_EQ(Choice("edge"), "edge-2/small");
}

TEST_F(BaselinesTest, AutoTakesTheFastestVariantThatMeetsTheFloor)
{
    context.request.accuracyFloor = 0.75;
    EXPECT_EQ(Choice("local"), "camera-1/middle");
    EXPECT_EQ(Choice("edge(variant=auto)"), "edge-2/middle");
}

TEST_F(BaselinesTest, AFixedVariantGivesWayToTheFloor)
{
    EXPECT_EQ(Choice("cloud(variant=big)"), "cloud-3/big");
    EXPECT_EQ(Choice("cloud(variant=small)"), "cloud-3/small");
    context.request.accuracyFloor = 0.75;
    EXPECT_EQ(Choice("cloud(variant=big)"), "cloud-3/big");
    EXPECT_EQ(Choice("cloud(variant=small)"), "cloud-3/middle");
}

TEST_F(BaselinesTest, AnUnreachableRoleFallsBackToTheDevice)
{
    context.nodes[2].isReachable = false;
    EXPECT_EQ(Choice("cloud(variant=big)"), "camera-1/big");
}

TEST_F(BaselinesTest, AMissingRoleOrVariantIsTheUsersMistake)
{
    environment = MakeEnvironment(2, {NodeRole::EDGE});
    EXPECT_EQ(Complaint([this] { StartPolicy("cloud", environment); }),
              "policy cloud: the scenario has no server of the role 'cloud'; add one, or choose "
              "another policy");
    EXPECT_NE(Complaint([this] {
                  StartPolicy("edge(variant=bg)", environment);
              }).find("did you mean 'big'?"),
              std::string::npos);
    EXPECT_NE(Complaint([this] { StartPolicy("edge(varant=big)", environment); }).find("variant"),
              std::string::npos);
}

TEST_F(BaselinesTest, RandomIsUniformOverWhatIsAllowed)
{
    context.request.accuracyFloor = 0.8;
    context.nodes[2].isReachable = false;
    const std::unique_ptr<Policy> policy = StartPolicy("random", environment);
    std::map<std::int32_t, int> counts;
    const int draws = 30000;
    for (int k = 0; k < draws; ++k)
    {
        ++counts[policy->Decide({context})[0].action];
    }
    ASSERT_EQ(counts.size(), 6U);
    double chiSquare = 0.0;
    for (const auto& entry : counts)
    {
        chiSquare += std::pow(entry.second - draws / 6.0, 2) / (draws / 6.0);
    }
    // Chi-square with 5 degrees of freedom exceeds 20.5 with probability 0.001.
    EXPECT_LT(chiSquare, 20.5);
}

TEST_F(BaselinesTest, AnotherSeedOrRunGivesOtherRandomDecisions)
{
    std::vector<std::vector<std::int32_t>> actions;
    for (const auto& [seed, run] : {std::pair{1, 0}, {2, 0}, {1, 1}})
    {
        environment.seed = static_cast<std::uint64_t>(seed);
        environment.run = static_cast<std::uint64_t>(run);
        const std::unique_ptr<Policy> policy = StartPolicy("random", environment);
        actions.emplace_back();
        for (int k = 0; k < 50; ++k)
        {
            actions.back().push_back(policy->Decide({context})[0].action);
        }
    }
    EXPECT_NE(actions[0], actions[1]);
    EXPECT_NE(actions[0], actions[2]);
}

TEST_F(BaselinesTest, RoundRobinTakesTurnsForEachDeviceAndSkipsTheUnreachable)
{
    const std::unique_ptr<Policy> policy = StartPolicy("round-robin", environment);
    DecisionContext other = MakeContext(environment, 0);
    std::vector<NodeId> nodes;
    for (int k = 0; k < 6; ++k)
    {
        context.nodes[2].isReachable = k < 4;
        nodes.push_back(policy->Decide({context})[0].stages[0].node);
        if (k == 2)
        {
            EXPECT_EQ(policy->Decide({other})[0].stages[0].node, 0U);
        }
    }
    EXPECT_EQ(nodes, (std::vector<NodeId>{1, 2, 3, 4, 1, 2}));
    EXPECT_EQ(policy->Decide({context})[0].stages[0].node, 4U); // the cloud is skipped
}

TEST_F(BaselinesTest, GreedyTakesTheLeastPredictedLatency)
{
    EXPECT_EQ(Choice("greedy"), "cloud-3/small"); // 25 + 5 ms, against 25 + 10 and 100
    context.nodes[2].backlogSeconds = 0.01;
    EXPECT_EQ(Choice("greedy"), "edge-2/small"); // 35 against 40 ms
    for (std::size_t position = 1; position < 4; ++position)
    {
        context.nodes[position].backlogSeconds = 1.0;
    }
    EXPECT_EQ(Choice("greedy"), "camera-1/small");
}

TEST_F(BaselinesTest, GreedyBreaksTiesByAccuracyThenByEnergy)
{
    for (NodeInfo& node : environment.nodes)
    {
        node.serviceSeconds = {0.1, 0.1, 0.1};
        node.computeJoule = {0.3, 0.2, 0.1};
    }
    for (NodeState& node : context.nodes)
    {
        node.uploadSeconds = node.returnSeconds = 0.0;
    }
    EXPECT_EQ(Choice("greedy"), "edge-2/big"); // 0.05 J of radio, against 0.3 J at home
    context.nodes[3].uploadJoule = 0.01;
    EXPECT_EQ(Choice("greedy"), "edge-4/big");
}

TEST_F(BaselinesTest, OracleMaximizesTheRewardAndSeesTheTruth)
{
    EXPECT_TRUE(Registry<Policy>::Create(Spec::Parse("oracle"))->NeedsTrueState());
    // Latency costs 1 a second, inaccuracy 1: the cloud's 20 ms for "big" are well spent.
    EXPECT_EQ(Choice("oracle"), "cloud-3/big");
    environment = MakeEnvironment(
        2, {NodeRole::EDGE, NodeRole::CLOUD, NodeRole::EDGE}, "weighted-cost(accuracyWeight=0)");
    EXPECT_EQ(Choice("oracle"), "cloud-3/small");
    // With energy dear and the radio expensive, home is best.
    environment = MakeEnvironment(
        2, {NodeRole::EDGE, NodeRole::CLOUD, NodeRole::EDGE}, "weighted-cost(energyWeight=100)");
    for (std::size_t position = 1; position < 4; ++position)
    {
        context.nodes[position].uploadJoule = 2.0;
    }
    EXPECT_EQ(Choice("oracle"), "camera-1/small");
}
