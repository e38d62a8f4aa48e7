/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What a training step costs. Limits: tests/benchmark/run.
 */
#include "rl/dqn.h"
#include "rl/environment-loop.h"
#include "support/temporary-folder.h"

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
TrainingStep(benchmark::State& state, const std::string& backEnd)
{
    const std::string width = std::to_string(state.range(0));
    Dqn learner(DqnOptions::FromSpec(
        Spec::Parse("dqn(batchSize=64,trainFrequency=1,learningStarts=1000,hiddenLayers=" + width +
                    "-" + width + ",backend=" + backEnd + ")")));
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

BENCHMARK_CAPTURE(TrainingStep, eigen, "eigen")->Arg(64)->Arg(256)->Unit(benchmark::kMicrosecond);
#ifdef EDGEWARD_HAS_TORCH
BENCHMARK_CAPTURE(TrainingStep, torch, "torch")->Arg(64)->Arg(256)->Unit(benchmark::kMicrosecond);
#endif

/** Everything of a training with 10^5 transitions remembered goes into a folder: what it takes to
 * continue, and the weights. */
void
Checkpoint(benchmark::State& state)
{
    constexpr int TRANSITIONS = 100'000;
    Dqn learner(DqnOptions::FromSpec(
        Spec::Parse("dqn(backend=eigen,bufferSize=100000,learningStarts=100000)")));
    LearnerProblem problem;
    problem.observationSize = FEATURES;
    problem.actions = ACTIONS;
    problem.totalSteps = 1000000;
    learner.Start(problem);
    RandomStream random(1);
    for (int i = 1; i < TRANSITIONS; ++i)
    {
        learner.Observe(MakeTransition(random));
    }
    const TemporaryFolder folder;
    for (auto _ : state)
    {
        learner.Save(folder.Path());
    }
}

// Real time: most of it may be spent in waiting for the disk.
BENCHMARK(Checkpoint)->UseRealTime()->Unit(benchmark::kMillisecond);

/** One step of CartPole with the hyper-parameters of CleanRL's dqn.py, after the 10000 before its
 * training begins. */
void
CartPole(benchmark::State& state)
{
    constexpr std::uint64_t STEPS = 500'000;
    auto environment = Registry<Environment>::Create(Spec::Parse("cart-pole"));
    Dqn learner(DqnOptions::FromSpec(
        Spec::Parse("dqn(backend=eigen,learningRate=0.00025,bufferSize=10000,batchSize=128,"
                    "learningStarts=10000,"
                    "trainFrequency=10,targetNetworkFrequency=500,hiddenLayers=120-84,loss=mse,"
                    "maxGradNorm=1e12,doubleDqn=false)")));
    learner.Start(EnvironmentLoop::ProblemOf(*environment, 1, STEPS));
    EnvironmentLoop loop(*environment, learner, 0.99, 1);
    loop.Run(10'000);
    for (auto _ : state)
    {
        loop.Run(1);
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(CartPole)->Unit(benchmark::kMicrosecond);
// As many steps as the peer takes, see measures/cart-pole-peer.
BENCHMARK(CartPole)->Iterations(100'000)->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace edgeward
