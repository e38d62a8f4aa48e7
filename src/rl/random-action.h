/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_RANDOM_ACTION_H
#define EDGEWARD_RL_RANDOM_ACTION_H

#include "base/random-stream.h"
#include "rl/transition.h"

namespace edgeward
{

/** An allowed action, each with equal probability; one number of @p random. @pre mask allows one */
std::int32_t RandomAllowedAction(const ActionMask& mask, RandomStream& random);

/** Like the other, for a mask of @p actions bytes that is a part of one. */
std::int32_t RandomAllowedAction(const std::uint8_t* mask,
                                 std::size_t actions,
                                 RandomStream& random);

} // namespace edgeward

#endif // EDGEWARD_RL_RANDOM_ACTION_H
