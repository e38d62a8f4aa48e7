/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What remembering and sampling transitions costs.
 */
#include "rl/replay-buffer.h"

#include <benchmark/benchmark.h>

#include <vector>

namespace edgeward
{

namespace
{

constexpr std::size_t FEATURES = 32;
constexpr std::size_t ACTIONS = 12;
constexpr std::size_t CAPACITY = 50'000;
constexpr std::size_t BATCH = 64;

Transition
MakeTransition()
{
    Transition transition;
    transition.observation.assign(FEATURES, 0.25F);
    transition.nextObservation.assign(FEATURES, 0.5F);
    transition.nextMask.assign(ACTIONS, 1);
    transition.discount = 0.9F;
    return transition;
}

void
ReplayAdd(benchmark::State& state)
{
    ReplayBuffer buffer(CAPACITY, FEATURES, ACTIONS);
    const Transition transition = MakeTransition();
    for (auto _ : state)
    {
        buffer.Add(transition);
    }
}

BENCHMARK(ReplayAdd)->Unit(benchmark::kMicrosecond);

/** A batch of 64 from a full buffer. */
void
ReplaySample(benchmark::State& state)
{
    ReplayBuffer buffer(CAPACITY, FEATURES, ACTIONS);
    for (std::size_t i = 0; i < CAPACITY; ++i)
    {
        buffer.Add(MakeTransition());
    }
    std::vector<float> observations(BATCH * FEATURES);
    std::vector<float> nextObservations(BATCH * FEATURES);
    std::vector<std::int64_t> actions(BATCH);
    std::vector<float> rewards(BATCH);
    std::vector<float> discounts(BATCH);
    std::vector<std::uint8_t> masks(BATCH * ACTIONS);
    ReplayBatch batch;
    batch.observation = observations.data();
    batch.nextObservation = nextObservations.data();
    batch.action = actions.data();
    batch.reward = rewards.data();
    batch.discount = discounts.data();
    batch.nextMask = masks.data();
    RandomStream random(1);
    for (auto _ : state)
    {
        buffer.Sample(BATCH, random, batch);
        benchmark::ClobberMemory();
    }
}

BENCHMARK(ReplaySample)->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace edgeward
