/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_TOY_PROBLEMS_H
#define EDGEWARD_TESTS_TOY_PROBLEMS_H

#include "base/text.h"
#include "rl/dqn.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

// The tests of the DQN run in two programs, once for each back end.
#ifndef EDGEWARD_TEST_BACK_END
#define EDGEWARD_TEST_BACK_END "eigen"
#endif

namespace edgeward::test
{

/** What trains the networks in this program. */
inline const std::string BACK_END = EDGEWARD_TEST_BACK_END;

/** State @p index of @p count as an observation. */
inline Observation
OneHot(std::size_t index, std::size_t count)
{
    Observation observation(count, 0.0F);
    observation[index] = 1.0F;
    return observation;
}

/**
 * A learner as a scenario would write it.
 * @param parameters "key=value,..."
 * @param changes    the same, replacing and adding
 */
inline std::unique_ptr<Dqn>
MakeDqn(const std::string& parameters, const std::string& changes = "")
{
    Spec spec = Spec::Parse("dqn(" + parameters + ")");
    for (const std::string& change :
         changes.empty() ? std::vector<std::string>{} : Split(changes, ','))
    {
        const std::vector<std::string> parts = Split(change, '=');
        spec.Set(parts.at(0), parts.at(1));
    }
    spec.Set("backend", BACK_END);
    return std::make_unique<Dqn>(DqnOptions::FromSpec(spec));
}

inline LearnerProblem
MakeProblem(std::size_t observationSize, std::size_t actions, std::uint64_t totalSteps)
{
    LearnerProblem problem;
    problem.observationSize = observationSize;
    problem.actions = actions;
    problem.seed = 7;
    problem.totalSteps = totalSteps;
    return problem;
}

/** Any transition of a problem with @p size features and @p actions actions, all of them allowed
 * next. */
inline Transition
RandomTransition(RandomStream& random, std::size_t size, std::size_t actions)
{
    Transition transition;
    for (std::size_t i = 0; i < size; ++i)
    {
        transition.observation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
        transition.nextObservation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
    }
    transition.action = static_cast<std::int32_t>(random.Index(actions));
    transition.reward = static_cast<float>(random.Uniform(-1.0, 1.0));
    transition.discount = random.Uniform() < 0.1 ? 0.0F : 0.9F;
    transition.nextMask = ActionMask(actions, 1);
    return transition;
}

/** Let @p learner decide and observe @p count times in a world without meaning, the same for the
 * same @p random. */
inline void
Exercise(
    Dqn& learner, RandomStream& random, std::size_t count, std::size_t size, std::size_t actions)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        Transition transition = RandomTransition(random, size, actions);
        transition.action = learner.Act(transition.observation, transition.nextMask);
        learner.Observe(transition);
    }
}

/** Present parameters of the online network. */
inline std::vector<float>
OnlineParameters(const Dqn& learner)
{
    return learner.Networks().Parameters(QTrainer::Network::ONLINE);
}

/** Present parameters of the target network. */
inline std::vector<float>
TargetParameters(const Dqn& learner)
{
    return learner.Networks().Parameters(QTrainer::Network::TARGET);
}

} // namespace edgeward::test

#endif // EDGEWARD_TESTS_TOY_PROBLEMS_H
