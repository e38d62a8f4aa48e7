/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_BENCHMARK_SCALE_SCENARIO_H
#define EDGEWARD_TESTS_BENCHMARK_SCALE_SCENARIO_H

#include <cstdint>
#include <string>

namespace edgeward::scale
{

inline constexpr double RATE_PER_SECOND = 2.0; ///< of a device

/**
 * Cameras that share a server at the edge and one in the cloud.
 *
 * @param fidelity "flow" or "packet"
 * @param seconds  of arrivals
 * @param cells    of 802.11n; 0: everyone has a wire
 */
inline std::string
ScenarioText(const std::string& fidelity,
             std::uint32_t devices,
             double seconds,
             std::uint32_t cells)
{
    const std::string access =
        cells == 0 ? "type = \"p2p\"" : "type = \"wifi\"\ncells = " + std::to_string(cells);
    std::string text = "fidelity = \"" + fidelity + R"("
[run]
duration_s = )" + std::to_string(seconds) +
                       R"(
drain_s = 1
[network]
dnn = "mobilenet-v1"
preloaded = true
[[devices]]
name = "camera"
count = )" + std::to_string(devices) +
                       R"(
profile = "raspberry-pi-4"
[devices.workload]
rate_per_s = )" + std::to_string(RATE_PER_SECOND) +
                       R"(
deadline_s = 0.1
input_bytes = "ns3::UniformRandomVariable[Min=12000|Max=28000]"
[access]
)" + access + R"(
[decision]
report_interval_s = 0
[reward]
name = "weighted-cost"
)";
    const auto addServer = [&text](const std::string& name, const char* role, const char* delay) {
        text +=
            "[[servers]]\nname = \"" + name + "\"\nrole = \"" + role +
            "\"\nprofile = \"edge-server-epyc\"\nlink_rate = \"10Gbps\"\nlink_delay_s = " + delay +
            "\n[servers.processor]\nWorkers = 8\n";
    };
    addServer("edge", "edge", "0.0005");
    addServer("cloud", "cloud", "0.015");
    return text;
}

} // namespace edgeward::scale

#endif // EDGEWARD_TESTS_BENCHMARK_SCALE_SCENARIO_H
