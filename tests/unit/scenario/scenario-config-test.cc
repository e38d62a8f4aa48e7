/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "unit/scenario/scenario-text.h"

#include "base/file-writer.h"
#include "scenario/scenario-config-keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ScenarioConfig, ReadsEveryPartOfAScenario)
{
    const ScenarioConfig config = ScenarioConfig::Parse(GoodScenario(), "folder/small.toml", {});
    EXPECT_EQ(config.name, "small");
    EXPECT_EQ(config.title, "small");
    EXPECT_EQ(config.durationSeconds, 10.0);
    EXPECT_EQ(config.drainSeconds, 2.0);
    EXPECT_EQ(config.warmupSeconds, 1.0);
    EXPECT_EQ(config.seed, 7U);
    EXPECT_EQ(config.runs, 2U);
    EXPECT_THAT(config.network.variants, ElementsAre("d0", "d3"));
    EXPECT_EQ(config.latencyModel.Name(), "learned");
    EXPECT_EQ(config.energyModel.Name(), "power");
    EXPECT_FALSE(config.preloaded);
    EXPECT_EQ(config.devices.at(0).level, "");
    EXPECT_EQ(config.DeviceCount(), 2U);
    EXPECT_THAT(config.NodeNames(), ElementsAre("camera-0", "camera-1", "edge", "cloud"));
    const DeviceGroupConfig& camera = config.devices.at(0);
    EXPECT_EQ(camera.profile, "raspberry-pi-4");
    EXPECT_EQ(camera.batteryJoule, 100.0);
    EXPECT_EQ(camera.mobility.type, "ns3::ConstantPositionMobilityModel");
    EXPECT_EQ(camera.position.type, "ns3::UniformDiscPositionAllocator");
    EXPECT_EQ(camera.processor.attributes.values.at("Workers").text, "1");
    EXPECT_EQ(camera.workload.interarrival, "ns3::ExponentialRandomVariable[Mean=0.5]");
    EXPECT_EQ(camera.workload.deadline, "ns3::ConstantRandomVariable[Constant=0.5]");
    EXPECT_EQ(camera.workload.inputBytes, "ns3::ConstantRandomVariable[Constant=20000]");
    EXPECT_EQ(camera.workload.resultBytes, 100U);
    EXPECT_THAT(camera.workload.accuracyFloors,
                ElementsAre(std::make_pair(0.5, 1.0), std::make_pair(0.6, 1.0)));
    EXPECT_EQ(config.access.type, "edgeward::PointToPointAccess");
    EXPECT_EQ(config.transport.type, "edgeward::UdpTransport");
    EXPECT_EQ(config.servers.at(1).role, NodeRole::CLOUD);
    EXPECT_EQ(config.servers.at(1).via, "edge");
    EXPECT_EQ(config.servers.at(1).linkDelaySeconds, 0.02);
    EXPECT_EQ(config.failures.at(0).node, "edge");
    EXPECT_EQ(config.decision.discount, 0.5);
    EXPECT_EQ(config.decision.timeoutSeconds, 10.0);
    EXPECT_EQ(config.reward.ToString(), "weighted-cost(latencyWeight=2)");
    EXPECT_EQ(config.policies.size(), 2U);
    EXPECT_TRUE(config.training.policy.Name().empty());
    EXPECT_EQ(config.defaults.values.at("ns3::TcpSocket::SegmentSize").text, "1448");
}

TEST(ScenarioConfig, KeepsTheTextAsWritten)
{
    EXPECT_EQ(ScenarioConfig::Parse(GoodScenario(), "s.toml", {}).text, GoodScenario());
}

TEST(ScenarioConfig, OverridesComeBeforeCheckingAndEnterTheText)
{
    const ScenarioConfig config = ScenarioConfig::Parse(
        GoodScenario(), "s.toml", {{"devices.0.count", "5"}, {"access.type", "csma"}});
    EXPECT_EQ(config.DeviceCount(), 5U);
    EXPECT_EQ(config.access.type, "edgeward::CsmaAccess");
    const ScenarioConfig again = ScenarioConfig::Parse(config.text, "s.toml", {});
    EXPECT_EQ(again.DeviceCount(), 5U);
    EXPECT_EQ(again.access.type, "edgeward::CsmaAccess");
}

TEST(ScenarioConfig, TrainingTakesTheRunsDurationByDefault)
{
    const ScenarioConfig config = ScenarioConfig::Parse(
        GoodScenario() + "[training]\npolicy = \"lin-ucb\"\nepisodes = 3\n", "s.toml", {});
    EXPECT_EQ(config.training.policy.Name(), "lin-ucb");
    EXPECT_EQ(config.training.episodes, 3U);
    EXPECT_EQ(config.training.episodeSeconds, 10.0);
    EXPECT_TRUE(config.training.sharedNetwork);
}

TEST(ScenarioConfig, RandomVariablesMayStandWhereNumbersDo)
{
    EXPECT_EQ(ComplaintWith("rate_per_s = 2",
                            "interarrival_s = \"ns3::UniformRandomVariable[Min=0.1|Max=0.2]\""),
              "");
    EXPECT_EQ(ComplaintWith("deadline_s = 0.5",
                            "deadline_s = \"ns3::UniformRandomVariable[Min=0.1|Max=0.2]\""),
              "");
}

TEST(ScenarioKeys, EachMayBeWrittenWithoutBeingUnknown)
{
    // A value of a wrong type for any key gives a complaint about the value, never about the key.
    for (const ScenarioKey& key : ScenarioKeys())
    {
        if (key.name == "*")
        {
            continue;
        }
        std::string path = key.Path();
        for (const std::string table : {"devices", "servers", "failures"})
        {
            if (key.table.compare(0, table.size(), table) == 0)
            {
                path.insert(table.size(), ".0");
            }
        }
        const std::string text = GoodScenario() + "[training]\npolicy = \"lin-ucb\"\n";
        const std::string complaint = Complaint(text, {{path, "1979-05-27"}});
        EXPECT_THAT(complaint, HasSubstr(path + ": ")) << path;
        EXPECT_THAT(complaint, ::testing::Not(HasSubstr(path + ": is no key"))) << path;
    }
}

TEST(ScenarioKeys, TheReferencePageHoldsAllOfThem)
{
    const std::string page = ReadWholeFile(EDGEWARD_SOURCE_DIR "/docs/reference/scenario.md");
    EXPECT_THAT(page, HasSubstr(ScenarioKeysAsMarkdown()))
        << "put the output of 'edgeward list keys --markdown' into docs/reference/scenario.md";
}

TEST(ScenarioKeys, HaveHelpAndUniquePaths)
{
    std::set<std::string> seen;
    for (const ScenarioKey& key : ScenarioKeys())
    {
        EXPECT_FALSE(key.help.empty()) << key.Path();
        EXPECT_TRUE(seen.insert(key.Path()).second) << key.Path();
    }
}

} // namespace edgeward
