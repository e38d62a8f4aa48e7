/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment-loop.h"

namespace edgeward
{

EnvironmentLoop::EnvironmentLoop(Environment& environment,
                                 Learner& learner,
                                 double gamma,
                                 std::uint64_t seed)
    : m_environment(environment)
    , m_learner(learner)
    , m_gamma(gamma)
{
    m_environment.Reset(seed);
}

LearnerProblem
EnvironmentLoop::ProblemOf(const Environment& environment,
                           std::uint64_t seed,
                           std::uint64_t totalSteps)
{
    LearnerProblem problem;
    problem.observationSize = environment.Spec().Size();
    problem.actions = environment.Mask().size();
    problem.seed = seed;
    problem.totalSteps = totalSteps;
    problem.bounds = environment.Spec().Bounds();
    if (environment.Actions().choices.size() > 1)
    {
        problem.branches = environment.Actions().Branches();
    }
    return problem;
}

void
EnvironmentLoop::Run(std::uint64_t steps)
{
    for (std::uint64_t step = 0; step < steps; ++step)
    {
        Step();
    }
}

void
EnvironmentLoop::Step()
{
    Transition transition;
    transition.observation = m_environment.Now();
    transition.mask = m_environment.Mask();
    transition.action = m_learner.Act(transition.observation, m_environment.Mask());
    const StepOutcome outcome = m_environment.Step(transition.action);
    transition.reward = static_cast<float>(outcome.reward);
    transition.discount = outcome.isTerminated ? 0.0F : static_cast<float>(m_gamma);
    transition.isTruncated = outcome.isTruncated;
    transition.nextObservation = m_environment.Now();
    transition.nextMask = m_environment.Mask();
    transition.sequence = ++m_decisions;
    m_learner.Observe(transition);
    m_episode.sum += outcome.reward;
    ++m_episode.steps;
    if (outcome.IsOver())
    {
        m_episodes.push_back(m_episode);
        m_episode = {};
        m_environment.Reset();
    }
}

const std::vector<EpisodeResult>&
EnvironmentLoop::Episodes() const
{
    return m_episodes;
}

EpisodeResult
EnvironmentLoop::PlayGreedily(Environment& environment, Learner& learner)
{
    EpisodeResult episode;
    environment.Reset();
    StepOutcome outcome;
    while (!outcome.IsOver())
    {
        outcome = environment.Step(learner.ActGreedily(environment.Now(), environment.Mask()));
        episode.sum += outcome.reward;
        ++episode.steps;
    }
    return episode;
}

} // namespace edgeward
