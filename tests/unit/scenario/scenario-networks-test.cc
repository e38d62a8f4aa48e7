/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-networks.h"
#include "unit/scenario/scenario-text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/** The good scenario with a second group of devices, whose workload says @p network. */
std::string
WithSecondGroup(const std::string& network)
{
    return Replaced(GoodScenario(),
                    "[access]",
                    "[[devices]]\nname = \"sensor\"\nprofile = \"raspberry-pi-4\"\n"
                    "[devices.workload]\n" +
                        network + "\nrate_per_s = 2\ninput_bytes = 1000\n[access]");
}

ScenarioNetworks
NetworksOf(const std::string& network)
{
    const ScenarioConfig config =
        ScenarioConfig::Parse(WithSecondGroup(network), "s.toml", {}, TestCatalog());
    return ScenarioNetworks(config, TestCatalog());
}

std::vector<std::string>
NamesOf(const ScenarioNetworks& networks)
{
    std::vector<std::string> names;
    for (const VariantInfo& variant : networks.DescribeVariants())
    {
        names.push_back(variant.name);
    }
    return names;
}

} // namespace

TEST(ScenarioNetworks, GroupsThatSayNothingAskForTheSame)
{
    const ScenarioNetworks networks = NetworksOf("");
    EXPECT_THAT(NamesOf(networks), ElementsAre("d0", "d3"));
    ASSERT_EQ(networks.Dnns().size(), 1U);
    EXPECT_EQ(networks.Dnns()[0].name, "mobilenet-v1");
    EXPECT_THAT(networks.Dnns()[0].variants, ElementsAre(0, 1));
    EXPECT_EQ(networks.Of(0), 0);
    EXPECT_EQ(networks.Of(1), 0);
}

TEST(ScenarioNetworks, SayingTheSameInOtherWordsIsTheSame)
{
    EXPECT_EQ(NetworksOf("dnn = \"mobilenet-v1\"").Dnns().size(), 1U);
    EXPECT_EQ(NetworksOf("variants = [\"d0\", \"d3\"]").Dnns().size(), 1U);
}

TEST(ScenarioNetworks, AnotherNetworkBringsItsOwnVariants)
{
    const ScenarioNetworks networks = NetworksOf("dnn = \"squeezenet-1.1\"");
    EXPECT_THAT(NamesOf(networks),
                ElementsAre("mobilenet-v1/d0", "mobilenet-v1/d3", "squeezenet-1.1/fp32"));
    ASSERT_EQ(networks.Dnns().size(), 2U);
    EXPECT_EQ(networks.Dnns()[1].name, "squeezenet-1.1");
    EXPECT_THAT(networks.Dnns()[1].variants, ElementsAre(2));
    EXPECT_EQ(networks.Of(1), 1);
    const double published = TestCatalog().GetDnn("squeezenet-1.1").Accuracy(0);
    EXPECT_EQ(networks.DescribeVariants()[2].accuracy, published);
}

TEST(ScenarioNetworks, AVariantOfTwoGroupsHasOneNumber)
{
    const ScenarioNetworks networks = NetworksOf("variants = [\"d5\", \"d3\"]");
    EXPECT_THAT(NamesOf(networks), ElementsAre("d0", "d3", "d5"));
    ASSERT_EQ(networks.Dnns().size(), 2U);
    EXPECT_THAT(networks.Dnns()[0].variants, ElementsAre(0, 1));
    EXPECT_THAT(networks.Dnns()[1].variants, ElementsAre(2, 1));
    EXPECT_EQ(networks.Dnns()[0].name, "mobilenet-v1 (d0, d3)");
    EXPECT_EQ(networks.Dnns()[1].name, "mobilenet-v1 (d5, d3)");
}

TEST(ScenarioNetworks, MistakesAreNamedWhereTheyStand)
{
    EXPECT_THAT(Complaint(WithSecondGroup("dnn = \"squezenet-1.1\"")),
                HasSubstr("s.toml:29:1: unknown network 'squezenet-1.1'; did you mean "
                          "'squeezenet-1.1'?"));
    EXPECT_THAT(Complaint(WithSecondGroup("dnn = \"squeezenet-1.1\"\nvariants = [\"d0\"]")),
                HasSubstr("s.toml:30:1: network 'squeezenet-1.1' has no variant 'd0'"));
    EXPECT_THAT(Complaint(WithSecondGroup("variants = []")),
                HasSubstr("s.toml:29:1: devices.1.workload.variants: is empty; name at least one"));
    EXPECT_THAT(Complaint(WithSecondGroup("variants = [\"d3\"]\naccuracy_floors = [0.8]")),
                HasSubstr("devices.1.workload.accuracy_floors: 0.8 is above every variant's"));
}

} // namespace edgeward
