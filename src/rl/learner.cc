/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/learner.h"

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(Learner)

std::int32_t
Learner::ActGreedily(const Observation& observation, const ActionMask& mask)
{
    return Act(observation, mask);
}

} // namespace edgeward
