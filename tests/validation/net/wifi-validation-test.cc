/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "support/simulator-test.h"
#include "system/net/net-rig.h"

#include "ns3/config.h"
#include "ns3/nstime.h"
#include "ns3/string.h"

#include <algorithm>

namespace edgeward
{
namespace
{

using ns3::MilliSeconds;
using ns3::Seconds;

// IEEE 802.11-2020, 802.11n at 5 GHz, 20 MHz, one stream, long guard interval, MCS 7: 260 bits a
// symbol of 4 us.
constexpr std::int64_t PREAMBLE_NS =
    36000; // L-STF 8, L-LTF 8, L-SIG 4, HT-SIG 8, HT-STF 4, HT-LTF 4
constexpr std::int64_t BITS_PER_SYMBOL = 260;
constexpr std::int64_t SLOT_NS = 9000;
constexpr std::int64_t MAC_BYTES = 26 + 8 + 4;     // QoS data header, LLC/SNAP, FCS
constexpr std::int64_t PACKET_BYTES = 30 + 8 + 20; // our prefix, UDP, IPv4

/** Duration of a frame of @p bytes: service field 16 bits, tail 6 bits, whole symbols (19.3.11). */
std::int64_t
FrameNs(std::int64_t bytes)
{
    const std::int64_t bits = 16 + 8 * bytes + 6;
    return PREAMBLE_NS + 4000 * ((bits + BITS_PER_SYMBOL - 1) / BITS_PER_SYMBOL);
}

/** On a free channel a station sends at the next slot boundary since the channel fell idle
 * (10.3.4.2). */
void
ExpectWithinASlot(std::int64_t elapsedNs, std::int64_t transferNs)
{
    EXPECT_GE(elapsedNs, transferNs);
    EXPECT_LT(elapsedNs, transferNs + SLOT_NS);
}

using WifiValidation = SimulatorTest;

TEST_F(WifiValidation, OneFrameOnAFreeChannelTakesPreambleSymbolsAndPropagationAfterTheSlotBoundary)
{
    constexpr double RADIUS_METER = 2.99792458; // 10 ns of light
    NetRig rig(1, MakeFactory("edgeward::WifiAccess"), RADIUS_METER);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(Seconds(2),
               0,
               server,
               90); // the first frame after the set-up phase tells the rate control the SNR
    for (int i = 0; i < 10; i++)
    {
        rig.SendAt(Seconds(3) + MilliSeconds(10 * i), 0, server, 100 * i);
    }
    rig.RunUntil(Seconds(4));
    ASSERT_EQ(rig.arrivals.size(), 11u);
    for (int i = 0; i < 10; i++)
    {
        const std::int64_t elapsedNs = rig.arrivals[i + 1].timeNs - 3000000000 - 10000000 * i;
        ExpectWithinASlot(elapsedNs, FrameNs(10 + 100 * i + PACKET_BYTES + MAC_BYTES) + 10);
    }
}

TEST_F(WifiValidation,
       OneAggregateOnAFreeChannelTakesPreambleSymbolsAndPropagationAfterTheSlotBoundary)
{
    NetRig rig(1, MakeFactory("edgeward::WifiAccess"), 2.99792458);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    rig.SendAt(Seconds(2), 0, server, 90);
    rig.SendAt(Seconds(3), 0, server, 14 * 1400 - 10);
    rig.RunUntil(Seconds(4));
    ASSERT_EQ(rig.arrivals.size(), 2u);
    // 14 MPDUs of 1400 + 58 + 38 = 1496 bytes, each behind a delimiter of 4; 1496 needs no padding
    // to a multiple of 4. The first datagram is handed over alone and finds a free channel: it goes
    // in a frame of its own, or with the others if the station waits for its slot. ns-3 grants
    // access at once but from an event, when all 14 are queued.
    const std::int64_t elapsedNs = rig.arrivals[1].timeNs - 3000000000;
    ExpectWithinASlot(elapsedNs, FrameNs(14 * 1500) + 10);
}

TEST_F(WifiValidation, ASaturatedStationReachesTheThroughputOfTheMacCycle)
{
    ns3::Config::SetDefault("ns3::WifiMacQueue::MaxSize", ns3::StringValue("30000p"));
    ns3::Config::SetDefault("ns3::WifiMacQueue::MaxDelay", ns3::TimeValue(Seconds(100)));
    NetRig rig(1, MakeFactory("edgeward::WifiAccess"), 5.0);
    const NodeId server = rig.AddServerInGateway();
    rig.Start(MakeFactory("edgeward::UdpTransport"));
    constexpr std::size_t MPDUS = 29; // 30 would take longer than aPPDUMaxTime, 5.484 ms
    constexpr std::size_t FIRST = 20 * MPDUS;
    constexpr std::size_t LAST = 320 * MPDUS;
    for (std::size_t i = 0; i < LAST + 10 * MPDUS; i++)
    {
        rig.SendAt(Seconds(2), 0, server, 1390);
    }
    rig.RunUntil(Seconds(6));
    ASSERT_GT(rig.arrivals.size(), LAST);
    const double seconds = (rig.arrivals[LAST].timeNs - rig.arrivals[FIRST].timeNs) * 1e-9;
    // One cycle: AIFS 43 us, mean backoff 7.5 x 9 us, A-MPDU, SIFS 16 us, block acknowledgement 32
    // us.
    const double cycle = 43e-6 + 67.5e-6 + FrameNs(MPDUS * 1500) * 1e-9 + 16e-6 + 32e-6;
    // A backoff deviates by 9 us x sqrt((16^2 - 1) / 12) = 41.5 us, the mean of 300 by 2.4 us; four
    // of these.
    EXPECT_NEAR(seconds / 300, cycle, 4 * 2.4e-6);
}

} // namespace
} // namespace edgeward
