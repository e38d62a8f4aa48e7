/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-contention.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"

namespace edgeward
{
namespace
{

using ns3::MilliSeconds;
using ns3::Seconds;

/** What radios of flows draw above idle; 802.11n at 65 Mbit/s. */
class FlowRadioTest : public SimulatorTest
{
  protected:
    static constexpr double TX_WATT = 3.0 * (0.380 - 0.273); ///< of ns3::WifiRadioEnergyModel
    static constexpr double RX_WATT = 3.0 * (0.313 - 0.273);
    static constexpr double PREAMBLE = 36e-6;
    static constexpr double BLOCK_ACK = 32e-6;
    static constexpr double BLOCK_ACK_HEARD = 12e-6; ///< without its preamble
    /** A datagram with message header 10, headers 58 and what Wi-Fi adds. */
    static constexpr double PAYLOAD = 8.0 * (1000 + 58 + 42) / 65e6;

    static double
    JouleOf(NetRig& rig, NodeId device, double seconds)
    {
        const auto network = rig.topology->GetAccess();
        return network->GetRadioJoule(device) - seconds * network->GetRadioIdleWatt();
    }

    /** Above idle, of a device that is not the one that sends 20 messages of 150 kB. */
    static double
    ListenerJoule(const ns3::ObjectFactory& access,
                  const ns3::ObjectFactory& transport,
                  bool isFlow)
    {
        double joule = 0.0;
        {
            NetRig rig(2, access, 5.0, isFlow);
            const NodeId server = rig.AddServer();
            rig.Start(transport);
            rig.RunUntil(Seconds(1));
            const double before = JouleOf(rig, 1, 1.0);
            for (int n = 0; n < 20; ++n)
            {
                rig.SendAt(Seconds(1) + MilliSeconds(50 * n), 0, server, 150000);
            }
            rig.RunUntil(Seconds(3));
            joule = JouleOf(rig, 1, 3.0) - before;
        }
        ns3::Simulator::Destroy();
        return joule;
    }
};

TEST_F(FlowRadioTest, AListenerReceivesWhatComesAfterPreambles)
{
    NetRig rig(2, MakeFactory("edgeward::WifiAccess"), 5.0, true);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(Seconds(1), 0, server, 990);
    rig.RunUntil(Seconds(2));
    const double sender = TX_WATT * (PREAMBLE + PAYLOAD) + RX_WATT * BLOCK_ACK_HEARD;
    EXPECT_NEAR(JouleOf(rig, 0, 2.0), sender, 1e-9);
    EXPECT_NEAR(JouleOf(rig, 1, 2.0), RX_WATT * (PAYLOAD + BLOCK_ACK_HEARD), 1e-9);
}

TEST_F(FlowRadioTest, WhatCollidesIsSentByTwoAndHeardOnce)
{
    NetRig rig(3, MakeFactory("edgeward::WifiAccess"), 5.0, true);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(Seconds(1), 0, server, 990);
    rig.SendAt(Seconds(1), 1, server, 990);
    rig.RunUntil(Seconds(2));
    // The first to end leaves one behind it, the second none. All hear what they do not send.
    const double collided = ContentionOf(2).collisions * (PREAMBLE + PAYLOAD);
    const double heard = 2 * (PAYLOAD + BLOCK_ACK_HEARD);
    EXPECT_NEAR(JouleOf(rig, 2, 2.0), RX_WATT * (heard + collided), 1e-9);
    EXPECT_NEAR(JouleOf(rig, 0, 2.0) + JouleOf(rig, 1, 2.0),
                TX_WATT * 2 * (PREAMBLE + PAYLOAD + collided) +
                    RX_WATT * (2 * PAYLOAD + 4 * BLOCK_ACK_HEARD + collided),
                1e-9);
}

TEST_F(FlowRadioTest, AListenerDrawsAsMuchAsWithPackets)
{
    for (const char* standard : {"802.11n", "802.11ac", "802.11ax"})
    {
        const auto access = MakeFactory("edgeward::WifiAccess", {{"Standard", standard}});
        for (const char* name : {"edgeward::TcpTransport", "edgeward::UdpTransport"})
        {
            const auto transport = MakeFactory(name);
            const double packet = ListenerJoule(access, transport, false);
            const double flow = ListenerJoule(access, transport, true);
            EXPECT_GT(packet, 0.0);
            // Collisions of data with acknowledgements, three in a hundred frames, differ.
            EXPECT_NEAR(flow, packet, 0.03 * packet) << standard << ", " << name;
        }
    }
}

} // namespace
} // namespace edgeward
