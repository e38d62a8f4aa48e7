/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/cells-access.h"

#include "base/errors.h"
#include "net/flow-access.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"

namespace edgeward
{
namespace
{

using ns3::MilliSeconds;
using ns3::Seconds;

ns3::Ptr<AccessNetwork>
MakeCells(const ns3::ObjectFactory& factory, std::uint32_t count)
{
    std::vector<ns3::Ptr<AccessNetwork>> cells;
    for (std::uint32_t i = 0; i < count; ++i)
    {
        cells.push_back(factory.Create<AccessNetwork>());
    }
    return ns3::CreateObject<CellsAccess>(cells);
}

class CellsAccessTest : public SimulatorTest, public testing::WithParamInterface<bool>
{
  protected:
    ns3::ObjectFactory m_wifi = MakeFactory("edgeward::WifiAccess");
    ns3::ObjectFactory m_csma = MakeFactory("edgeward::CsmaAccess");
    ns3::ObjectFactory m_udp = MakeFactory("edgeward::UdpTransport");

    /** Simulated time that messages of two devices take which are sent at once (s), the longer. */
    double
    SecondsTogether(const ns3::Ptr<AccessNetwork>& access, std::uint64_t bytes)
    {
        NetRig rig(2, access, 5.0, GetParam());
        const NodeId server = rig.AddServer();
        rig.Start(m_udp);
        rig.SendAt(Seconds(2), 0, server, bytes);
        rig.SendAt(Seconds(2), 1, server, bytes);
        rig.RunUntil(Seconds(4));
        EXPECT_EQ(rig.arrivals.size(), 2U);
        return rig.arrivals.empty() ? 0.0 : 1e-9 * rig.arrivals.back().timeNs - 2.0;
    }
};

TEST_P(CellsAccessTest, CellsDoNotSlowOneAnotherDown)
{
    // 300 kB on a segment of 100 Mbit/s take 24 ms and more alone; two share it, or have one each.
    const double shared = SecondsTogether(m_csma.Create<AccessNetwork>(), 300000);
    ns3::Simulator::Destroy();
    const double apart = SecondsTogether(MakeCells(m_csma, 2), 300000);
    EXPECT_GT(shared, 2 * 0.024);
    EXPECT_NEAR(apart, shared / 2, 0.02 * shared);
}

TEST_P(CellsAccessTest, DevicesAreDealtInTurnAndReachTheServerBothWays)
{
    const auto access = MakeCells(m_wifi, 3);
    NetRig rig(7, access, 5.0, GetParam());
    const NodeId server = rig.AddServer();
    rig.Start(m_udp);
    for (NodeId device = 0; device < 7; ++device)
    {
        rig.SendAt(Seconds(2) + MilliSeconds(20 * device), device, server, 1000 + device);
        rig.SendAt(Seconds(3) + MilliSeconds(20 * device), server, device, 1000 + device);
    }
    rig.RunUntil(Seconds(4));
    ASSERT_EQ(rig.arrivals.size(), 14U);
    for (NodeId device = 0; device < 7; ++device)
    {
        EXPECT_EQ(rig.arrivals[device].from, device);
        EXPECT_EQ(rig.arrivals[device].message.payloadBytes, 1000U + device);
        EXPECT_EQ(rig.arrivals[7 + device].to, device);
        EXPECT_EQ(rig.topology->GetAccess()->GetCell(device), device % 3);
    }
}

TEST_P(CellsAccessTest, ARadioHearsOnlyItsOwnCell)
{
    NetRig rig(4, MakeCells(m_wifi, 2), 5.0, GetParam());
    const NodeId server = rig.AddServer();
    rig.Start(m_udp);
    rig.SendAt(Seconds(2), 1, server, 100000);
    rig.RunUntil(Seconds(3));
    const auto access = rig.topology->GetAccess();
    // Devices 0 and 2 are in the other cell; 3 shares the sender's and receives what it sends. Both
    // hear the beacons of their own access point.
    EXPECT_NEAR(access->GetRadioJoule(0), access->GetRadioJoule(2), 1e-3);
    EXPECT_GT(access->GetRadioJoule(3), access->GetRadioJoule(2) + 1e-3);
    EXPECT_GT(access->GetRadioJoule(1), access->GetRadioJoule(3));
}

INSTANTIATE_TEST_SUITE_P(PacketsAndFlows, CellsAccessTest, testing::Bool(), [](const auto& info) {
    return info.param ? "Flows" : "Packets";
});

TEST(CellsAccess, MoreCellsOfPacketsThanAddressesAreRefused)
{
    const auto access =
        MakeCells(MakeFactory("edgeward::CsmaAccess"), CellsAccess::MOST_PACKET_CELLS + 1);
    ns3::NodeContainer devices(CellsAccess::MOST_PACKET_CELLS + 1);
    EXPECT_THROW(access->Install(devices, ns3::CreateObject<ns3::Node>(), "10.0.0.0"), ConfigError);
    ns3::Simulator::Destroy();
}

} // namespace
} // namespace edgeward
