/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/topology.h"

#include "base/errors.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <vector>

namespace edgeward
{
namespace
{

using ns3::MilliSeconds;
using ns3::Seconds;
using ::testing::HasSubstr;

class TopologyTest : public SimulatorTest, public ::testing::WithParamInterface<std::string>
{
};

BackhaulConfig
Wan()
{
    BackhaulConfig wan;
    wan.rate = ns3::DataRate("100Mbps");
    wan.delay = MilliSeconds(10);
    return wan;
}

TEST_P(TopologyTest, EveryNodeReachesEveryOther)
{
    NetRig rig(3, MakeFactory(GetParam()));
    rig.AddServerInGateway();
    const NodeId edge = rig.AddServer();
    rig.AddServer(-1, Wan());
    rig.AddServer(edge - 3, Wan());
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    std::set<ns3::Ipv4Address> addresses;
    int sent = 0;
    for (NodeId from = 0; from < rig.topology->GetN(); from++)
    {
        addresses.insert(rig.topology->GetAddress(from));
        for (NodeId to = 0; to < rig.topology->GetN(); to++)
        {
            if (from != to)
            {
                rig.SendAt(Seconds(2) + MilliSeconds(100 * sent++), from, to, 1000 * from + to);
            }
        }
    }
    rig.RunUntil(Seconds(10));
    EXPECT_EQ(addresses.size(), rig.topology->GetN());
    ASSERT_EQ(rig.arrivals.size(), static_cast<std::size_t>(sent));
    for (const auto& arrival : rig.arrivals)
    {
        EXPECT_EQ(arrival.message.payloadBytes, 1000 * arrival.from + arrival.to);
    }
}

TEST_P(TopologyTest, TheExpectationOfAnIdleNetworkIsWhatAMessageTakes)
{
    NetRig rig(3, MakeFactory(GetParam()));
    const NodeId edge = rig.AddServer();
    const NodeId cloud = rig.AddServer(0, Wan());
    rig.Start(MakeFactory("edgeward::TcpTransport"));
    // The first transfers open TCP's window. The median of the others counts: now and then a frame
    // collides with an acknowledgement, and an expectation of an idle network knows no collisions.
    constexpr int REPEATS = 26;
    constexpr int WARM_UP = 5;
    const auto startOf = [](std::size_t transfer, int repeat) {
        return Seconds(2) + MilliSeconds(500 * (REPEATS * transfer + repeat));
    };
    std::vector<double> expected;
    std::vector<NodeId> pairs[2];
    for (const std::uint64_t bytes : {200, 20000, 150000})
    {
        for (const auto& [from, to] :
             {std::pair{0u, edge}, {0u, cloud}, {edge, 1u}, {cloud, 2u}, {edge, cloud}})
        {
            for (int i = 0; i < REPEATS; i++)
            {
                rig.SendAt(startOf(expected.size(), i), from, to, bytes);
            }
            pairs[0].push_back(from);
            pairs[1].push_back(to);
            expected.push_back(bytes);
        }
    }
    rig.RunUntil(Seconds(200));
    ASSERT_EQ(rig.arrivals.size(), REPEATS * expected.size());
    for (std::size_t i = 0; i < expected.size(); i++)
    {
        std::vector<double> taken;
        for (int repeat = WARM_UP; repeat < REPEATS; repeat++)
        {
            const auto& arrival = rig.arrivals[REPEATS * i + repeat];
            taken.push_back((arrival.timeNs - startOf(i, repeat).GetNanoSeconds()) * 1e-9);
        }
        std::nth_element(taken.begin(), taken.begin() + taken.size() / 2, taken.end());
        const double seconds = taken[taken.size() / 2];
        const double bytes = expected[i] + 28; // header 10, prefix 18
        const double expectation =
            rig.topology->ExpectTransferSeconds(pairs[0][i], pairs[1][i], bytes, 0);
        // Wired paths: the expectation counts the first packet as a full one. Shared media: TCP's
        // acknowledgements, and backoffs drawn from 0 to 15 slots of 9 us where the expectation has
        // the mean, two or three in 150 kB.
        const double slack = GetParam() == "edgeward::PointToPointAccess" ? 0.02 : 0.10;
        EXPECT_NEAR(seconds, expectation, slack * expectation + 20e-6)
            << pairs[0][i] << " to " << pairs[1][i] << ", " << bytes << " bytes";
    }
}

INSTANTIATE_TEST_SUITE_P(EveryAccessNetwork,
                         TopologyTest,
                         ::testing::ValuesIn(AccessNetworkNames()),
                         [](const auto& info) {
                             return info.param.substr(info.param.rfind(':') + 1);
                         });

using TopologyErrorTest = SimulatorTest;

/** What @p action complains about. */
template <typename Action>
std::string
ComplaintOf(Action action)
{
    try
    {
        action();
    }
    catch (const ConfigError& error)
    {
        return error.what();
    }
    return "no complaint";
}

TEST_F(TopologyErrorTest, BadLinksAreNamedWithTheirRemedy)
{
    const auto complaint = [](auto change) {
        BackhaulConfig config;
        change(config);
        return ComplaintOf([&] { ValidateBackhaul(config, "servers.cloud.link"); });
    };
    EXPECT_THAT(complaint([](auto& c) { c.rate = ns3::DataRate(0); }),
                HasSubstr("servers.cloud.link.rate"));
    EXPECT_THAT(complaint([](auto& c) { c.delay = Seconds(-1); }), HasSubstr("link.delay"));
    EXPECT_THAT(complaint([](auto& c) { c.extraEgressDelay = Seconds(-1); }),
                HasSubstr("link.extraEgressDelay"));
    EXPECT_THAT(complaint([](auto& c) { c.loss = 1.5; }), HasSubstr("1.5 is no probability"));
    EXPECT_THAT(complaint([](auto& c) { c.loss = std::nan(""); }), HasSubstr("link.loss"));
    EXPECT_THAT(complaint([](auto& c) { c.queuePackets = 0; }), HasSubstr("link.queuePackets"));
    EXPECT_EQ(complaint([](auto&) {}), "no complaint");
}

TEST_F(TopologyErrorTest, AServerBehindALaterOneOrTwiceOnANodeIsRefused)
{
    NetRig rig(1, MakeFactory("edgeward::PointToPointAccess"));
    EXPECT_THAT(ComplaintOf([&] { rig.AddServer(0); }), HasSubstr("0 is no earlier server"));
    rig.AddServerInGateway();
    EXPECT_THAT(ComplaintOf([&] { rig.AddServerInGateway(); }),
                HasSubstr("two servers on one node"));
}

TEST_F(TopologyErrorTest, AnAccessNetworkWithoutDevicesIsRefused)
{
    NetRig rig(0, MakeFactory("edgeward::CsmaAccess"));
    EXPECT_THAT(ComplaintOf([&] { rig.topology->Build(); }),
                HasSubstr("0 devices on an access network"));
}

} // namespace
} // namespace edgeward
