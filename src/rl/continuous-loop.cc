/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/continuous-loop.h"

namespace edgeward
{

ContinuousLoop::ContinuousLoop(Environment& environment,
                               ContinuousLearner& learner,
                               double gamma,
                               std::uint64_t seed)
    : m_environment(environment)
    , m_learner(learner)
    , m_gamma(gamma)
{
    m_environment.Reset(seed);
}

ContinuousProblem
ContinuousLoop::ProblemOf(const Environment& environment, std::uint64_t seed)
{
    return {environment.Spec().Size(), environment.Actions().values, seed};
}

void
ContinuousLoop::Run(std::uint64_t steps)
{
    ContinuousTransition transition;
    for (std::uint64_t step = 0; step < steps; ++step)
    {
        transition.observation = m_environment.Now();
        transition.values = m_learner.Act(transition.observation);
        const StepOutcome outcome = m_environment.Step({{}, transition.values});
        transition.reward = static_cast<float>(outcome.reward);
        transition.discount = outcome.isTerminated ? 0.0F : static_cast<float>(m_gamma);
        transition.nextObservation = m_environment.Now();
        m_learner.Observe(transition);
        if (outcome.IsOver())
        {
            m_environment.Reset();
        }
    }
}

double
ContinuousLoop::PlayGreedily(Environment& environment, ContinuousLearner& learner)
{
    environment.Reset();
    double sum = 0.0;
    StepOutcome outcome;
    while (!outcome.IsOver())
    {
        outcome = environment.Step({{}, learner.ActGreedily(environment.Now())});
        sum += outcome.reward;
    }
    return sum;
}

} // namespace edgeward
