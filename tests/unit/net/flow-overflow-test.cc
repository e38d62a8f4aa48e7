/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-overflow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace edgeward
{
namespace
{

constexpr std::int64_t SECOND = 1'000'000'000; // ns

/** Segments of 1000 bytes, timeouts of 200 ms. */
FlowProtocol
Stream()
{
    FlowProtocol protocol;
    protocol.segmentBytes = 1000;
    protocol.windowSegments = 10;
    protocol.maxWindowBytes = 2'000'000;
    protocol.leastTimeoutSeconds = 0.2;
    return protocol;
}

TEST(FlowOverflow, AWindowGrowsAsTheCubeOfTimeUntilSomethingIsLost)
{
    const FlowWindow window{0.0, true};
    EXPECT_DOUBLE_EQ(CubicBytes(Stream(), window, 0), 10e3) << "the initial window at least";
    EXPECT_DOUBLE_EQ(CubicBytes(Stream(), window, 10 * SECOND), 400e3);
    EXPECT_DOUBLE_EQ(CubicBytes(Stream(), window, 100 * SECOND), 2e6) << "the buffers' at most";
}

TEST(FlowOverflow, AWindowComesBackToWhereSomethingWasLost)
{
    // 0.3 x 360 / 0.4 = 270 = 6.4633^3.
    FlowWindow window{0.0, true};
    window.peakBytes = 360e3;
    window.sinceNs = SECOND;
    EXPECT_NEAR(CubicBytes(Stream(), window, SECOND), 0.7 * 360e3, 1e-3);
    const auto backNs = SECOND + std::llround(1e9 * std::cbrt(270.0));
    EXPECT_NEAR(CubicBytes(Stream(), window, backNs), 360e3, 1e-3);
    EXPECT_NEAR(CubicBytes(Stream(), window, backNs + 5 * SECOND), 360e3 + 50e3, 1e-3);
}

TEST(FlowOverflow, WhatFitsIsNotLate)
{
    FlowWindow window{0.0, true};
    EXPECT_EQ(OverflowSeconds(Stream(), window, {400e3, 100e3, 500e3, 0.01}, 20 * SECOND), 0.0);
    EXPECT_EQ(window.sinceNs, 0);
}

TEST(FlowOverflow, ALostEndWaitsForATimeout)
{
    // 20 s after the handshake the window is at its largest, 2000 segments: all goes at once, and
    // of 700 segments behind 55 others 255 do not fit, which takes eight rounds of slow start.
    FlowWindow window{0.0, true};
    const double late = OverflowSeconds(Stream(), window, {700e3, 55e3, 500e3, 0.01}, 20 * SECOND);
    EXPECT_DOUBLE_EQ(late, 0.2 + 8 * 0.01);
    EXPECT_DOUBLE_EQ(CubicBytes(Stream(), window, 20 * SECOND + std::llround(1e9 * late)), 10e3)
        << "it begins again";
}

TEST(FlowOverflow, AMessageOthersHaveLeftNoRoomForIsLostWhole)
{
    FlowWindow window{0.0, true};
    const double late = OverflowSeconds(Stream(), window, {31e3, 900e3, 500e3, 0.01}, 20 * SECOND);
    EXPECT_DOUBLE_EQ(late, 0.2 + 5 * 0.01);
}

TEST(FlowOverflow, BehindASmallerWindowSomethingFollows)
{
    // 0.4 x 12^3 = 691.2 segments of 1000: the acknowledgements of the rest tell of the loss.
    FlowWindow window{0.0, true};
    EXPECT_EQ(OverflowSeconds(Stream(), window, {1000e3, 0.0, 500e3, 0.01}, 12 * SECOND), 0.0);
    EXPECT_NEAR(CubicBytes(Stream(), window, 12 * SECOND), 0.7 * 691.2e3, 1e-3);
    // At once again, with 483.84 segments: earlier than last time, so it leaves room.
    EXPECT_EQ(OverflowSeconds(Stream(), window, {400e3, 100e3, 450e3, 0.01}, 12 * SECOND), 0.0);
    EXPECT_NEAR(window.peakBytes, 483.84e3 * 0.85, 1e-3);
}

} // namespace
} // namespace edgeward
