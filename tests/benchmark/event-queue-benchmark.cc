/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Event queues by the hold model (Jones, "An empirical comparison of priority-queue and event-set
 * implementations", Communications of the ACM 29(4), 1986): take the next event, put one in its
 * place an exponential time later.
 */
#include "base/random-stream.h"
#include "scenario/lazy-queue-scheduler.h"

#include "ns3/map-scheduler.h"
#include "ns3/priority-queue-scheduler.h"

#include <benchmark/benchmark.h>

#include <array>

namespace edgeward
{

namespace
{

template <typename Queue>
void
Hold(benchmark::State& state)
{
    Queue queue;
    RandomStream random(1);
    std::array<std::uint64_t, 4096> waits{}; // ns
    for (std::uint64_t& wait : waits)
    {
        wait = static_cast<std::uint64_t>(random.Exponential(1e9));
    }
    std::uint32_t number = 0;
    const auto insert = [&](std::uint64_t now) {
        ns3::Scheduler::Event event;
        event.impl = nullptr;
        event.key = {now + waits[number % waits.size()], number, 0};
        ++number;
        queue.Insert(event);
    };
    for (std::int64_t i = 0; i < state.range(0); ++i)
    {
        insert(0);
    }
    for (auto _ : state)
    {
        insert(queue.RemoveNext().key.m_ts);
    }
}

BENCHMARK_TEMPLATE(Hold, LazyQueueScheduler)->Name("EventQueue")->Arg(100)->Arg(10'000);
BENCHMARK_TEMPLATE(Hold, ns3::PriorityQueueScheduler)
    ->Name("EventQueue/ns3-priority-queue")
    ->Arg(100)
    ->Arg(10'000);
BENCHMARK_TEMPLATE(Hold, ns3::MapScheduler)->Name("EventQueue/ns3-map")->Arg(100)->Arg(10'000);

} // namespace

} // namespace edgeward
