/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-calibration.h"

#include "base/file-writer.h"
#include "support/temporary-folder.h"
#include "unit/scenario/scenario-text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

ScenarioConfig
Good(const std::vector<Override>& overrides = {})
{
    return ScenarioConfig::Parse(GoodScenario(), "s.toml", overrides, TestCatalog());
}

FlowCalibration
Made()
{
    FlowCalibration made;
    made.tuning = {0.9, 0.25, 0.5};
    made.scenario = "s";
    made.networkHash = NetworkHash(Good());
    made.command = "edgeward calibrate s.toml --set 'access.type=\"p2p\"'";
    made.createdUtc = "2026-11-21T10:15:00Z";
    made.edgeward = "0.1.0";
    made.git = "0123abc";
    made.ns3 = "ns-3.37";
    made.seed = 7;
    made.seconds = 20.0;
    return made;
}

/** What is said about a calibration file; empty if nothing is wrong. */
std::string
ComplaintAbout(const std::string& text)
{
    const TemporaryFolder folder;
    WriteFileAtomically(folder / "s.toml", GoodScenario());
    WriteFileAtomically(folder / "s.flow.toml", text);
    try
    {
        ScenarioConfig::Load(folder / "s.toml", {{"fidelity", "flow"}}, TestCatalog());
    }
    catch (const UserError& error)
    {
        return error.what();
    }
    return "";
}

std::string
ComplaintAboutWith(const std::string& from, const std::string& to)
{
    return ComplaintAbout(Replaced(Made().ToToml(""), from, to));
}

TEST(FlowCalibration, ReadsWhatItWrites)
{
    const FlowCalibration read = FlowCalibration::Parse(Made().ToToml("a table\n\nmore"), "f");
    EXPECT_EQ(read.tuning.goodput, 0.9);
    EXPECT_EQ(read.tuning.contention, 0.25);
    EXPECT_EQ(read.tuning.latencySeconds, 0.5);
    EXPECT_EQ(read.networkHash, Made().networkHash);
    EXPECT_EQ(read.command, Made().command);
    EXPECT_EQ(read.seed, 7U);
    EXPECT_EQ(read.ToToml(""), Made().ToToml(""));
}

TEST(FlowCalibration, IsFoundBesideItsScenarioByRunsOnFlows)
{
    const TemporaryFolder folder;
    WriteFileAtomically(folder / "s.toml", GoodScenario());
    WriteFileAtomically(folder / "s.flow.toml", Made().ToToml(""));
    const ScenarioConfig flow =
        ScenarioConfig::Load(folder / "s.toml", {{"fidelity", "flow"}}, TestCatalog());
    EXPECT_EQ(flow.flowTuning.goodput, 0.9);
    EXPECT_EQ(flow.flowCalibrationPath, folder / "s.flow.toml");
    EXPECT_THAT(DescribeFlowTuning(flow), HasSubstr("calibrated by"));
    const ScenarioConfig packet = ScenarioConfig::Load(folder / "s.toml", {}, TestCatalog());
    EXPECT_EQ(packet.flowTuning.goodput, 1.0);
    EXPECT_EQ(DescribeFlowTuning(packet), "");
}

TEST(FlowCalibration, WithoutOneTheDefaultsHoldAndAreCalledSo)
{
    const ScenarioConfig config = Good({{"fidelity", "flow"}});
    EXPECT_EQ(config.flowTuning.goodput, 1.0);
    EXPECT_THAT(DescribeFlowTuning(config),
                AllOf(HasSubstr("default parameters"), HasSubstr("edgeward calibrate s.toml")));
}

TEST(FlowCalibration, TheHashChangesWithTheNetworkAndNotWithTheLoadOrThePolicies)
{
    const std::string hash = NetworkHash(Good());
    for (const Override& change : std::vector<Override>{{"devices.0.workload.rate_per_s", "9"},
                                                        {"run.duration_s", "99"},
                                                        {"fidelity", "flow"},
                                                        {"reward.latencyWeight", "5"},
                                                        {"devices.0.battery_j", "9"}})
    {
        EXPECT_EQ(NetworkHash(Good({change})), hash) << change.path;
    }
    for (const Override& change : std::vector<Override>{{"access.type", "csma"},
                                                        {"access.Rate", "7Mbps"},
                                                        {"transport.type", "tcp"},
                                                        {"devices.0.count", "3"},
                                                        {"devices.0.position.rho", "3"},
                                                        {"devices.0.workload.input_bytes", "1"},
                                                        {"devices.0.workload.result_bytes", "1"},
                                                        {"servers.0.link_rate", "1Mbps"},
                                                        {"servers.1.link_delay_s", "0.5"},
                                                        {"servers.1.loss_rate", "0.5"},
                                                        {"servers.1.via", "gateway"}})
    {
        EXPECT_NE(NetworkHash(Good({change})), hash) << change.path;
    }
}

TEST(FlowCalibration, AFileOfAnotherNetworkIsRefusedWithTheRemedy)
{
    EXPECT_EQ(ComplaintAbout(Made().ToToml("")), "");
    EXPECT_THAT(ComplaintAboutWith(Made().networkHash, "0000000000000000"),
                AllOf(HasSubstr("s.flow.toml"),
                      HasSubstr("is of another network"),
                      HasSubstr("edgeward calibrate")));
}

TEST(FlowCalibration, DamagedFilesAreRefusedWithTheKeyAndTheRemedy)
{
    EXPECT_THAT(ComplaintAbout(""), AllOf(HasSubstr("format"), HasSubstr("edgeward calibrate")));
    EXPECT_THAT(ComplaintAbout("format = 1\n[flow"), HasSubstr("s.flow.toml:2"));
    EXPECT_THAT(ComplaintAboutWith("format = 1", "format = 2"), HasSubstr("format"));
    EXPECT_THAT(ComplaintAboutWith("goodput = 0.9", ""), HasSubstr("goodput"));
    EXPECT_THAT(ComplaintAboutWith("goodput = 0.9", "goodput = -0.9"), HasSubstr("goodput"));
    EXPECT_THAT(ComplaintAboutWith("goodput = 0.9", "goodput = nan"), HasSubstr("goodput"));
    EXPECT_THAT(ComplaintAboutWith("contention = 0.25", "contention = -0.6"),
                HasSubstr("contention"));
    EXPECT_THAT(ComplaintAboutWith("latency_s = 0.5", "latency_s = -1"), HasSubstr("latency_s"));
    EXPECT_THAT(ComplaintAboutWith("latency_s", "latency"), HasSubstr("latency"));
    EXPECT_THAT(ComplaintAboutWith("network_hash", "hash"), HasSubstr("network_hash"));
    EXPECT_THAT(ComplaintAboutWith("seed = 7", "seed = \"x\""), HasSubstr("seed"));
}

} // namespace
} // namespace edgeward
