/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/tiny-world.h"

#include <algorithm>
#include <gtest/gtest.h>

#include <cmath>

using namespace edgeward;

namespace
{

constexpr NodeId DEVICE = 0;
constexpr NodeId EDGE = 1;
constexpr NodeId CLOUD = 2;

Stage
PartOf(NodeId node, std::uint16_t first, std::uint16_t last)
{
    Stage stage;
    stage.node = node;
    stage.layers = {first, last};
    return stage;
}

/** The critical path's segments sum to the latency, and no time goes backwards. */
void
ExpectConsistent(const RequestRecord& record)
{
    ASSERT_EQ(record.outcome, Outcome::COMPLETED) << record.reason;
    std::int64_t sum = 0;
    for (const Segment& segment : record.CriticalPath())
    {
        EXPECT_GE(segment.ns, 0) << ToString(segment.kind);
        sum += segment.ns;
    }
    EXPECT_EQ(sum, record.LatencyNs());
}

std::int64_t
SumOf(const RequestRecord& record, SegmentKind kind)
{
    std::int64_t sum = 0;
    for (const Segment& segment : record.CriticalPath())
    {
        sum += segment.kind == kind ? segment.ns : 0;
    }
    return sum;
}

} // namespace

TEST(PlanExecution, LocalLatencyIsTheServiceTimeExactly)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Whole(DEVICE, 0); });
    const TinyRun run = RunTiny(policy);
    ASSERT_EQ(run.records.size(), 2U);
    const double service = policy.environment.nodes[DEVICE].serviceSeconds[0];
    for (const RequestRecord& record : run.records)
    {
        ExpectConsistent(record);
        EXPECT_EQ(record.LatencyNs(), std::llround(1e9 * service));
        EXPECT_EQ(record.txBytes, 0U);
        EXPECT_DOUBLE_EQ(record.accuracy, policy.environment.variants[0].accuracy);
    }
}

TEST(PlanExecution, AServerRunsTheWholeNetworkAndAnswers)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Whole(CLOUD, 3); });
    const TinyRun run = RunTiny(policy);
    ASSERT_EQ(run.records.size(), 2U);
    for (const RequestRecord& record : run.records)
    {
        ExpectConsistent(record);
        EXPECT_EQ(record.variant, 3);
        EXPECT_GT(record.txBytes, 20000U);
        EXPECT_GT(record.rxBytes, 100U);
        EXPECT_EQ(record.stages[0].inputBytes, 20000U);
        // Out and back over 1 ms and 10 ms of propagation.
        EXPECT_GT(SumOf(record, SegmentKind::TRANSFER), 11'000'000);
        EXPECT_GT(SumOf(record, SegmentKind::RETURN), 11'000'000);
    }
}

TEST(PlanExecution, StagesHandOnFromNodeToNode)
{
    ScriptedPolicy policy([](const DecisionContext&) {
        return Plan::Chain(
            {PartOf(DEVICE, 0, 5), PartOf(EDGE, 5, 10), PartOf(CLOUD, 10, LayerRange::ALL_LAYERS)},
            {5000, 3000});
    });
    const TinyRun run = RunTiny(policy);
    ASSERT_FALSE(run.records.empty());
    for (const RequestRecord& record : run.records)
    {
        ExpectConsistent(record);
        EXPECT_EQ(record.finalStage, 2);
        EXPECT_EQ(record.stages[1].feeder, 0);
        EXPECT_EQ(record.stages[2].feeder, 1);
        EXPECT_EQ(record.stages[2].inputBytes, 3000U);
        // The device sends the first cut only: edge to cloud does not come back through it.
        EXPECT_GT(record.txBytes, 5000U);
        EXPECT_LT(record.txBytes, 6500U);
    }
}

TEST(PlanExecution, PartsOfANetworkTakeAsLongAsTheWhole)
{
    ScriptedPolicy parts([](const DecisionContext&) {
        return Plan::Chain({PartOf(DEVICE, 0, 7), PartOf(DEVICE, 7, LayerRange::ALL_LAYERS)}, {1});
    });
    ScriptedPolicy whole([](const DecisionContext&) { return Plan::Whole(DEVICE, 0); });
    const std::int64_t partsNs = RunTiny(parts).records.at(0).LatencyNs();
    const std::int64_t wholeNs = RunTiny(whole).records.at(0).LatencyNs();
    // Each of the two parts is rounded to the nanosecond once.
    EXPECT_NEAR(partsNs, wholeNs, 1);
}

TEST(PlanExecution, AForkIsJoinedWhenItsLastBranchIsThere)
{
    ScriptedPolicy policy([](const DecisionContext&) {
        Plan plan;
        plan.stages = {
            PartOf(DEVICE, 0, 3), PartOf(DEVICE, 3, 6), PartOf(EDGE, 3, 6), PartOf(EDGE, 6, 9)};
        plan.stages[1].slice = {0.0, 0.5};
        plan.stages[2].slice = {0.5, 1.0};
        const auto edge = [](std::uint16_t from, std::uint16_t to, std::uint64_t bytes) {
            PlanEdge made;
            made.from = from;
            made.to = to;
            made.bytes = bytes;
            return made;
        };
        plan.edges = {edge(0, 1, 0), edge(0, 2, 4000), edge(1, 3, 2000), edge(2, 3, 0)};
        return plan;
    });
    const TinyRun run = RunTiny(policy);
    ASSERT_FALSE(run.records.empty());
    for (const RequestRecord& record : run.records)
    {
        ExpectConsistent(record);
        const std::int64_t lastBranchNs = std::max(record.stages[1].endNs, record.stages[2].endNs);
        EXPECT_GE(record.stages[3].readyNs, lastBranchNs);
        EXPECT_EQ(record.finalStage, 3);
    }
}

TEST(PlanExecution, ACodecSendsFewerBytesAndCostsTime)
{
    const auto chain = [](double ratio, double seconds) {
        return ScriptedPolicy([ratio, seconds](const DecisionContext&) {
            Plan plan = Plan::Chain({PartOf(DEVICE, 0, 5), PartOf(EDGE, 5, LayerRange::ALL_LAYERS)},
                                    {40000});
            plan.edges[0].codec = {ratio, seconds, 2 * seconds};
            return plan;
        });
    };
    ScriptedPolicy plain = chain(1.0, 0.0);
    ScriptedPolicy coded = chain(4.0, 0.001);
    const RequestRecord without = RunTiny(plain).records.at(0);
    const RequestRecord with = RunTiny(coded).records.at(0);
    EXPECT_EQ(without.stages[1].inputBytes, 40000U);
    EXPECT_EQ(with.stages[1].inputBytes, 10000U);
    const auto serviceNs = [](const RequestRecord& record) {
        return SumOf(record, SegmentKind::COMPUTE);
    };
    EXPECT_NEAR(serviceNs(with) - serviceNs(without), 3'000'000, 2);
}

TEST(PlanExecution, AConfidentExitEndsTheInferenceBeforeTheNextTier)
{
    const auto cascade = [](double threshold) {
        return ScriptedPolicy([threshold](const DecisionContext&) {
            Plan plan = Plan::Chain({PartOf(DEVICE, 0, LayerRange::ALL_LAYERS),
                                     PartOf(EDGE, 0, LayerRange::ALL_LAYERS)},
                                    {20000});
            plan.stages[0].variant = 7;
            plan.stages[0].exit = {ExitRule::Kind::CONFIDENCE, threshold};
            return plan;
        });
    };
    ScriptedPolicy always = cascade(0.0);
    ScriptedPolicy never = cascade(1.0);
    const RequestRecord left = RunTiny(always).records.at(0);
    const RequestRecord stayed = RunTiny(never).records.at(0);
    ExpectConsistent(left);
    ExpectConsistent(stayed);
    EXPECT_EQ(left.finalStage, 0);
    EXPECT_TRUE(left.stages[0].exited);
    EXPECT_EQ(left.variant, 7);
    EXPECT_EQ(left.txBytes, 0U);
    EXPECT_EQ(stayed.finalStage, 1);
    EXPECT_EQ(stayed.variant, 0);
}

TEST(PlanExecution, AnExitMayAskThePolicyAgain)
{
    const auto first = [](const DecisionContext&) {
        Plan plan = Plan::Whole(DEVICE, 7);
        plan.stages[0].exit.kind = ExitRule::Kind::ASK_POLICY;
        return plan;
    };
    ScriptedPolicy onwards(first, [](const ExitContext& context) {
        Plan plan = context.plan;
        plan.stages.push_back(Plan::Whole(EDGE, 0).stages[0]);
        PlanEdge edge;
        edge.from = context.stage;
        edge.to = 1;
        edge.bytes = 20000;
        plan.edges.push_back(edge);
        return plan;
    });
    ScriptedPolicy stop(first, [](const ExitContext&) { return std::nullopt; });
    const RequestRecord went = RunTiny(onwards).records.at(0);
    const RequestRecord stopped = RunTiny(stop).records.at(0);
    ExpectConsistent(went);
    ExpectConsistent(stopped);
    EXPECT_EQ(went.finalStage, 1);
    EXPECT_EQ(went.stages.size(), 2U);
    EXPECT_TRUE(stopped.stages[0].exited);
}

TEST(PlanExecution, APlanThatCannotRunIsThePolicysMistakeAndIsNamed)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Whole(17, 0); });
    try
    {
        RunTiny(policy);
        FAIL() << "accepted";
    }
    catch (const UserError& error)
    {
        EXPECT_NE(std::string(error.what()).find("names node 17 of 3"), std::string::npos);
    }
}
