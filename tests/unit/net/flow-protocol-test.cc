/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-contention.h"
#include "net/flow-protocol.h"

#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{
namespace
{

FlowProtocol
Stream()
{
    FlowProtocol protocol;
    protocol.segmentBytes = 1000;
    protocol.prefixBytes = 0;
    return protocol;
}

TEST(FlowProtocol, AStreamPutsItsPrefixOnceAndHeadersOnEveryPacket)
{
    FlowProtocol protocol;
    EXPECT_EQ(protocol.Packets(1448 - 18), 1U);
    EXPECT_EQ(protocol.Packets(1448 - 17), 2U);
    EXPECT_EQ(protocol.WireBytes(10000, 2), 10000U + 18 + 7 * 54);
    EXPECT_EQ(protocol.AckWireBytes(10000, 2), 4U * 54);
    EXPECT_EQ(protocol.FirstWireBytes(10000, 2), 1448U + 54);
    EXPECT_EQ(protocol.FirstWireBytes(10, 2), 10U + 18 + 54);
}

TEST(FlowProtocol, DatagramsHaveNoAcknowledgements)
{
    FlowProtocol protocol;
    protocol.isStream = false;
    protocol.headerBytes = 58;
    protocol.segmentBytes = 1400;
    EXPECT_EQ(protocol.AckWireBytes(10000, 2), 0U);
    EXPECT_EQ(protocol.WireBytes(2800, 2), 2800U + 2 * 60);
}

TEST(FlowProtocol, SlowStartWaitsForTheWindowToOpen)
{
    // 1 MB/s and 100 ms: 100 segments of 1000 bytes fill the path. Windows of 10, 20, 40 and 80
    // segments each leave the path idle for the rest of a round; 150 segments go in 10, 20, 40 and
    // the 80 left, of which the last round waits for nothing.
    FlowWindow window;
    const double handshake = 0.1;
    const double wait = SlowStartSeconds(Stream(), window, 150e3, 1e6, 0.1);
    EXPECT_DOUBLE_EQ(wait, handshake + 0.09 + 0.08 + 0.06);
    EXPECT_DOUBLE_EQ(window.bytes, 160e3);
}

TEST(FlowProtocol, AnOpenWindowDoesNotWait)
{
    FlowWindow window{160e3, true};
    EXPECT_EQ(SlowStartSeconds(Stream(), window, 150e3, 1e6, 0.1), 0.0);
    EXPECT_DOUBLE_EQ(window.bytes, 160e3) << "a sender that does not fill it learns nothing";
}

TEST(Contention, AStationAloneCountsDownHalfItsWindow)
{
    const Contention alone = ContentionOf(1);
    EXPECT_NEAR(alone.idleSlots, 7.5, 1e-9);
    EXPECT_NEAR(alone.collisions, 0.0, 1e-9);
}

TEST(Contention, FixedPointHoldsForManyStations)
{
    // Bianchi 2000, equations 7 and 9 solved by hand for two stations: p = tau, so
    // p (17 + 16 p sum (2p)^i) = 2. p = 0.1045: sum 1.2641, left side 1.9974; 0.1047: 2.0019.
    const Contention two = ContentionOf(2);
    const double tau = 0.1046;
    EXPECT_NEAR(two.collisions, tau * tau / (2 * tau * (1 - tau)), 1e-4);
    EXPECT_NEAR(two.idleSlots, (1 - tau) * (1 - tau) / (2 * tau * (1 - tau)), 1e-2);
    double before = 0.0;
    for (std::uint32_t stations = 2; stations <= 50; ++stations)
    {
        const double collisions = ContentionOf(stations).collisions;
        EXPECT_GT(collisions, before);
        before = collisions;
    }
}

} // namespace
} // namespace edgeward
