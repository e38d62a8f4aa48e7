/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What a training step costs. Limits: tests/benchmark/run.
 */
#include "agent/dqn.h"

#include <benchmark/benchmark.h>

#include <string>

namespace edgeward
{

namespace
{

constexpr std::size_t FEATURES = 32;
constexpr std::size_t ACTIONS = 12;

/** Any transition; what it says does not change what it costs. */
Transition
MakeTransition(RandomStream& random)
{
    Transition transition;
    for (std::size_t i = 0; i < FEATURES; ++i)
    {
        transition.observation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
        transition.nextObservation.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
    }
    transition.action = static_cast<std::int32_t>(random.Index(ACTIONS));
    transition.reward = static_cast<float>(random.Uniform(-1.0, 0.0));
    transition.discount = 0.9F;
    transition.nextMask = ActionMask(ACTIONS, 1);
    return transition;
}

/** Observe() with a training step of batch 64 every time: sampling, targets, loss, Adam and the
 * copy to act with. */
void
TrainingStep(benchmark::State& state)
{
    const std::string width = std::to_string(state.range(0));
    Dqn learner(DqnOptions::FromSpec(
        Spec::Parse("dqn(batchSize=64,trainFrequency=1,learningStarts=1000,hiddenLayers=" + width +
                    "-" + width + ")")));
    LearnerProblem problem;
    problem.observationSize = FEATURES;
    problem.actions = ACTIONS;
    problem.totalSteps = 1000000;
    learner.Start(problem);
    RandomStream random(1);
    for (int i = 0; i < 999; ++i)
    {
        learner.Observe(MakeTransition(random));
    }
    const Transition transition = MakeTransition(random);
    for (auto _ : state)
    {
        learner.Observe(transition);
    }
}

BENCHMARK(TrainingStep)->Arg(64)->Arg(256)->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace edgeward
