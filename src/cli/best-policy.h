/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_BEST_POLICY_H
#define EDGEWARD_CLI_BEST_POLICY_H

#include "rl/environment-loop.h"

#include <string>

namespace edgeward
{

/**
 * Train, look at the greedy policy now and then, and end with the one that did best: what
 * Stable-Baselines3's EvalCallback keeps as best_model.
 * @param loop     of @p learner; its training goes on as without being looked at
 * @param steps    of the training
 * @param every    steps from one look to the next, > 0
 * @param playing  environment of the looks, of its own; seeded anew from @p seed for each
 */
void TrainAndKeepBest(EnvironmentLoop& loop,
                      Learner& learner,
                      std::uint64_t steps,
                      std::uint64_t every,
                      Environment& playing,
                      std::uint64_t seed);

} // namespace edgeward

#endif // EDGEWARD_CLI_BEST_POLICY_H
