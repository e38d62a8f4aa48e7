/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_MOVING_AVERAGE_H
#define EDGEWARD_RL_MOVING_AVERAGE_H

#include <cstdint>

namespace edgeward
{

/** Move @p average by a hundredth of the way to @p value, for progress. @param seen values before
 * this one; the first one counts whole */
inline void
FollowAverage(double& average, double value, std::uint64_t seen)
{
    constexpr double NEWEST = 0.01;
    average += (value - average) * (seen == 0 ? 1.0 : NEWEST);
}

} // namespace edgeward

#endif // EDGEWARD_RL_MOVING_AVERAGE_H
