/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_TIME_MATH_H
#define EDGEWARD_COMPUTE_TIME_MATH_H

#include <cstdint>
#include "ns3/nstime.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

/**
 * A number of nanoseconds as simulated time: rounded to the nearest, at least 0, at most 146 years,
 * so that a draw from a heavy tail can neither overflow nor run backwards.
 */
inline ns3::Time
RoundToTime(double nanoseconds)
{
    constexpr double LONGEST_NS = 4611686018427387904.0; // 2^62
    return ns3::NanoSeconds(
        static_cast<std::int64_t>(std::llround(std::clamp(nanoseconds, 0.0, LONGEST_NS))));
}

/** A draw in seconds as simulated time, at least @p least. */
inline ns3::Time
SecondsToTime(double seconds, ns3::Time least = ns3::Time(0))
{
    return std::max(RoundToTime(seconds * 1e9), least);
}

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_TIME_MATH_H
