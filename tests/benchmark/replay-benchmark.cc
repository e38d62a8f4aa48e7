/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What remembering and sampling transitions costs.
 */
#include "rl/prioritized-sampler.h"
#include "rl/replay-buffer.h"

#include <benchmark/benchmark.h>

#include <vector>

namespace edgeward
{

namespace
{

constexpr std::size_t FEATURES = 32;
constexpr std::size_t ACTIONS = 12;
constexpr std::size_t CAPACITY = 1'000'000;
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

/** The memory of a batch. */
struct Batch
{
    ReplayBatch
    Destination()
    {
        return {observations.data(),
                actions.data(),
                rewards.data(),
                discounts.data(),
                nextObservations.data(),
                masks.data()};
    }

    std::vector<float> observations = std::vector<float>(BATCH * FEATURES);
    std::vector<std::int64_t> actions = std::vector<std::int64_t>(BATCH);
    std::vector<float> rewards = std::vector<float>(BATCH);
    std::vector<float> discounts = std::vector<float>(BATCH);
    std::vector<float> nextObservations = std::vector<float>(BATCH * FEATURES);
    std::vector<std::uint8_t> masks = std::vector<std::uint8_t>(BATCH * ACTIONS);
};

/** One transition in, a batch of 64 out of a full buffer. */
void
ReplaySample(benchmark::State& state)
{
    ReplayBuffer buffer(CAPACITY, FEATURES, ACTIONS);
    const Transition transition = MakeTransition();
    for (std::size_t i = 0; i < CAPACITY; ++i)
    {
        buffer.Add(transition);
    }
    Batch batch;
    RandomStream random(1);
    for (auto _ : state)
    {
        buffer.Add(transition);
        buffer.Sample(BATCH, random, batch.Destination());
        benchmark::ClobberMemory();
    }
}

BENCHMARK(ReplaySample)->Unit(benchmark::kMicrosecond);

/** The same by priority, with the new priorities of the batch. */
void
PrioritizedSample(benchmark::State& state)
{
    ReplayBuffer buffer(CAPACITY, FEATURES, ACTIONS);
    PrioritizedSampler sampler(CAPACITY, 0.6, 1e-6);
    const Transition transition = MakeTransition();
    RandomStream random(1);
    for (std::size_t i = 0; i < CAPACITY; ++i)
    {
        const std::size_t slot = buffer.Add(transition);
        const auto error = static_cast<float>(random.Normal());
        sampler.Add(slot);
        sampler.Update(&slot, &error, 1);
    }
    Batch batch;
    std::vector<std::size_t> slots(BATCH);
    std::vector<float> weights(BATCH);
    for (auto _ : state)
    {
        sampler.Add(buffer.Add(transition));
        sampler.Sample(BATCH, CAPACITY, 0.5, random, slots.data(), weights.data());
        for (const std::size_t slot : slots)
        {
            buffer.Prefetch(slot);
        }
        for (std::size_t row = 0; row < BATCH; ++row)
        {
            buffer.Copy(slots[row], row, batch.Destination());
        }
        sampler.Update(slots.data(), weights.data(), BATCH);
        benchmark::ClobberMemory();
    }
}

BENCHMARK(PrioritizedSample)->Unit(benchmark::kMicrosecond);

} // namespace

} // namespace edgeward
