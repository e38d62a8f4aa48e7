/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/random-stream.h"
#include "net/frame.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/inet-socket-address.h"
#include "ns3/nstime.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace edgeward
{
namespace
{

using ns3::MicroSeconds;
using ns3::MilliSeconds;
using ns3::Seconds;

/** A link of a closed form: every rate here makes a byte an integer number of nanoseconds. */
struct Link
{
    std::int64_t nsPerByte;
    std::int64_t delayNs;
};

/** Bytes on a point-to-point link of every datagram: ours 30, UDP 8, IPv4 20, PPP 2. */
constexpr std::int64_t DATAGRAM_BYTES = 60;

/** When the last bit of a message is there: packet by packet, link by link, store and forward. */
std::int64_t
ClosedFormNs(std::int64_t messageBytes, std::int64_t fragmentBytes, const std::vector<Link>& links)
{
    std::vector<std::int64_t> freeNs(links.size(), 0);
    std::int64_t lastNs = 0;
    for (std::int64_t offset = 0; offset == 0 || offset < messageBytes; offset += fragmentBytes)
    {
        const auto bytes = std::min(fragmentBytes, messageBytes - offset) + DATAGRAM_BYTES;
        std::int64_t atNs = 0;
        for (std::size_t i = 0; i < links.size(); i++)
        {
            freeNs[i] = std::max(freeNs[i], atNs) + bytes * links[i].nsPerByte;
            atNs = freeNs[i] + links[i].delayNs;
        }
        lastNs = atNs;
    }
    return lastNs;
}

const std::vector<std::pair<std::string, std::string>> ACCESS{{"Rate", "100Mbps"},
                                                              {"Delay", "3us"}}; // 80 ns a byte

class UdpTransportTest : public SimulatorTest
{
  protected:
    ns3::ObjectFactory m_access = MakeFactory("edgeward::PointToPointAccess", ACCESS);
    ns3::ObjectFactory m_udp = MakeFactory("edgeward::UdpTransport");
};

TEST_F(UdpTransportTest, OneSmallMessageTakesExactlySerializationAndPropagation)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 990);
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 1u);
    // (10 header + 990 payload + 60 overhead) bytes x 80 ns + 3 us
    EXPECT_EQ(rig.arrivals[0].timeNs - 1000000000, 1060 * 80 + 3000);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 990u);
    ASSERT_EQ(rig.arrivals[0].message.header.size(), 10u);
}

TEST_F(UdpTransportTest, FragmentsOverThreeHopsTakeExactlyTheStoreAndForwardTime)
{
    NetRig rig(2, m_access);
    BackhaulConfig edge;
    edge.rate = ns3::DataRate("1Gbps"); // 8 ns a byte
    edge.delay = MicroSeconds(5);
    BackhaulConfig wan;
    wan.rate = ns3::DataRate("50Mbps"); // 160 ns a byte: the bottleneck
    wan.delay = MilliSeconds(10);
    const NodeId edgeServer = rig.AddServer(-1, edge);
    const NodeId cloud = rig.AddServer(0, wan);
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, edgeServer, 20000);
    rig.SendAt(Seconds(2), 0, cloud, 20000);
    rig.SendAt(Seconds(3), cloud, 1, 20000);
    rig.RunUntil(Seconds(4));
    ASSERT_EQ(rig.arrivals.size(), 3u);
    const Link access{80, 3000};
    const Link edgeLink{8, 5000};
    const Link wanLink{160, 10000000};
    EXPECT_EQ(rig.arrivals[0].timeNs - 1000000000, ClosedFormNs(20010, 1400, {access, edgeLink}));
    EXPECT_EQ(rig.arrivals[1].timeNs - 2000000000,
              ClosedFormNs(20010, 1400, {access, edgeLink, wanLink}));
    EXPECT_EQ(rig.arrivals[2].timeNs - 3000000000,
              ClosedFormNs(20010, 1400, {wanLink, edgeLink, access}));
    // By hand: 14 fragments of 1460 bytes and one of 470 on the bottleneck; the first waits for the
    // two links before it.
    EXPECT_EQ(rig.arrivals[1].timeNs - 2000000000,
              1460 * 80 + 3000 + 1460 * 8 + 5000 + (14 * 1460 + 470) * 160 + 10000000);
}

TEST_F(UdpTransportTest, ExtraEgressDelayAddsExactlyItselfInBothDirections)
{
    std::int64_t plainNs[2];
    for (const int extraMs : {0, 20})
    {
        CleanUp();
        NetRig rig(1, m_access);
        BackhaulConfig link;
        link.extraEgressDelay = MilliSeconds(extraMs);
        const NodeId server = rig.AddServer(-1, link);
        rig.Start(m_udp);
        rig.SendAt(Seconds(1), 0, server, 50000);
        rig.SendAt(Seconds(2), server, 0, 50000);
        rig.RunUntil(Seconds(3));
        ASSERT_EQ(rig.arrivals.size(), 2u);
        for (int i = 0; i < 2; i++)
        {
            const auto ns = rig.arrivals[i].timeNs;
            plainNs[i] = extraMs == 0 ? ns : plainNs[i];
            EXPECT_EQ(ns - plainNs[i], extraMs * 1000000);
        }
    }
}

TEST_F(UdpTransportTest, AnEmptyMessageArrives)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 0, 0);
    rig.SendAt(Seconds(2), 0, server, 0, 5000); // header alone, over several fragments
    rig.RunUntil(Seconds(3));
    ASSERT_EQ(rig.arrivals.size(), 2u);
    EXPECT_EQ(rig.arrivals[0].timeNs, 1000000000 + DATAGRAM_BYTES * 80 + 3000);
    EXPECT_TRUE(rig.arrivals[0].message.header.empty());
    ASSERT_EQ(rig.arrivals[1].message.header.size(), 5000u);
    for (std::size_t i = 0; i < 5000; i++)
    {
        ASSERT_EQ(rig.arrivals[1].message.header[i], static_cast<std::uint8_t>(i));
    }
}

TEST_F(UdpTransportTest, FiveMegabytesArriveWhereTheQueueHoldsThem)
{
    m_access.Set("QueueSize", ns3::UintegerValue(4000));
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 5000000);
    rig.RunUntil(Seconds(3));
    ASSERT_EQ(rig.arrivals.size(), 1u);
    EXPECT_EQ(rig.arrivals[0].timeNs - 1000000000, ClosedFormNs(5000010, 1400, {{80, 3000}}));
}

TEST_F(UdpTransportTest, AMessageLargerThanTheQueueIsLostAndGivenUpAfterTheTimeout)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    m_udp.Set("ReassemblyTimeout", ns3::TimeValue(Seconds(2)));
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 5000000); // 3572 datagrams, the queue holds 1000
    rig.SendAt(Seconds(2), 0, server, 100);
    rig.RunUntil(MilliSeconds(2999));
    EXPECT_EQ(rig.arrivals.size(), 1u);
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 5000010u);
    EXPECT_EQ(rig.lostMessages, 0u);
    rig.RunUntil(Seconds(10));
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0u);
    EXPECT_EQ(rig.lostMessages, 1u);
}

TEST_F(UdpTransportTest, PendingBytesAreThoseThatHaveNotArrived)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 990);
    rig.SendAt(Seconds(1), 0, server, 1990);
    std::vector<std::uint64_t> pending;
    for (const int us : {0, 87, 88, 300})
    {
        ns3::Simulator::Schedule(Seconds(1) + MicroSeconds(us),
                                 [&] { pending.push_back(rig.transport->GetPendingBytes(0)); });
    }
    rig.RunUntil(Seconds(2));
    // The first message needs 87.8 us.
    EXPECT_EQ(pending, (std::vector<std::uint64_t>{3000, 3000, 2000, 0}));
}

TEST_F(UdpTransportTest, AFailedNodeNeitherSendsNorReceivesAndItsMessagesUnderWayAreLost)
{
    NetRig rig(2, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 100000);
    rig.SendAt(Seconds(1), server, 1, 100000);
    ns3::Simulator::Schedule(Seconds(1) + MilliSeconds(1), [&] {
        rig.transport->SetNodeUp(server, false);
        EXPECT_EQ(rig.transport->GetPendingBytes(0), 0u);
    });
    ns3::Simulator::Schedule(Seconds(1) + MilliSeconds(2),
                             [&] { rig.transport->SetNodeUp(server, true); });
    rig.SendAt(Seconds(1) + MicroSeconds(1500), 1, server, 10); // arrives 1.502: still down
    rig.SendAt(Seconds(2), 1, server, 20);
    rig.SendAt(Seconds(3), server, 1, 30);
    rig.RunUntil(Seconds(4));
    ASSERT_EQ(rig.arrivals.size(), 2u);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 20u);
    EXPECT_EQ(rig.arrivals[1].message.payloadBytes, 30u);
}

TEST_F(UdpTransportTest, AFailedNodeThatSendsOnlyLosesTheMessage)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    rig.transport->SetNodeUp(0, false);
    rig.SendAt(Seconds(1), 0, server, 10);
    rig.RunUntil(Seconds(2));
    EXPECT_TRUE(rig.arrivals.empty());
    EXPECT_EQ(rig.lostMessages, 1u);
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0u);
}

TEST_F(UdpTransportTest, ForeignDatagramsAreCountedAndNeverCrashOrForgeAMessage)
{
    NetRig rig(1, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    auto attacker = ns3::Socket::CreateSocket(rig.topology->GetNode(0),
                                              ns3::TypeId::LookupByName("ns3::UdpSocketFactory"));
    attacker->Bind();
    const ns3::InetSocketAddress target(rig.topology->GetAddress(server), 7766);
    RandomStream random(3);
    for (int i = 0; i < 2000; i++)
    {
        ns3::Simulator::Schedule(Seconds(1) + MilliSeconds(i), [&, i] {
            FragmentPrefix prefix;
            prefix.frame.from = random.Index(3);
            prefix.frame.headerBytes = random.Index(100);
            prefix.frame.payloadBytes = random.Index(2) ? random.Index(3000) : random.Next();
            prefix.number = random.Index(3);
            prefix.offset = random.Index(2) ? random.Index(3000) : random.Next();
            std::vector<std::uint8_t> bytes;
            prefix.Encode(bytes);
            bytes.resize(random.Index(2) ? random.Index(1400) : bytes.size());
            for (std::size_t flips = random.Index(3); flips > 0 && !bytes.empty(); flips--)
            {
                bytes[random.Index(bytes.size())] ^=
                    static_cast<std::uint8_t>(1 + random.Index(255));
            }
            attacker->SendTo(ns3::Create<ns3::Packet>(bytes.data(), bytes.size()), 0, target);
            if (i == 1000)
            {
                Message message;
                message.payloadBytes = 777;
                rig.transport->Send(0, server, message);
            }
        });
    }
    rig.RunUntil(Seconds(10));
    ASSERT_EQ(rig.arrivals.size(), 1u);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 777u);
    EXPECT_EQ(rig.foreignEvents, 2000u);
}

TEST_F(UdpTransportTest, ADuplicateFragmentDoesNotStandForAMissingOne)
{
    NetRig rig(2, m_access);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    auto repeater = ns3::Socket::CreateSocket(rig.topology->GetNode(1),
                                              ns3::TypeId::LookupByName("ns3::UdpSocketFactory"));
    repeater->Bind();
    rig.SendAt(Seconds(1), 0, server, 14000, 0);
    ns3::Simulator::Schedule(Seconds(1), [&] {
        FragmentPrefix prefix; // of the first fragment of the message above
        prefix.frame.from = 0;
        prefix.frame.payloadBytes = 14000;
        std::vector<std::uint8_t> bytes;
        prefix.Encode(bytes);
        bytes.resize(bytes.size() + 1400);
        for (int i = 0; i < 10; i++)
        {
            repeater->SendTo(ns3::Create<ns3::Packet>(bytes.data(), bytes.size()),
                             0,
                             ns3::InetSocketAddress(rig.topology->GetAddress(server), 7766));
        }
    });
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 1u);
    EXPECT_EQ(rig.arrivals[0].timeNs - 1000000000, ClosedFormNs(14000, 1400, {{80, 3000}}));
    EXPECT_EQ(rig.foreignEvents, 10u);
}

TEST_F(UdpTransportTest, ALostFragmentLosesTheMessageAndNothingElse)
{
    NetRig rig(1, m_access);
    BackhaulConfig link;
    link.loss = 0.05;
    const NodeId server = rig.AddServer(-1, link);
    rig.Start(m_udp);
    constexpr int MESSAGES = 2000;
    for (int i = 0; i < MESSAGES; i++)
    {
        rig.SendAt(Seconds(1) + MilliSeconds(10 * i), 0, server, 4 * 1400 - 10); // four fragments
    }
    rig.RunUntil(Seconds(60));
    // A message arrives with probability 0.95^4 = 0.8145; standard deviation of the share sqrt(p (1
    // - p) / 2000) = 0.0087.
    EXPECT_NEAR(rig.arrivals.size() / double(MESSAGES), std::pow(0.95, 4), 4 * 0.0087);
    EXPECT_EQ(rig.arrivals.size() + rig.lostMessages, MESSAGES);
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0u);
}

} // namespace
} // namespace edgeward
