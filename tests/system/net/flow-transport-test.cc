/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace edgeward
{
namespace
{

using ns3::MilliSeconds;
using ns3::Seconds;
using ns3::Simulator;

class FlowTransportTest : public SimulatorTest
{
  protected:
    ns3::ObjectFactory m_link =
        MakeFactory("edgeward::PointToPointAccess", {{"Rate", "100Mbps"}, {"Delay", "3us"}});
    ns3::ObjectFactory m_tcp = MakeFactory("edgeward::TcpTransport");
    ns3::ObjectFactory m_udp = MakeFactory("edgeward::UdpTransport");

    /** Whether flows know the network. */
    static bool
    HasFlows(const std::string& access)
    {
        try
        {
            NetRig(1, MakeFactory(access), 10.0, true);
            return true;
        }
        catch (const ConfigError&)
        {
            return false;
        }
    }

    /** Arrival of one message at 2 s, after one of @p bytes at 1 s has opened what there is to
     * open. */
    static double
    SecondsOf(const std::string& access,
              const ns3::ObjectFactory& transport,
              std::uint64_t bytes,
              bool isFlow)
    {
        // The median of many: now and then data and an acknowledgement collide.
        std::vector<double> taken;
        for (int run = 1; run <= 15; ++run)
        {
            ns3::RngSeedManager::SetRun(run);
            {
                NetRig rig(2, MakeFactory(access), 10.0, isFlow);
                const NodeId server = rig.AddServer();
                rig.Start(transport);
                // The first messages open TCP's window, which versions of ns-3 do at different
                // pace.
                const std::size_t messages = 6;
                for (std::size_t i = 1; i <= messages; ++i)
                {
                    rig.SendAt(Seconds(i), 0, server, bytes);
                }
                rig.RunUntil(Seconds(messages + 2));
                EXPECT_EQ(rig.arrivals.size(), messages);
                taken.push_back(
                    rig.arrivals.empty() ? 0.0 : 1e-9 * rig.arrivals.back().timeNs - messages);
            }
            Simulator::Destroy();
        }
        ns3::RngSeedManager::SetRun(1);
        std::sort(taken.begin(), taken.end());
        return taken[taken.size() / 2];
    }
};

TEST_F(FlowTransportTest, DatagramsOverTwoLinksTakeExactlyThePipelinesTime)
{
    NetRig rig(1, m_link, 5.0, true);
    BackhaulConfig config;
    config.rate = ns3::DataRate("50Mbps");
    config.delay = MilliSeconds(2);
    const NodeId server = rig.AddServer(-1, config);
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 20 * 1400 - 10);
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 1U);
    // 20 datagrams of 1400 + 58 + PPP 2: one on the first link at 80 ns a byte, all on the second
    // at 160 ns, and both propagations.
    EXPECT_EQ(rig.arrivals[0].timeNs - 1000000000, 1460 * 80 + 20 * 1460 * 160 + 3000 + 2000000);
}

TEST_F(FlowTransportTest, AMessageArrivesAsItWasSent)
{
    NetRig rig(1, m_link, 5.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, 990);
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 1U);
    EXPECT_EQ(rig.arrivals[0].from, 0U);
    EXPECT_EQ(rig.arrivals[0].to, server);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 990U);
    ASSERT_EQ(rig.arrivals[0].message.header.size(), 10U);
    EXPECT_EQ(rig.arrivals[0].message.header[3], static_cast<std::uint8_t>(3 + 990));
}

TEST_F(FlowTransportTest, MessagesOfAPairArriveInOrder)
{
    NetRig rig(1, m_link, 5.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    for (const std::uint64_t bytes : {500000, 10, 70000, 20, 1500, 30})
    {
        rig.SendAt(Seconds(1), 0, server, bytes);
    }
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 6U);
    EXPECT_EQ(rig.arrivals[0].message.payloadBytes, 500000U);
    EXPECT_EQ(rig.arrivals[1].message.payloadBytes, 10U);
    EXPECT_EQ(rig.arrivals[5].message.payloadBytes, 30U);
}

TEST_F(FlowTransportTest, DevicesShareTheLinkBehindThem)
{
    // Two messages of n datagrams through a link of half the access rate: alone each takes T, both
    // together 2 T.
    NetRig rig(2, m_link, 5.0, true);
    BackhaulConfig config;
    config.rate = ns3::DataRate("50Mbps");
    const NodeId server = rig.AddServer(-1, config);
    rig.Start(m_udp);
    rig.SendAt(Seconds(1), 0, server, 100 * 1400 - 10);
    rig.SendAt(Seconds(1), 1, server, 100 * 1400 - 10);
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 2U);
    for (const Arrival& arrival : rig.arrivals)
    {
        EXPECT_EQ(arrival.timeNs - 1000000000, 2 * 100 * 1460 * 160 + 1460 * 80 + 3000);
    }
}

TEST_F(FlowTransportTest, AQueueInFrontOfASlowLinkIsFirstComeFirstServed)
{
    // Half a message later, five times as slow: the first is not slowed down by the second.
    NetRig rig(2, m_link, 5.0, true);
    BackhaulConfig config;
    config.rate = ns3::DataRate("20Mbps");
    const NodeId server = rig.AddServer(-1, config);
    rig.Start(m_udp);
    const std::int64_t message = 100 * 1460 * 400; // ns on the slow link
    rig.SendAt(Seconds(1), 0, server, 100 * 1400 - 10);
    rig.SendAt(Seconds(1) + ns3::NanoSeconds(message / 2), 1, server, 100 * 1400 - 10);
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 2U);
    const std::int64_t first = 1460 * 80 + 3000; // on the device's link
    EXPECT_EQ(rig.arrivals[0].from, 0U);
    EXPECT_EQ(rig.arrivals[0].timeNs - 1000000000, message + first);
    EXPECT_EQ(rig.arrivals[1].timeNs - 1000000000, 2 * message + first);
}

TEST_F(FlowTransportTest, BytesArePendingUntilTheyArrive)
{
    NetRig rig(1, m_link, 5.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, 1000000);
    rig.SendAt(Seconds(1), 0, server, 90);
    rig.RunUntil(Seconds(1) + MilliSeconds(10));
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 1000010U + 100U);
    rig.RunUntil(Seconds(2));
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0U);
}

TEST_F(FlowTransportTest, AFailedNodeLosesWhatIsUnderWayAndWorksAgainLater)
{
    NetRig rig(2, m_link, 5.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    rig.SendAt(Seconds(1), 0, server, 1000000);                // moving when the node fails
    rig.SendAt(Seconds(1), 0, server, 100);                    // waiting behind it
    rig.SendAt(Seconds(1), server, 1, 1000000);                // from another: not touched
    rig.SendAt(Seconds(1) + MilliSeconds(20), 0, server, 100); // while it is down
    Simulator::Schedule(Seconds(1) + MilliSeconds(10),
                        [&rig] { rig.transport->SetNodeUp(0, false); });
    Simulator::Schedule(Seconds(2), [&rig] { rig.transport->SetNodeUp(0, true); });
    rig.SendAt(Seconds(3), 0, server, 200);
    rig.RunUntil(Seconds(4));
    EXPECT_EQ(rig.lostMessages, 3U);
    ASSERT_EQ(rig.arrivals.size(), 2U);
    EXPECT_EQ(rig.arrivals[0].to, 1U);
    EXPECT_EQ(rig.arrivals[1].message.payloadBytes, 200U);
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0U);
}

TEST_F(FlowTransportTest, AMessageToAFailedNodeIsLost)
{
    NetRig rig(1, m_link, 5.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(m_tcp);
    rig.transport->SetNodeUp(server, false);
    rig.SendAt(Seconds(1), 0, server, 100);
    rig.RunUntil(Seconds(2));
    EXPECT_EQ(rig.lostMessages, 1U);
    EXPECT_TRUE(rig.arrivals.empty());
}

TEST_F(FlowTransportTest, DatagramsAreLostAsOftenAsTheirFragments)
{
    NetRig rig(1, m_link, 5.0, true);
    BackhaulConfig config;
    config.loss = 0.05;
    const NodeId server = rig.AddServer(-1, config);
    rig.Start(m_udp);
    const int messages = 4000;
    for (int i = 0; i < messages; ++i)
    {
        rig.SendAt(MilliSeconds(1 + i), 0, server, 3 * 1400 - 10);
    }
    rig.RunUntil(Seconds(10));
    const double expected = std::pow(0.95, 3);
    const double deviation = std::sqrt(expected * (1 - expected) / messages);
    EXPECT_NEAR(static_cast<double>(rig.arrivals.size()) / messages, expected, 4 * deviation);
    EXPECT_EQ(rig.arrivals.size() + rig.lostMessages, static_cast<std::size_t>(messages));
}

TEST_F(FlowTransportTest, EveryAccessNetworkTakesAsLongAsPacketsDoOnAFreeNetwork)
{
    for (const std::string& access : AccessNetworkNames())
    {
        if (!HasFlows(access))
        {
            continue;
        }
        for (const auto& transport : {m_tcp, m_udp})
        {
            for (const std::uint64_t bytes : {100, 20000, 150000})
            {
                const double packet = SecondsOf(access, transport, bytes, false);
                const double flow = SecondsOf(access, transport, bytes, true);
                // 50 us: slots, and frames that the expectation does not count.
                EXPECT_NEAR(flow, packet, 0.1 * packet + 50e-6)
                    << access << ", " << transport.GetTypeId().GetName() << ", " << bytes
                    << " bytes";
            }
        }
    }
}

TEST_F(FlowTransportTest, AMessageAloneInACellCollidesWithItsAcknowledgementsOnceInSixteenGaps)
{
    // 150 kB go in four aggregates of at most 5.5 ms at 65 Mbit/s: three gaps.
    NetRig rig(1, MakeFactory("edgeward::WifiAccess"), 5.0, true);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_tcp);
    const int messages = 2000;
    for (int i = 0; i < messages; ++i)
    {
        rig.SendAt(MilliSeconds(1000 + 100 * i), 0, server, 150000);
    }
    rig.RunUntil(Seconds(1) + MilliSeconds(100 * messages));
    ASSERT_EQ(rig.arrivals.size(), static_cast<std::size_t>(messages));
    std::vector<double> taken;
    for (int i = 0; i < messages; ++i)
    {
        taken.push_back(1e-9 * rig.arrivals[i].timeNs - 1.0 - 0.1 * i);
    }
    std::sort(taken.begin(), taken.end());
    const double none = std::pow(15.0 / 16.0, 3);
    const double free = std::count_if(taken.begin(), taken.end(), [&](double seconds) {
        return seconds < taken[messages / 2] + 1e-6;
    });
    const double deviation = std::sqrt(none * (1.0 - none) / messages);
    EXPECT_NEAR(free / messages, none, 4 * deviation);

    // What is lost with one collision is a full frame of 28 packets or the last of 20, of 104 in
    // 159804 bytes; then 158.5 us to the next frame, and two requests of block acknowledgement with
    // AIFS 43, SIFS 16, two frames of 32 us each, and on average 20.8 slots of 9 us.
    const double retry = 158.5e-6 + 2 * 123e-6 + 31 * 129 / 192.0 * 9e-6;
    const auto countLost = [&](double packets) {
        const double lost = 36e-6 + packets / 104 * 8 * 159804 / 65e6 + retry;
        return std::count_if(taken.begin(), taken.end(), [&](double seconds) {
            return std::abs(seconds - taken[messages / 2] - lost) < 1e-6;
        });
    };
    const double once = 15.0 / 16.0 * 15.0 / 16.0 / 16.0; // in a certain gap of three
    const double error = 4 * std::sqrt(once / messages);
    EXPECT_NEAR(countLost(28) / static_cast<double>(messages), 2 * once, 1.5 * error);
    EXPECT_NEAR(countLost(20) / static_cast<double>(messages), once, error);
}

TEST_F(FlowTransportTest, FlowsKnowLinksSegmentsAndCells)
{
    for (const char* access :
         {"edgeward::PointToPointAccess", "edgeward::CsmaAccess", "edgeward::WifiAccess"})
    {
        EXPECT_TRUE(HasFlows(access)) << access;
    }
}

TEST_F(FlowTransportTest, TheSameMessagesArriveAtTheSameNanosecond)
{
    std::vector<Arrival> first;
    for (int i = 0; i < 2; ++i)
    {
        {
            NetRig rig(5, MakeFactory("edgeward::WifiAccess"), 10.0, true);
            const NodeId server = rig.AddServer();
            rig.Start(m_tcp);
            for (int n = 0; n < 200; ++n)
            {
                rig.SendAt(Seconds(1) + MilliSeconds(7 * n), n % 5, server, 1000 + 997 * n);
            }
            rig.RunUntil(Seconds(20));
            EXPECT_EQ(rig.arrivals.size(), 200U);
            first = i == 0 ? rig.arrivals : first;
            EXPECT_EQ(rig.arrivals, first);
        }
        Simulator::Destroy();
    }
}

TEST_F(FlowTransportTest, ARadioDrawsAsMuchAsItsPackets)
{
    for (const auto& [access, attributes] :
         std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>>{
             {"edgeward::WifiAccess", {}}, {"edgeward::PointToPointAccess", {{"Radio", "wifi"}}}})
    {
        double joule[2] = {};
        for (const bool isFlow : {false, true})
        {
            {
                NetRig rig(2, MakeFactory(access, attributes), 10.0, isFlow);
                const NodeId server = rig.AddServer();
                rig.Start(m_udp);
                rig.RunUntil(Seconds(1));
                const auto network = rig.topology->GetAccess();
                const double before = network->GetRadioJoule(0);
                for (int n = 0; n < 40; ++n)
                {
                    rig.SendAt(Seconds(1) + MilliSeconds(50 * n), n % 2, server, 100000);
                }
                rig.RunUntil(Seconds(4));
                joule[isFlow] =
                    network->GetRadioJoule(0) - before - 3.0 * network->GetRadioIdleWatt();
            }
            Simulator::Destroy();
        }
        EXPECT_GT(joule[0], 0.0);
        EXPECT_NEAR(joule[1], joule[0], 0.05 * joule[0]) << access;
    }
}

TEST_F(FlowTransportTest, AnAccessNetworkWithoutFlowModelSaysSo)
{
    class Strange : public AccessNetwork
    {
      public:
        double
        GetLinkRateBps(std::uint32_t) const override
        {
            return 1.0;
        }
        double
        ExpectTransferSeconds(std::uint32_t, std::uint64_t, std::uint64_t) const override
        {
            return 1.0;
        }

      protected:
        void
        DoInstall(const ns3::NodeContainer&, ns3::Ptr<ns3::Node>) override
        {
        }
        std::int64_t
        DoAssignStreams(std::int64_t) override
        {
            return 0;
        }
    };
    const auto access = ns3::CreateObject<Strange>();
    EXPECT_THROW(access->MakeFlowAccess({}, nullptr), ConfigError);
}

} // namespace
} // namespace edgeward
