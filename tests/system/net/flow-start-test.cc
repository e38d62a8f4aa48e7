/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"

#include <vector>

namespace edgeward
{
namespace
{

using ns3::MilliSeconds;
using ns3::Seconds;
using ns3::Simulator;

/** Connections that open, on links of 100 Mbit/s in front of one of 20 Mbit/s and 20 ms. */
class FlowStartTest : public SimulatorTest
{
  protected:
    static constexpr std::uint64_t BYTES = 149990; ///< and a header of 10

    ns3::ObjectFactory m_link =
        MakeFactory("edgeward::PointToPointAccess", {{"Rate", "100Mbps"}, {"Delay", "0us"}});
    ns3::ObjectFactory m_tcp = MakeFactory("edgeward::TcpTransport");

    static NodeId
    AddFarServer(NetRig& rig)
    {
        BackhaulConfig config;
        config.rate = ns3::DataRate("20Mbps");
        config.delay = MilliSeconds(20);
        return rig.AddServer(-1, config);
    }

    /** Arrivals at the server after 3 s (s): device 1 sends 5 ms after device 0. */
    std::vector<double>
    Arrivals(bool isFlow)
    {
        std::vector<double> seconds;
        {
            NetRig rig(2, m_link, 5.0, isFlow);
            const NodeId server = AddFarServer(rig);
            rig.Start(m_tcp);
            rig.SendAt(Seconds(1), 1, server, BYTES);
            rig.SendAt(Seconds(2), 1, server, BYTES);
            rig.SendAt(Seconds(3), 0, server, BYTES); // the first of its connection
            rig.SendAt(Seconds(3) + MilliSeconds(5), 1, server, BYTES);
            rig.RunUntil(Seconds(5));
            for (const Arrival& arrival : rig.arrivals)
            {
                if (arrival.timeNs > 3000000000)
                {
                    seconds.push_back(1e-9 * arrival.timeNs - 3.0);
                    EXPECT_EQ(arrival.from, seconds.size() == 1 ? 1U : 0U);
                }
            }
        }
        Simulator::Destroy();
        return seconds;
    }
};

TEST_F(FlowStartTest, AConnectionThatOpensDoesNotHoldUpOthers)
{
    const std::vector<double> packet = Arrivals(false);
    const std::vector<double> flow = Arrivals(true);
    ASSERT_EQ(packet.size(), 2U);
    ASSERT_EQ(flow.size(), 2U);
    // 104 segments of 1448 at 20 Mbit/s behind one of them at 100 Mbit/s, nobody before them.
    const double full = 8.0 * (1448 + 52 + 2);
    const double message = 8.0 * (150000 + 18 + 104 * (52 + 2)) / 20e6;
    EXPECT_NEAR(flow[0], 0.005 + full / 100e6 + message + 0.02, 1e-8);
    // With packets some of the first windows of the other are on the link.
    EXPECT_NEAR(flow[0], packet[0], 0.1 * packet[0]);
}

TEST_F(FlowStartTest, TheFirstMessageTakesItsHandshakeAndItsRounds)
{
    NetRig rig(1, m_link, 5.0, true);
    const NodeId server = AddFarServer(rig);
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, BYTES);
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 1U);
    const double slow = 20e6 / 8;
    const double full = 1448 + 52 + 2;
    const double ack = 18 + 52 + 2; // a packet with nothing but a message's prefix
    // A segment of message goes behind its prefix, so that the end of it is a packet of its own.
    const double round = (full + ack) * (1 / slow + 8 / 100e6) + ack / slow + 2 * 0.02;
    const double message = (150000 + 18 + 104 * (52 + 2)) / slow;
    const double rate = 150000 / message;
    const double window = 14480;
    const double opening = round + 3 * round - (1 + 2 + 4) * window / rate;
    EXPECT_NEAR(
        1e-9 * rig.arrivals[0].timeNs - 1.0, opening + 8 * full / 100e6 + message + 0.02, 1e-8);
}

TEST_F(FlowStartTest, MessagesBehindTheFirstOfAConnectionStayBehindIt)
{
    NetRig rig(1, m_link, 5.0, true);
    const NodeId server = AddFarServer(rig);
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, BYTES);
    rig.SendAt(Seconds(1) + MilliSeconds(10), 0, server, 100);
    rig.SendAt(Seconds(1) + MilliSeconds(150), 0, server, 200);
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 3U);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, BYTES);
    EXPECT_EQ(rig.arrivals[1].message.payloadBytes, 100U);
    EXPECT_EQ(rig.arrivals[2].message.payloadBytes, 200U);
}

TEST_F(FlowStartTest, ANodeThatFailsWhileItConnectsLosesItsMessages)
{
    NetRig rig(1, m_link, 5.0, true);
    const NodeId server = AddFarServer(rig);
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, BYTES);
    Simulator::Schedule(Seconds(1) + MilliSeconds(10),
                        [&rig] { rig.transport->SetNodeUp(0, false); });
    Simulator::Schedule(Seconds(2), [&rig] { rig.transport->SetNodeUp(0, true); });
    rig.SendAt(Seconds(3), 0, server, 200);
    rig.RunUntil(Seconds(4));
    EXPECT_EQ(rig.lostMessages, 1U);
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0U);
    ASSERT_EQ(rig.arrivals.size(), 1U);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 200U);
}

} // namespace
} // namespace edgeward
