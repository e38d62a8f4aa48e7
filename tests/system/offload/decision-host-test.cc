/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/tiny-world.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

/** Two devices that ask at the same instants, decided for by the edge server. */
std::vector<Override>
HostedAtEdge()
{
    return {{"devices.0.count", "2"}, {"decision.host", "edge"}, {"decision.window_s", "0.005"}};
}

} // namespace

TEST(DecisionHost, DecidesForRequestsOfTheSameWindowTogether)
{
    ScriptedPolicy policy(
        [](const DecisionContext& context) { return Plan::Whole(context.request.device, 0); });
    const TinyRun run = RunTiny(policy, HostedAtEdge());
    EXPECT_EQ(run.report.completed, 4U);
    EXPECT_EQ(policy.setSizes, (std::vector<std::size_t>{2, 2}));
}

TEST(DecisionHost, AskingCostsMessagesAndTime)
{
    ScriptedPolicy hosted(
        [](const DecisionContext& context) { return Plan::Whole(context.request.device, 0); });
    ScriptedPolicy own(
        [](const DecisionContext& context) { return Plan::Whole(context.request.device, 0); });
    const RequestRecord asked = RunTiny(hosted, HostedAtEdge()).records.at(0);
    const RequestRecord alone = RunTiny(own).records.at(0);
    // The window, and twice the link's propagation of 1 ms, and serialization.
    EXPECT_GT(asked.decidedNs - asked.request.arrivalNs, 7'000'000);
    EXPECT_LT(asked.decidedNs - asked.request.arrivalNs, 8'000'000);
    EXPECT_EQ(alone.decidedNs, alone.request.arrivalNs);
    EXPECT_GT(asked.txBytes, 0U);
    EXPECT_GT(asked.rxBytes, 0U);
}

TEST(DecisionHost, KnowsItselfNowAndOthersByReport)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Whole(2, 0); });
    std::vector<Override> overrides = HostedAtEdge();
    overrides.push_back({"decision.report_interval_s", "0.3"});
    overrides.push_back({"run.duration_s", "5"});
    RunTiny(policy, overrides);
    ASSERT_FALSE(policy.contexts.empty());
    const DecisionContext& last = policy.contexts.back();
    EXPECT_DOUBLE_EQ(last.nodes[1].ageSeconds, 0.0);
    EXPECT_GT(last.nodes[2].ageSeconds, 0.01);
    EXPECT_LT(last.nodes[2].ageSeconds, 0.35);
    EXPECT_GT(last.nodes[0].ageSeconds, 0.001);
}
