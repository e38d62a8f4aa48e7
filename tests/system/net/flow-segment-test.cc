/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/nstime.h"
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

/** Who is next on a CSMA segment, and when. */
class FlowSegmentTest : public SimulatorTest
{
  protected:
    ns3::ObjectFactory m_tcp = MakeFactory("edgeward::TcpTransport");
    ns3::ObjectFactory m_udp = MakeFactory("edgeward::UdpTransport");
};

TEST_F(FlowSegmentTest, ASegmentGoesToWhoLooksFirst)
{
    NetRig rig(3, MakeFactory("edgeward::CsmaAccess", {{"Delay", "0us"}}), 5.0, true);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    constexpr int ROUNDS = 1000;
    for (int round = 0; round < ROUNDS; ++round)
    {
        for (NodeId device = 0; device < 3; ++device)
        {
            rig.SendAt(MilliSeconds(1000 + 100 * round), device, server, 100 * 1400 - 10);
        }
    }
    rig.RunUntil(MilliSeconds(1000 + 100 * ROUNDS));
    ASSERT_EQ(rig.arrivals.size(), 3U * ROUNDS);
    const std::int64_t message = rig.arrivals[0].timeNs - 1000000000;
    double ofTwo = 0.0;
    double ofOne = 0.0;
    int seconds = 0;
    for (int round = 0; round < ROUNDS; ++round)
    {
        const Arrival* arrivals = &rig.arrivals[3 * round];
        ofTwo += 1e-9 * (arrivals[1].timeNs - arrivals[0].timeNs - message) / ROUNDS;
        ofOne += 1e-9 * (arrivals[2].timeNs - arrivals[1].timeNs - message) / ROUNDS;
        seconds += arrivals[1].from == 1 ? 1 : 0;
    }
    // What is left of a backoff of at most 1 ms is beyond r with (1 - r)^2, the lesser of two with
    // (1 - r)^4: means 1/3 and 1/5, variances 1/18 and 2/75.
    EXPECT_NEAR(ofOne, 1e-3 / 3, 4e-3 * std::sqrt(1.0 / 18 / ROUNDS));
    EXPECT_NEAR(ofTwo, 1e-3 / 5, 4e-3 * std::sqrt(2.0 / 75 / ROUNDS));
    EXPECT_NEAR(seconds, ROUNDS / 2, 4 * std::sqrt(ROUNDS / 4.0));
}

TEST_F(FlowSegmentTest, AnAnswerBehindAMessageOnASegmentWaitsAsWithPackets)
{
    // It comes at any time of a message of 20 kB, 1.7 ms.
    constexpr int ROUNDS = 400;
    std::vector<double> taken[2];
    for (const bool isFlow : {false, true})
    {
        {
            NetRig rig(2, MakeFactory("edgeward::CsmaAccess"), 5.0, isFlow);
            const NodeId server = rig.AddServer();
            rig.Start(m_tcp);
            for (int i = 0; i < 6; ++i)
            {
                rig.SendAt(Seconds(1 + i), 0, server, 20000);
                rig.SendAt(Seconds(1 + i) + MilliSeconds(500), server, 1, 100);
            }
            const auto startOf = [](int round) { return Seconds(10) + MilliSeconds(500 * round); };
            const auto answerOf = [&](int round) {
                return startOf(round) + ns3::MicroSeconds(4 * round);
            };
            for (int round = 0; round < ROUNDS; ++round)
            {
                rig.SendAt(startOf(round), 0, server, 20000);
                rig.SendAt(answerOf(round), server, 1, 100);
            }
            rig.RunUntil(startOf(ROUNDS));
            int round = 0;
            for (const Arrival& arrival : rig.arrivals)
            {
                if (arrival.to == 1 && arrival.timeNs > 10000000000)
                {
                    const auto sent = answerOf(round++).GetNanoSeconds();
                    taken[isFlow].push_back(1e-9 * static_cast<double>(arrival.timeNs - sent));
                }
            }
        }
        Simulator::Destroy();
        ASSERT_EQ(taken[isFlow].size(), static_cast<std::size_t>(ROUNDS));
        std::sort(taken[isFlow].begin(), taken[isFlow].end());
    }
    // Kolmogorov and Smirnov: beyond this once in a thousand times.
    double distance = 0.0;
    for (int i = 0; i < ROUNDS; ++i)
    {
        const auto below = std::upper_bound(taken[1].begin(), taken[1].end(), taken[0][i]);
        distance = std::max(
            distance, std::abs(below - taken[1].begin() - (i + 1.0)) / static_cast<double>(ROUNDS));
    }
    EXPECT_LT(distance, 1.95 * std::sqrt(2.0 / ROUNDS));
}

TEST_F(FlowSegmentTest, WhoHasTheSegmentKeepsItWhileItHasMore)
{
    NetRig rig(3, MakeFactory("edgeward::CsmaAccess", {{"Delay", "0us"}}), 5.0, true);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(m_udp);
    for (const NodeId device : {0, 1, 2, 0})
    {
        rig.SendAt(Seconds(1), device, server, 100 * 1400 - 10);
    }
    rig.RunUntil(Seconds(2));
    ASSERT_EQ(rig.arrivals.size(), 4U);
    EXPECT_EQ(rig.arrivals[1].from, 0U);
    EXPECT_EQ(rig.arrivals[1].timeNs - 1000000000, 2 * (rig.arrivals[0].timeNs - 1000000000));
}

TEST_F(FlowSegmentTest, WhoWaitsForASegmentComesBetweenFramesAsOftenAsWithPackets)
{
    // Eight messages of 100 frames; half a microsecond after each the segment is free, and who
    // waits looks every half a millisecond: once in ten messages.
    constexpr int ROUNDS = 300;
    double before[2] = {}; // messages that go before the other sender's
    for (const bool isFlow : {false, true})
    {
        {
            NetRig rig(2, MakeFactory("edgeward::CsmaAccess"), 5.0, isFlow);
            const NodeId server = rig.AddServerInGateway();
            rig.Start(m_udp);
            for (int round = 0; round < ROUNDS; ++round)
            {
                for (int i = 0; i < 8; ++i)
                {
                    rig.SendAt(MilliSeconds(1000 + 200 * round), 0, server, 100 * 1400 - 10);
                }
                rig.SendAt(MilliSeconds(1001 + 200 * round), 1, server, 1000);
            }
            rig.RunUntil(MilliSeconds(1000 + 200 * ROUNDS));
            ASSERT_EQ(rig.arrivals.size(), 9U * ROUNDS);
            for (int i = 0; i < 9 * ROUNDS; ++i)
            {
                before[isFlow] += rig.arrivals[i].from == 1 ? (i % 9) / double{ROUNDS} : 0.0;
            }
        }
        Simulator::Destroy();
    }
    // With flows it comes behind the message it comes into: half a message later.
    const double deviation = 2.6 * std::sqrt(2.0 / ROUNDS); // of 1 to 8 with most at 8, at most
    EXPECT_NEAR(before[1], before[0], 0.5 + 4 * deviation);
    EXPECT_LT(before[1], 7.0);
}

} // namespace
} // namespace edgeward
