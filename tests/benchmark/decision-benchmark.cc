/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What a decision of a trained agent costs: observe, encode, mask, evaluate the network, choose,
 * make the plan.
 */
#include "base/random-stream.h"
#include "policy/action-space.h"
#include "policy/observation-encoder.h"
#include "rl/mlp.h"

#include "decision-world.h"

#include <benchmark/benchmark.h>

#include <algorithm>

namespace edgeward
{

namespace
{

/** 24 actions, as in scenarios/quickstart.toml. */
constexpr int VARIANTS = 8;

/** A network of that many hidden units per layer, with weights of any value. */
Mlp
MakeNetwork(std::size_t inputs, std::size_t width, std::size_t outputs)
{
    Mlp network({inputs, width, width, outputs});
    RandomStream random(1);
    for (std::size_t layer = 0; layer < network.Layers(); ++layer)
    {
        std::generate(network.Weight(layer).begin(), network.Weight(layer).end(), [&random] {
            return static_cast<float>(random.Uniform(-0.1, 0.1));
        });
    }
    return network;
}

void
Decision(benchmark::State& state)
{
    const PolicyEnvironment environment = MakeDecisionEnvironment(VARIANTS);
    const ObservationEncoder encoder(environment);
    const ActionSpace actions(environment);
    Mlp network = MakeNetwork(
        encoder.Spec().Size(), static_cast<std::size_t>(state.range(0)), actions.Size());
    DecisionContext context = MakeDecisionContext();
    Observation observation;
    ActionMask mask;
    for (auto _ : state)
    {
        context.nodes[1].backlogSeconds += 1e-6;
        encoder.Encode(context, observation);
        actions.Mask(context, mask);
        const std::int32_t action = BestAllowedAction(network.Forward(observation), mask);
        Plan plan = actions.ToPlan(context, action);
        benchmark::DoNotOptimize(plan);
    }
}

BENCHMARK(Decision)->Arg(64)->Arg(256)->Unit(benchmark::kMicrosecond);

/** The network's share of it. */
void
Forward(benchmark::State& state)
{
    Mlp network = MakeNetwork(32, static_cast<std::size_t>(state.range(0)), 12);
    Observation observation(32, 0.1F);
    for (auto _ : state)
    {
        observation[0] += 1e-6F;
        float value = network.Forward(observation)[0];
        benchmark::DoNotOptimize(value);
    }
}

BENCHMARK(Forward)->Arg(64)->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace edgeward
