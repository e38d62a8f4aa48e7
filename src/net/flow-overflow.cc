/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-overflow.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// RFC 8312, sections 4.5 and 5.
constexpr double CUBIC_SCALE = 0.4; // segments a cubic second
constexpr double CUBIC_DECREASE = 0.7;

} // namespace

double
CubicBytes(const FlowProtocol& protocol, const FlowWindow& window, std::int64_t nowNs)
{
    const auto segment = static_cast<double>(protocol.segmentBytes);
    const double peak = window.peakBytes / segment;
    const double backSeconds = std::cbrt((1.0 - CUBIC_DECREASE) * peak / CUBIC_SCALE);
    const double seconds = 1e-9 * static_cast<double>(nowNs - window.sinceNs) - backSeconds;
    const double least = static_cast<double>(protocol.windowSegments);
    const double segments = std::max(least, peak + CUBIC_SCALE * seconds * seconds * seconds);
    return std::min(segments * segment, static_cast<double>(protocol.maxWindowBytes));
}

double
OverflowSeconds(const FlowProtocol& protocol,
                FlowWindow& window,
                const FlowBurst& burst,
                std::int64_t nowNs)
{
    const double open = CubicBytes(protocol, window, nowNs);
    const double waiting = burst.queuedBytes + burst.bytes;
    const double lost = std::min(open, waiting) - burst.capacityBytes;
    if (lost <= 0.0)
    {
        return 0.0;
    }
    if (open < waiting)
    {
        // Fast convergence: who lost earlier than last time leaves room (RFC 8312, section 4.6).
        const bool isEarlier = open < window.peakBytes;
        window.peakBytes = isEarlier ? open * (1.0 + CUBIC_DECREASE) / 2.0 : open;
        window.sinceNs = nowNs;
        return 0.0;
    }
    const double segments =
        std::min(lost, burst.bytes) / static_cast<double>(protocol.segmentBytes);
    const double seconds =
        protocol.leastTimeoutSeconds + burst.roundSeconds * std::log2(1.0 + segments);
    window.peakBytes = 0.0; // forgotten, as after the handshake
    window.sinceNs = nowNs + std::llround(1e9 * seconds);
    return seconds;
}

} // namespace edgeward
