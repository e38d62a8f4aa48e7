/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/registry.h"
#include "support/tiny-world.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

constexpr char QUICKSTART[] = EDGEWARD_SOURCE_DIR "/scenarios/quickstart.toml";

TinyRun
RunQuickstart(const std::string& fidelity, const std::string& policyText, double seconds)
{
    const ScenarioConfig config = ScenarioConfig::Load(QUICKSTART, {{"fidelity", fidelity}});
    const Simulation simulation(config, TestCatalog());
    const auto policy = Registry<Policy>::Create(Spec::Parse(policyText));
    VectorSink sink;
    TinyRun result;
    result.report = simulation.Run(*policy, sink, 1, 0, seconds);
    result.records = sink.records;
    return result;
}

double
MeanLatency(const TinyRun& run)
{
    double sum = 0.0;
    for (const RequestRecord& record : run.records)
    {
        sum += 1e-9 * static_cast<double>(record.LatencyNs());
    }
    return sum / static_cast<double>(run.records.size());
}

double
RadioJoule(const TinyRun& run)
{
    double sum = 0.0;
    for (const NodeEnergy& node : run.report.energy)
    {
        sum += node.radioActiveJoule;
    }
    return sum;
}

} // namespace

TEST(FlowFidelity, RunsEveryPolicyOfQuickstart)
{
    const ScenarioConfig config = ScenarioConfig::Load(QUICKSTART, {{"fidelity", "flow"}});
    for (const Spec& spec : config.policies)
    {
        SCOPED_TRACE(spec.ToString());
        const TinyRun run = RunQuickstart("flow", spec.ToString(), 3.0);
        EXPECT_GT(run.report.generated, 0U);
        EXPECT_EQ(run.report.generated,
                  run.report.completed + run.report.rejected + run.report.dropped +
                      run.report.unfinished);
        EXPECT_EQ(run.report.generated, run.records.size());
    }
}

TEST(FlowFidelity, TheSameRequestsTakeAsLongAndDrawAsMuchAsWithPackets)
{
    // Both face the same arrivals and, but for execution noise, the same queues.
    const TinyRun packet = RunQuickstart("packet", "edge(variant=d0)", 10.0);
    const TinyRun flow = RunQuickstart("flow", "edge(variant=d0)", 10.0);
    ASSERT_EQ(flow.report.generated, packet.report.generated);
    EXPECT_EQ(flow.report.completed, packet.report.completed);
    EXPECT_NEAR(MeanLatency(flow), MeanLatency(packet), 0.1 * MeanLatency(packet));
    // Packets also draw for associating and for beacons: 5 % of this short run.
    EXPECT_NEAR(RadioJoule(flow), RadioJoule(packet), 0.1 * RadioJoule(packet));
    EXPECT_LT(10 * flow.report.events, packet.report.events);
}

TEST(FlowFidelity, TheSameSeedGivesTheSameRecords)
{
    const TinyRun first = RunQuickstart("flow", "random", 5.0);
    const TinyRun second = RunQuickstart("flow", "random", 5.0);
    ASSERT_EQ(first.records.size(), second.records.size());
    for (std::size_t i = 0; i < first.records.size(); ++i)
    {
        EXPECT_EQ(first.records[i].endNs, second.records[i].endNs);
        EXPECT_EQ(first.records[i].DeviceJoule(), second.records[i].DeviceJoule());
    }
}

TEST(FlowFidelity, AFailedServerAnswersNoMoreThanWithPackets)
{
    for (const std::string access : {"p2p", "csma"})
    {
        std::uint64_t dropped[2] = {};
        for (const std::string fidelity : {"packet", "flow"})
        {
            const auto policy = Registry<Policy>::Create(Spec::Parse("edge"));
            const ScenarioConfig config = ScenarioConfig::Parse(
                TinyScenarioText() + "[[failures]]\nnode = \"edge\"\nat_s = 2.5\nfor_s = 3\n",
                "tiny",
                {{"fidelity", fidelity}, {"access.type", access}, {"run.duration_s", "10"}});
            VectorSink sink;
            const RunReport report = Simulation(config, TestCatalog()).Run(*policy, sink, 1, 0);
            dropped[fidelity == "flow"] = report.dropped;
        }
        EXPECT_GT(dropped[0], 0U);
        EXPECT_EQ(dropped[1], dropped[0]) << access;
    }
}

TEST(FlowFidelity, AnUnknownFidelityIsRefused)
{
    EXPECT_THROW(ScenarioConfig::Load(QUICKSTART, {{"fidelity", "fluid"}}), UserError);
}
