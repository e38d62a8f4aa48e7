/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <map>

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

TEST(DecisionHost, AJointPolicyDoesNotSendTwoDevicesToTheSameIdleServer)
{
    // Alone, each request would best run on the server: 61 ms and some upload against 109 ms here.
    // Together, the second one there would wait for the first and end later than on its own device.
    const auto joint = Registry<Policy>::Create(Spec::Parse("brute-force-joint"));
    std::vector<Override> overrides = HostedAtEdge();
    overrides.push_back({"devices.0.profile", "raspberry-pi-3b-plus"});
    overrides.push_back({"servers.0.profile", "raspberry-pi-4"});
    overrides.push_back({"servers.1.profile", "raspberry-pi-zero-2w"});
    overrides.push_back({"network.variants", "[\"d0\"]"});
    overrides.push_back({"reward.energyWeight", "0"});
    const TinyRun run = RunTiny(*joint, overrides);
    ASSERT_EQ(run.report.completed, 4U);
    std::map<std::int64_t, int> atEdge;
    for (const RequestRecord& record : run.records)
    {
        atEdge[record.request.arrivalNs] += record.stages.at(0).stage.node == 2 ? 1 : 0;
    }
    for (const auto& [arrivalNs, count] : atEdge)
    {
        EXPECT_EQ(count, 1) << "of the requests at " << arrivalNs << " ns";
    }
}
