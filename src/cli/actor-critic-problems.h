/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_ACTOR_CRITIC_PROBLEMS_H
#define EDGEWARD_CLI_ACTOR_CRITIC_PROBLEMS_H

#include <vector>

namespace edgeward
{

struct LearningProblem;

/** Append what a2c and ddpg have to reach. */
void AddActorCriticProblems(std::vector<LearningProblem>& problems);

} // namespace edgeward

#endif // EDGEWARD_CLI_ACTOR_CRITIC_PROBLEMS_H
