/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_CONTINUOUS_LOOP_H
#define EDGEWARD_RL_CONTINUOUS_LOOP_H

#include "rl/continuous-learner.h"

namespace edgeward
{

/** Lets a learner train in an environment whose actions are real numbers only. */
class ContinuousLoop
{
  public:
    /**
     * @param environment has values and no choices; must outlive the loop
     * @param learner     has been started for it; must outlive the loop
     * @param gamma       discount of a step, 0..1
     * @param seed        of the environment's random numbers
     */
    ContinuousLoop(Environment& environment,
                   ContinuousLearner& learner,
                   double gamma,
                   std::uint64_t seed);

    /** Sizes and bounds of learning in @p environment. */
    static ContinuousProblem ProblemOf(const Environment& environment, std::uint64_t seed);

    /** Do @p steps steps more; an episode may begin in one call and end in another. */
    void Run(std::uint64_t steps);

    /** Play a whole episode of @p environment greedily; nothing is learned. It must have been
     * seeded. @return the undiscounted sum of its rewards */
    static double PlayGreedily(Environment& environment, ContinuousLearner& learner);

  private:
    Environment& m_environment;
    ContinuousLearner& m_learner;
    double m_gamma;
};

} // namespace edgeward

#endif // EDGEWARD_RL_CONTINUOUS_LOOP_H
