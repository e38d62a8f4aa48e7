/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/segment-backoff.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace edgeward
{

namespace
{

constexpr std::uint32_t MOST_SLOTS = 1000;
constexpr int MOST_DOUBLINGS = 10;

/** Some twenty backoffs: when the first began no longer matters. */
constexpr double LONG_WAIT_SECONDS = 10 * SegmentBackoff::LONGEST_SECONDS;

double
DrawBackoff(ns3::RandomVariableStream& uniform, int retries)
{
    const std::uint32_t most = std::min(MOST_SLOTS, (1U << std::min(retries, MOST_DOUBLINGS)) - 1U);
    return SegmentBackoff::SLOT_SECONDS * std::floor(1.0 + uniform.GetValue() * (most - 1.0));
}

} // namespace

double
SegmentBackoff::InterruptionOf(double delaySeconds)
{
    // Without a delay the segment is free at once, and the sender goes on without a slot between.
    const double freeSeconds = delaySeconds > 0.0 ? SLOT_SECONDS - delaySeconds : 0.0;
    return std::max(0.0, freeSeconds) / (LONGEST_SECONDS / 2);
}

double
SegmentBackoff::DrawLook(ns3::RandomVariableStream& uniform,
                         double waitedSeconds,
                         const TakenTime& again)
{
    double look = -waitedSeconds;
    int retries = 0;
    if (waitedSeconds > LONG_WAIT_SECONDS)
    {
        look = LONGEST_SECONDS * (1.0 - std::sqrt(1.0 - uniform.GetValue()));
        retries = MOST_DOUBLINGS;
    }
    while (look < 0.0 || (look >= again.fromSeconds && look < again.toSeconds))
    {
        look += DrawBackoff(uniform, ++retries);
    }
    return look;
}

} // namespace edgeward
