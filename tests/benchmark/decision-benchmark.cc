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

#include <benchmark/benchmark.h>

#include <algorithm>

namespace edgeward
{

namespace
{

/** One device, an edge server and a cloud, eight variants: 24 actions, as in
 * scenarios/quickstart.toml. */
PolicyEnvironment
MakeEnvironment()
{
    PolicyEnvironment environment;
    for (int variant = 0; variant < 8; ++variant)
    {
        environment.variants.push_back(
            {"d" + std::to_string(variant), 0.7 - 0.03 * variant, 5e8 / (variant + 1)});
    }
    for (NodeId id = 0; id < 3; ++id)
    {
        NodeInfo node;
        node.id = id;
        node.role = id == 0 ? NodeRole::DEVICE : id == 1 ? NodeRole::EDGE : NodeRole::CLOUD;
        node.name = ToString(node.role);
        node.serviceSeconds.assign(environment.variants.size(), 0.1);
        node.computeJoule.assign(environment.variants.size(), 0.3);
        environment.nodes.push_back(node);
    }
    return environment;
}

DecisionContext
MakeContext()
{
    DecisionContext context;
    context.request.deadlineNs = 200'000'000;
    context.request.accuracyFloor = 0.55;
    context.request.inputBytes = 50'000;
    context.linkRateBps = 20e6;
    for (NodeId id = 0; id < 3; ++id)
    {
        NodeState node;
        node.id = id;
        node.backlogSeconds = 0.01 * id;
        node.utilization = 0.4;
        node.uploadSeconds = 0.02 * id;
        context.nodes.push_back(node);
    }
    return context;
}

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
    const PolicyEnvironment environment = MakeEnvironment();
    const ObservationEncoder encoder(environment);
    const ActionSpace actions(environment);
    Mlp network = MakeNetwork(
        encoder.Spec().Size(), static_cast<std::size_t>(state.range(0)), actions.Size());
    DecisionContext context = MakeContext();
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
