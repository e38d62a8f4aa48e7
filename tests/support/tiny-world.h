/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_SUPPORT_TINY_WORLD_H
#define EDGEWARD_TESTS_SUPPORT_TINY_WORLD_H

#include "dnn/catalog.h"
#include "scenario/scenario-config.h"
#include "scenario/simulation.h"
#include "support/scripted-policy.h"

#include <string>
#include <vector>

namespace edgeward
{

/**
 * A small scenario of wires and UDP for tests: devices 0.., then "edge", then "cloud" behind it.
 * Requests come one a second from t = 1 s on, 20 kB each, without noise. Everything can be changed
 * through overrides. Models are in memory from the start.
 */
inline std::string
TinyScenarioText()
{
    return R"(
[run]
duration_s = 2.5
drain_s = 20
[network]
dnn = "mobilenet-v1"
preloaded = true
[[devices]]
name = "camera"
profile = "raspberry-pi-4"
[devices.workload]
interarrival_s = 1.0
input_bytes = 20000
result_bytes = 100
[access]
type = "p2p"
[[servers]]
name = "edge"
role = "edge"
profile = "edge-server-xeon"
link_rate = "1Gbps"
link_delay_s = 0.001
[[servers]]
name = "cloud"
role = "cloud"
via = "edge"
profile = "cloud-gpu-v100"
link_rate = "100Mbps"
link_delay_s = 0.01
[transport]
type = "udp"
[decision]
report_interval_s = 0
timeout_s = 5
[reward]
name = "weighted-cost"
)";
}

/** The catalogue of the source tree. */
inline const Catalog&
TestCatalog()
{
    static const Catalog catalog(std::string(EDGEWARD_SOURCE_DIR) + "/models");
    return catalog;
}

/** What one run of the tiny scenario gave. */
struct TinyRun
{
    RunReport report;
    std::vector<RequestRecord> records;
};

/** Run the tiny scenario with @p overrides under @p policy. */
inline TinyRun
RunTiny(Policy& policy,
        const std::vector<Override>& overrides = {},
        std::uint64_t seed = 1,
        std::uint64_t run = 0)
{
    const ScenarioConfig config =
        ScenarioConfig::Parse(TinyScenarioText(), "tiny", overrides, TestCatalog());
    const Simulation simulation(config, TestCatalog());
    VectorSink sink;
    TinyRun result;
    result.report = simulation.Run(policy, sink, seed, run);
    result.records = sink.records;
    return result;
}

} // namespace edgeward

#endif // EDGEWARD_TESTS_SUPPORT_TINY_WORLD_H
