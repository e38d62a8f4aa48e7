/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Event queues by the hold model (Jones, "An empirical comparison of priority-queue and event-set
 * implementations", Communications of the ACM 29(4), 1986): take the next event, put one in its
 * place an exponential time later.
 */
#include "base/random-stream.h"
#include "scenario/ladder-queue-scheduler.h"

#include "ns3/map-scheduler.h"
#include "ns3/priority-queue-scheduler.h"

#include <benchmark/benchmark.h>

#include <array>

namespace edgeward
{

namespace
{

/** @param state range 0: events that are held; 1: as many more at the end of the simulation, as
 * the ends of all devices are */
template <typename Queue>
void
Hold(benchmark::State& state)
{
    constexpr std::uint64_t END = std::uint64_t{1} << 62; // ns

    Queue queue;
    RandomStream random(1);
    std::array<std::uint64_t, 4096> waits{}; // ns
    for (std::uint64_t& wait : waits)
    {
        wait = static_cast<std::uint64_t>(random.Exponential(1e9));
    }
    std::uint32_t number = 0;
    const auto insert = [&](std::uint64_t time) {
        ns3::Scheduler::Event event;
        event.impl = nullptr;
        event.key = {time, number, 0};
        ++number;
        queue.Insert(event);
    };
    for (std::int64_t i = 0; i < state.range(1); ++i)
    {
        insert(END);
    }
    for (std::int64_t i = 0; i < state.range(0); ++i)
    {
        insert(waits[number % waits.size()]);
    }
    for (auto _ : state)
    {
        insert(queue.RemoveNext().key.m_ts + waits[number % waits.size()]);
    }
}

void
Sizes(benchmark::internal::Benchmark* rows)
{
    rows->Args({100, 0})->Args({10'000, 0})->Args({10'000, 10'000});
}

BENCHMARK_TEMPLATE(Hold, LadderQueueScheduler)->Name("EventQueue")->Apply(Sizes);
BENCHMARK_TEMPLATE(Hold, ns3::PriorityQueueScheduler)
    ->Name("EventQueue/ns3-priority-queue")
    ->Apply(Sizes);
BENCHMARK_TEMPLATE(Hold, ns3::MapScheduler)->Name("EventQueue/ns3-map")->Apply(Sizes);

} // namespace

} // namespace edgeward
