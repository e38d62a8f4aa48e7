/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What an episode costs before and after anything happens in it: building and destroying a
 * simulation of 18 devices and two servers, by a run that is over before the first request.
 */
#include "dnn/catalog.h"
#include "policy/policy.h"
#include "scenario/simulation.h"
#include "support/scripted-policy.h"

#include "scale-scenario.h"

#include <benchmark/benchmark.h>

namespace edgeward
{

namespace
{

void
Build(benchmark::State& state, const char* fidelity, std::uint32_t cells)
{
    constexpr std::uint32_t DEVICES = 18;
    constexpr double NO_TIME = 1e-9; // s
    const Catalog catalog(Catalog::DefaultFolder());
    const Simulation simulation(
        ScenarioConfig::Parse(scale::ScenarioText(fidelity, DEVICES, 1.0, cells),
                              "building",
                              {{"run.drain_s", "0"}},
                              catalog),
        catalog);
    const auto policy = Registry<Policy>::Create(Spec::Parse("greedy"));
    VectorSink sink;
    std::uint64_t run = 0;
    for (auto _ : state)
    {
        simulation.Run(*policy, sink, 1, ++run, NO_TIME);
    }
}

BENCHMARK_CAPTURE(Build, flow, "flow", 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Build, packet, "packet", 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Build, packet_wifi, "packet", 1)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace edgeward
