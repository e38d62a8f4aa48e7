/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A flow whose end changes nothing for others ends without an event. Nobody may notice: whoever
 * asks what has been drawn so far, however often, sees the same, and so do the messages.
 */
#include "base/random-stream.h"
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <cmath>

namespace edgeward
{
namespace
{

using ns3::MicroSeconds;
using ns3::MilliSeconds;
using ns3::NanoSeconds;
using ns3::Simulator;

class QuietFlow : public SimulatorTest
{
  protected:
    static constexpr std::uint32_t DEVICES = 4;

    struct Seen
    {
        std::vector<Arrival> arrivals;
        std::vector<double> joule;
        std::uint64_t events = 0;
    };

    /** Random traffic for a second. @param asking time between two looks at the radios; 0: only at
     * the end */
    static Seen
    Watch(const ns3::ObjectFactory& access,
          const std::string& transport,
          std::uint64_t seed,
          ns3::Time asking)
    {
        Seen seen;
        {
            NetRig rig(DEVICES, access, 10.0, true);
            const NodeId server = rig.AddServer();
            rig.Start(MakeFactory(transport));
            RandomStream random(seed);
            for (int i = 0; i < 120; ++i)
            {
                // Some come together.
                const double second = random.Uniform();
                const auto at = i % 3 == 0 ? MilliSeconds(50 * std::lround(20 * second))
                                           : NanoSeconds(std::llround(1e9 * second));
                const auto device = static_cast<NodeId>(random.Index(DEVICES));
                const bool isUp = random.Uniform() < 0.6;
                const auto bytes = static_cast<std::uint64_t>(random.Uniform(100.0, 60000.0));
                rig.SendAt(at, isUp ? device : server, isUp ? server : device, bytes);
            }
            const auto look = [&rig] {
                for (std::uint32_t device = 0; device < DEVICES; ++device)
                {
                    rig.topology->GetAccess()->GetRadioJoule(device);
                }
            };
            for (ns3::Time at = asking; !asking.IsZero() && at < MilliSeconds(1500); at += asking)
            {
                Simulator::Schedule(at, look);
            }
            rig.RunUntil(ns3::Seconds(2));
            seen.arrivals = rig.arrivals;
            seen.events = Simulator::GetEventCount();
            for (std::uint32_t device = 0; device < DEVICES; ++device)
            {
                seen.joule.push_back(rig.topology->GetAccess()->GetRadioJoule(device));
            }
        }
        Simulator::Destroy();
        return seen;
    }

    static void
    Compare(const ns3::ObjectFactory& access, const std::string& transport)
    {
        for (std::uint64_t seed = 1; seed <= 5; ++seed)
        {
            const Seen once = Watch(access, transport, seed, MicroSeconds(0));
            const Seen often = Watch(access, transport, seed, MicroSeconds(137));
            ASSERT_EQ(once.arrivals.size(), 120U) << "seed " << seed;
            EXPECT_TRUE(once.arrivals == often.arrivals) << "seed " << seed;
            EXPECT_EQ(once.joule, often.joule) << "seed " << seed;
        }
    }
};

TEST_F(QuietFlow, NobodyNoticesOnLinks)
{
    const auto links = MakeFactory("edgeward::PointToPointAccess",
                                   {{"Rate", "20Mbps"}, {"Delay", "1ms"}, {"Radio", "wifi"}});
    Compare(links, "edgeward::UdpTransport");
    Compare(links, "edgeward::TcpTransport");
}

TEST_F(QuietFlow, NobodyNoticesInACell)
{
    Compare(MakeFactory("edgeward::WifiAccess"), "edgeward::UdpTransport");
    Compare(MakeFactory("edgeward::WifiAccess"), "edgeward::TcpTransport");
}

TEST_F(QuietFlow, NobodyNoticesOnASegment)
{
    Compare(MakeFactory("edgeward::CsmaAccess"), "edgeward::TcpTransport");
}

TEST_F(QuietFlow, AMessageAloneCostsOneEvent)
{
    NetRig rig(2, MakeFactory("edgeward::PointToPointAccess"), 10.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(MilliSeconds(1), 0, server, 100); // the first change of a network is a full one
    rig.RunUntil(MilliSeconds(500));
    const std::uint64_t before = Simulator::GetEventCount();
    rig.SendAt(MilliSeconds(600), 0, server, 20000);
    rig.SendAt(MilliSeconds(601), 1, server, 20000); // while the other is under way, elsewhere
    rig.RunUntil(MilliSeconds(900));
    ASSERT_EQ(rig.arrivals.size(), 3U);
    // Two to send, the messages' two, the stop.
    EXPECT_EQ(Simulator::GetEventCount() - before, 2U + 2U + 1U);
}

TEST_F(QuietFlow, WhoComesBehindAtTheSameInstantWaitsForIt)
{
    NetRig rig(2, MakeFactory("edgeward::PointToPointAccess", {{"Rate", "8Mbps"}}), 10.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(MilliSeconds(1), 0, server, 100);
    // The rates of the second are computed at the end of the instant, when the third is there.
    rig.SendAt(MilliSeconds(600), 0, server, 20000);
    rig.SendAt(MilliSeconds(600), 1, server, 20000);
    rig.SendAt(MilliSeconds(600), 1, server, 20001);
    rig.RunUntil(MilliSeconds(900)); // 20 ms a message
    ASSERT_EQ(rig.arrivals.size(), 4U);
    EXPECT_EQ(rig.arrivals[3].message.payloadBytes, 20001U);
}

TEST_F(QuietFlow, AFailureTakesBackAnArrivalThatWasAnnounced)
{
    NetRig rig(1, MakeFactory("edgeward::PointToPointAccess", {{"Rate", "8Mbps"}}), 10.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(MilliSeconds(1), 0, server, 100);
    rig.SendAt(MilliSeconds(100), 0, server, 50000); // some 50 ms
    Simulator::Schedule(MilliSeconds(120), [&rig] { rig.transport->SetNodeUp(0, false); });
    Simulator::Schedule(MilliSeconds(121), [&rig] { rig.transport->SetNodeUp(0, true); });
    rig.SendAt(MilliSeconds(200), 0, server, 300);
    rig.RunUntil(MilliSeconds(500));
    ASSERT_EQ(rig.arrivals.size(), 2U);
    EXPECT_EQ(rig.arrivals[1].message.payloadBytes, 300U);
    EXPECT_EQ(rig.lostMessages, 1U);
    EXPECT_EQ(rig.transport->GetPendingBytes(0), 0U);
}

TEST_F(QuietFlow, ARadioCanBeReadWhenTheTransportHasGone)
{
    NetRig rig(2, MakeFactory("edgeward::WifiAccess"), 10.0, true);
    const NodeId server = rig.AddServer();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(MilliSeconds(1), 0, server, 20000);
    rig.RunUntil(MilliSeconds(500));
    const auto access = rig.topology->GetAccess();
    const double joule = access->GetRadioJoule(0);
    rig.transport->Dispose();
    EXPECT_EQ(access->GetRadioJoule(0), joule);
}

TEST_F(QuietFlow, OnlyNetworksWithRadiosHaveThem)
{
    for (const bool isFlow : {false, true})
    {
        const auto has = [isFlow](const ns3::ObjectFactory& access) {
            return NetRig(1, access, 10.0, isFlow).topology->GetAccess()->HasRadio();
        };
        EXPECT_FALSE(has(MakeFactory("edgeward::PointToPointAccess")));
        EXPECT_TRUE(has(MakeFactory("edgeward::PointToPointAccess", {{"Radio", "4g"}})));
        EXPECT_TRUE(has(MakeFactory("edgeward::WifiAccess")));
    }
}

} // namespace
} // namespace edgeward
