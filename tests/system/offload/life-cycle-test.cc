/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/tiny-world.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

constexpr NodeId DEVICE = 0;
constexpr NodeId EDGE = 1;

ScriptedPolicy
Always(NodeId node, VariantId variant = 0)
{
    return ScriptedPolicy(
        [node, variant](const DecisionContext&) { return Plan::Whole(node, variant); });
}

void
ExpectCounted(const TinyRun& run)
{
    const RunReport& report = run.report;
    EXPECT_EQ(report.generated,
              report.completed + report.rejected + report.dropped + report.unfinished);
    EXPECT_EQ(report.generated, run.records.size());
}

} // namespace

TEST(LifeCycle, ARejectingPolicyEndsRequestsAtOnce)
{
    ScriptedPolicy policy([](const DecisionContext&) { return Plan::Reject(); });
    const TinyRun run = RunTiny(policy);
    ExpectCounted(run);
    EXPECT_EQ(run.report.rejected, 2U);
    EXPECT_EQ(run.records.at(0).LatencyNs(), 0);
    EXPECT_EQ(run.records.at(0).reason, "by the policy");
}

TEST(LifeCycle, ADeadServerMeansDroppedAfterTheTimeoutNeverAHang)
{
    ScriptedPolicy policy = Always(EDGE);
    const TinyRun run = RunTiny(policy, {{"failures", "[{node = \"edge\", at_s = 0.5}]"}});
    ExpectCounted(run);
    ASSERT_EQ(run.report.dropped, 2U);
    for (const RequestRecord& record : run.records)
    {
        EXPECT_EQ(record.LatencyNs(), 5'000'000'000);
        EXPECT_EQ(record.reason, "no result in time");
    }
}

TEST(LifeCycle, AServerThatDiesWhileExecutingLosesTheRequest)
{
    ScriptedPolicy policy = Always(EDGE);
    // Requests arrive at 1 s and 2 s; the input of the first is there within a few ms, and
    // execution takes longer.
    const TinyRun run = RunTiny(policy,
                                {{"failures", "[{node = \"edge\", at_s = 1.03, for_s = 0.5}]"},
                                 {"servers.0.profile", "raspberry-pi-4"}});
    ExpectCounted(run);
    EXPECT_EQ(run.report.dropped, 1U);
    EXPECT_EQ(run.report.completed, 1U);
}

TEST(LifeCycle, ASilentServerCountsAsUnreachableUntilItIsHeardOf)
{
    bool wasUnreachable = false;
    ScriptedPolicy policy([&wasUnreachable](const DecisionContext& context) {
        wasUnreachable = wasUnreachable || !context.nodes[1].isReachable;
        return Plan::Whole(context.nodes[1].isReachable ? EDGE : DEVICE, 0);
    });
    const TinyRun run = RunTiny(policy,
                                {{"failures", "[{node = \"edge\", at_s = 0.5}]"},
                                 {"run.duration_s", "9"},
                                 {"decision.timeout_s", "2.5"}});
    ExpectCounted(run);
    EXPECT_TRUE(wasUnreachable);
    EXPECT_GT(run.report.completed, 0U);
    EXPECT_GT(run.report.dropped, 0U);
}

TEST(LifeCycle, AFullQueueTurnsRequestsAway)
{
    ScriptedPolicy policy = Always(EDGE);
    const TinyRun run = RunTiny(policy,
                                {{"devices.0.workload.interarrival_s", "0.001"},
                                 {"run.duration_s", "0.1"},
                                 {"servers.0.processor.QueueLimit", "2"}});
    ExpectCounted(run);
    EXPECT_GT(run.report.rejected, 0U);
    EXPECT_GT(run.report.completed, 0U);
    for (const RequestRecord& record : run.records)
    {
        if (record.outcome == Outcome::REJECTED)
        {
            EXPECT_EQ(record.reason, "queue full at edge");
        }
    }
}

TEST(LifeCycle, WhatIsInFlightAtTheHorizonIsUnfinished)
{
    ScriptedPolicy policy = Always(DEVICE);
    const TinyRun run = RunTiny(policy, {{"run.duration_s", "1.01"}, {"run.drain_s", "0"}});
    ExpectCounted(run);
    EXPECT_EQ(run.report.unfinished, 1U);
}

TEST(LifeCycle, OldNewsOfAGivenUpRequestIsIgnored)
{
    ScriptedPolicy policy = Always(DEVICE);
    // The device needs about 61 ms and gives up after 20 ms; the execution still ends, later.
    const TinyRun run = RunTiny(policy, {{"decision.timeout_s", "0.02"}});
    ExpectCounted(run);
    EXPECT_EQ(run.report.dropped, 2U);
}

TEST(LifeCycle, DecidingCostsTimeAndEnergy)
{
    ScriptedPolicy quick = Always(DEVICE);
    ScriptedPolicy slow = Always(DEVICE);
    const RequestRecord without = RunTiny(quick).records.at(0);
    const RequestRecord with = RunTiny(slow, {{"decision.decision_s", "0.01"}}).records.at(0);
    EXPECT_EQ(with.LatencyNs() - without.LatencyNs(), 10'000'000);
    // One of the four cores of a Raspberry Pi 4 for 10 ms.
    const double coreWatt = (TestCatalog().GetDevice("raspberry-pi-4").busyWatt -
                             TestCatalog().GetDevice("raspberry-pi-4").idleWatt) /
                            4.0;
    EXPECT_NEAR(with.DeviceJoule() - without.DeviceJoule(), 0.01 * coreWatt, 1e-12);
}

TEST(LifeCycle, ADeadBatterySilencesTheDevice)
{
    ScriptedPolicy policy = Always(DEVICE);
    const TinyRun run = RunTiny(policy, {{"devices.0.battery_j", "8.0"}, {"run.duration_s", "20"}});
    ExpectCounted(run);
    // At 2.7 W idle, 8 J last less than 3 s.
    EXPECT_LE(run.report.generated, 3U);
    EXPECT_GE(run.report.generated, 1U);
}

TEST(LifeCycle, EveryJouleOfTheProcessorsBelongsToARequest)
{
    ScriptedPolicy policy([](const DecisionContext& context) {
        return Plan::Whole(static_cast<NodeId>(context.request.id % 3), 0);
    });
    const TinyRun run = RunTiny(policy, {{"run.duration_s", "20"}});
    ExpectCounted(run);
    std::vector<double> shares(3);
    for (const RequestRecord& record : run.records)
    {
        for (const EnergyShare& share : record.energy)
        {
            shares[share.node] += share.component == EnergyComponent::COMPUTE ? share.joule : 0.0;
        }
    }
    for (const NodeEnergy& node : run.report.energy)
    {
        EXPECT_GT(shares[node.node], 0.0);
        EXPECT_NEAR(shares[node.node], node.computeBusyJoule, 1e-9);
        EXPECT_NEAR(node.computeIdleJoule,
                    TestCatalog()
                            .GetDevice(node.node == 0   ? "raspberry-pi-4"
                                       : node.node == 1 ? "edge-server-xeon"
                                                        : "cloud-gpu-v100")
                            .idleWatt *
                        run.report.simulatedSeconds,
                    1e-6);
    }
}
