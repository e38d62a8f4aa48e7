/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_ENVIRONMENT_LOOP_H
#define EDGEWARD_RL_ENVIRONMENT_LOOP_H

#include "rl/environment.h"
#include "rl/learner.h"

namespace edgeward
{

/** One whole episode. */
struct EpisodeResult
{
    double sum = 0.0; ///< of the rewards, undiscounted
    std::uint64_t steps = 0;
};

/** Lets a learner train in an environment without values to set, over as many episodes as it takes.
 */
class EnvironmentLoop
{
  public:
    /**
     * @param environment has begun no episode of its own; must outlive the loop
     * @param learner     has been started for it; must outlive the loop
     * @param gamma       discount of a step, 0..1
     * @param seed        of the environment's random numbers
     */
    EnvironmentLoop(Environment& environment, Learner& learner, double gamma, std::uint64_t seed);

    /** Sizes, bounds and steps of learning in @p environment. */
    static LearnerProblem ProblemOf(const Environment& environment,
                                    std::uint64_t seed,
                                    std::uint64_t totalSteps);

    /** Do @p steps steps more; an episode may begin in one call and end in another. */
    void Run(std::uint64_t steps);

    /** Episodes that have ended, in order. */
    const std::vector<EpisodeResult>& Episodes() const;

    /** Play a whole episode of @p environment greedily; nothing is learned. It must have been
     * seeded. */
    static EpisodeResult PlayGreedily(Environment& environment, Learner& learner);

  private:
    void Step();

    Environment& m_environment;
    Learner& m_learner;
    double m_gamma;
    std::uint64_t m_decisions = 0;
    EpisodeResult m_episode;
    std::vector<EpisodeResult> m_episodes;
};

} // namespace edgeward

#endif // EDGEWARD_RL_ENVIRONMENT_LOOP_H
