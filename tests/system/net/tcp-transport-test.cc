/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"
#include "net/frame.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/nstime.h"
#include "ns3/uinteger.h"

namespace edgeward
{
namespace
{

using ns3::MicroSeconds;
using ns3::MilliSeconds;
using ns3::Seconds;

void
CountPacket(std::uint32_t* count, ns3::Ptr<const ns3::Packet>, ns3::Ptr<ns3::Ipv4>, std::uint32_t)
{
    ++*count;
}

class TcpTransportTest : public SimulatorTest
{
  protected:
    ns3::ObjectFactory m_access =
        MakeFactory("edgeward::PointToPointAccess", {{"Rate", "100Mbps"}, {"Delay", "3us"}});
    ns3::ObjectFactory m_tcp = MakeFactory("edgeward::TcpTransport");
};

TEST_F(TcpTransportTest, OneSegmentOnAnOpenConnectionTakesExactlySerializationAndPropagation)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, 1); // opens the connection
    rig.SendAt(Seconds(2), 0, server, 990);
    rig.RunUntil(Seconds(3));
    ASSERT_EQ(rig.arrivals.size(), 2u);
    // 10 header + 990 payload + prefix 18 + TCP with timestamps 32 + IPv4 20 + PPP 2, at 80 ns a
    // byte, + 3 us. ns-3 sends 1 ns after Send().
    EXPECT_EQ(rig.arrivals[1].timeNs - 2000000000, (1000 + 18 + 32 + 20 + 2) * 80 + 3000 + 1);
}

TEST_F(TcpTransportTest, TheFirstMessageWaitsForTheHandshake)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, 990);
    rig.RunUntil(Seconds(3));
    ASSERT_EQ(rig.arrivals.size(), 1u);
    const std::int64_t dataNs = (1000 + 18 + 32 + 20 + 2) * 80 + 3000;
    const std::int64_t elapsedNs = rig.arrivals[0].timeNs - 1000000000;
    // SYN, SYN+ACK, ACK: three packets of IPv4 20 + TCP 20 to 60 with options + PPP 2 and two
    // propagations before the data.
    EXPECT_GE(elapsedNs, dataNs + 3 * 42 * 80 + 2 * 3000);
    EXPECT_LE(elapsedNs, dataNs + 3 * 82 * 80 + 2 * 3000);
}

TEST_F(TcpTransportTest, AnOpenWindowMovesAMessageAtLinkRate)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    for (int i = 0; i < 10; i++)
    {
        rig.SendAt(Seconds(1) + MilliSeconds(100 * i), 0, server, 100000);
    }
    rig.RunUntil(Seconds(3));
    ASSERT_EQ(rig.arrivals.size(), 10u);
    const double elapsed = (rig.arrivals[9].timeNs - 1900000000) * 1e-9;
    const double expected =
        rig.topology->ExpectTransferSeconds(0, server, 100010 + FramePrefix::SIZE, 0);
    // Nothing but the store-and-forward pipeline is left; the expectation counts the first packet
    // as a full one.
    EXPECT_NEAR(elapsed, expected, 0.01 * expected);
}

TEST_F(TcpTransportTest, ManyMessagesArriveInOrderWithTheirHeaders)
{
    NetRig rig(2, m_access);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    RandomStream random(1);
    std::vector<std::uint64_t> sizes[2];
    for (int i = 0; i < 600; i++)
    {
        const NodeId from = random.Index(2);
        const std::uint64_t size = random.Index(4) == 0 ? 0 : random.Index(40000);
        sizes[from].push_back(size);
        rig.SendAt(Seconds(1) + MilliSeconds(i), from, server, size, random.Index(300));
    }
    rig.RunUntil(Seconds(10));
    ASSERT_EQ(rig.arrivals.size(), 600u);
    std::size_t next[2] = {0, 0};
    for (const auto& arrival : rig.arrivals)
    {
        const auto size = sizes[arrival.from].at(next[arrival.from]++);
        ASSERT_EQ(arrival.message.payloadBytes, size);
        for (std::size_t i = 0; i < arrival.message.header.size(); i++)
        {
            ASSERT_EQ(arrival.message.header[i], static_cast<std::uint8_t>(i + size));
        }
    }
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0u);
}

TEST_F(TcpTransportTest, FiveMegabytesArriveThroughASmallSendBuffer)
{
    m_tcp.Set("SendBufferSize", ns3::UintegerValue(65536));
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, 5000000, 65535);
    rig.SendAt(Seconds(1), 0, server, 0, 0);
    ns3::Simulator::Schedule(Seconds(1) + MilliSeconds(100),
                             [&] { EXPECT_EQ(rig.transport->GetPendingBytes(0), 5065535u); });
    rig.RunUntil(Seconds(5));
    ASSERT_EQ(rig.arrivals.size(), 2u);
    EXPECT_EQ(rig.arrivals[0].message.header.size(), 65535u);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 5000000u);
    EXPECT_EQ(rig.arrivals[1].message.TotalBytes(), 0u);
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0u);
}

TEST_F(TcpTransportTest, LossesAreRepairedAndNothingIsLostOrReordered)
{
    NetRig rig(1, m_access);
    BackhaulConfig link;
    link.loss = 0.02;
    const NodeId server = rig.AddServer(-1, link);
    rig.Start(m_tcp);
    for (int i = 0; i < 200; i++)
    {
        rig.SendAt(Seconds(1) + MilliSeconds(50 * i), 0, server, 20000 + i);
    }
    rig.RunUntil(Seconds(60));
    ASSERT_EQ(rig.arrivals.size(), 200u);
    for (int i = 0; i < 200; i++)
    {
        EXPECT_EQ(rig.arrivals[i].message.payloadBytes, 20000u + i);
    }
}

TEST_F(TcpTransportTest, AFailedServerLosesWhatIsUnderWayAndIsReachedAgainWhenItIsBack)
{
    NetRig rig(2, m_access);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    rig.SendAt(MilliSeconds(500), 0, server, 10);
    rig.SendAt(Seconds(1), 0, server, 1000000);
    rig.SendAt(Seconds(1), server, 1, 1000000);
    ns3::Simulator::Schedule(Seconds(1) + MilliSeconds(10),
                             [&] { rig.transport->SetNodeUp(server, false); });
    rig.SendAt(Seconds(2), 0, server, 20); // to a failed node
    rig.SendAt(Seconds(2), server, 1, 30); // from a failed node
    ns3::Simulator::Schedule(Seconds(3), [&] {
        EXPECT_EQ(rig.transport->GetPendingBytes(0), 0u) << "resets have reached the sender";
        EXPECT_EQ(rig.transport->GetPendingBytes(server), 0u);
        rig.transport->SetNodeUp(server, true);
    });
    rig.SendAt(Seconds(4), 0, server, 40);
    rig.SendAt(Seconds(5), server, 1, 50);
    rig.RunUntil(Seconds(20));
    ASSERT_EQ(rig.arrivals.size(), 3u);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 10u);
    EXPECT_EQ(rig.arrivals[1].message.payloadBytes, 40u);
    EXPECT_EQ(rig.arrivals[2].message.payloadBytes, 50u);
    EXPECT_EQ(rig.lostMessages, 4u);
}

TEST_F(TcpTransportTest, ANodeThatFailsWhileItConnectsSendsNothingMore)
{
    // In ns-3.37 with assertions a reset of the attempt ends the simulation at the next one.
    NetRig rig(1, m_access);
    BackhaulConfig config;
    config.delay = MilliSeconds(50);
    const NodeId server = rig.AddServer(-1, config);
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, 10); // the handshake takes 100 ms
    std::uint32_t sent = 0;
    ns3::Simulator::Schedule(Seconds(1) + MilliSeconds(10), [&] {
        const auto ip = rig.topology->GetNode(0)->GetObject<ns3::Ipv4L3Protocol>();
        ip->TraceConnectWithoutContext("Tx", ns3::MakeBoundCallback(&CountPacket, &sent));
        rig.transport->SetNodeUp(0, false);
    });
    rig.RunUntil(Seconds(1) + MilliSeconds(90)); // then it would answer the peer's half
    EXPECT_EQ(sent, 0U);
    EXPECT_EQ(rig.lostMessages, 1U);
}

TEST_F(TcpTransportTest, AReceiverMayFailItsOwnNodeWhileItTakesAMessage)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    int taken = 0;
    rig.transport->SetReceiver(server, [&](NodeId, const Message&) {
        taken++;
        rig.transport->SetNodeUp(server, false);
    });
    rig.SendAt(Seconds(1), 0, server, 10);
    rig.SendAt(Seconds(1), 0, server, 10);
    rig.RunUntil(Seconds(5));
    EXPECT_EQ(taken, 1);
}

TEST_F(TcpTransportTest, ForeignBytesEndTheirConnectionAndHurtNobodyElse)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    const ns3::InetSocketAddress target(rig.topology->GetAddress(server), 7766);
    std::vector<ns3::Ptr<ns3::Socket>> attackers;
    RandomStream random(4);
    for (int i = 0; i < 100; i++)
    {
        ns3::Simulator::Schedule(Seconds(1) + MilliSeconds(10 * i), [&, i] {
            auto attacker = ns3::Socket::CreateSocket(
                rig.topology->GetNode(0), ns3::TypeId::LookupByName("ns3::TcpSocketFactory"));
            attackers.push_back(attacker);
            attacker->Bind();
            attacker->Connect(target);
            std::vector<std::uint8_t> bytes;
            if (i % 2 == 0)
            {
                // Well formed, but nobody has sent it.
                FramePrefix prefix;
                prefix.from = random.Index(4);
                prefix.Encode(bytes);
            }
            bytes.resize(200);
            attacker->Send(ns3::Create<ns3::Packet>(bytes.data(), bytes.size()));
        });
        rig.SendAt(Seconds(1) + MilliSeconds(10 * i + 5), 0, server, 5000);
    }
    rig.RunUntil(Seconds(10));
    EXPECT_EQ(rig.arrivals.size(), 100u);
    EXPECT_EQ(rig.foreignEvents, 100u);
    EXPECT_EQ(rig.lostMessages, 0u);
}

TEST_F(TcpTransportTest, SendingToAnUnknownNodeIsALogicError)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    EXPECT_THROW(rig.transport->Send(0, server + 1, {}), std::logic_error);
    EXPECT_THROW(rig.transport->Send(0, 0, {}), std::logic_error);
}

} // namespace
} // namespace edgeward
