/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_UNIT_SCENARIO_SCENARIO_TEXT_H
#define EDGEWARD_TESTS_UNIT_SCENARIO_SCENARIO_TEXT_H

#include "base/errors.h"
#include "scenario/scenario-config.h"
#include "support/tiny-world.h"

#include <string>

namespace edgeward
{

/** A small scenario that is right. Tests replace parts of it, so every line is there once. */
inline std::string
GoodScenario()
{
    return R"(title = "small"
[run]
duration_s = 10
drain_s = 2
warmup_s = 1
seed = 7
runs = 2
[network]
dnn = "mobilenet-v1"
variants = ["d0", "d3"]
[[devices]]
name = "camera"
count = 2
profile = "raspberry-pi-4"
battery_j = 100
[devices.mobility]
type = "ns3::ConstantPositionMobilityModel"
[devices.processor]
Workers = 1
[devices.workload]
rate_per_s = 2
deadline_s = 0.5
accuracy_floors = [0.5, 0.6]
input_bytes = 20000
[access]
type = "p2p"
[[servers]]
name = "edge"
profile = "edge-server-epyc"
link_rate = "1Gbps"
[[servers]]
name = "cloud"
role = "cloud"
profile = "cloud-gpu-v100"
via = "edge"
link_delay_s = 0.02
[transport]
type = "udp"
[[failures]]
node = "edge"
at_s = 5
[decision]
host = "device"
discount = 0.5
[reward]
name = "weighted-cost"
latencyWeight = 2
[evaluate]
policies = ["local", "greedy"]
[ns3]
"ns3::TcpSocket::SegmentSize" = 1448
)";
}

/** @p text with @p from, which must occur, replaced by @p to. */
inline std::string
Replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
    {
        throw std::logic_error("the scenario has no '" + from + "'");
    }
    return text.replace(at, from.size(), to);
}

/** What is said about a scenario; empty if nothing is wrong. */
inline std::string
Complaint(const std::string& text, const std::vector<Override>& overrides = {})
{
    try
    {
        ScenarioConfig::Parse(text, "s.toml", overrides, TestCatalog());
    }
    catch (const UserError& error)
    {
        return error.what();
    }
    return "";
}

/** The complaint about the good scenario with one thing changed. */
inline std::string
ComplaintWith(const std::string& from, const std::string& to)
{
    return Complaint(Replaced(GoodScenario(), from, to));
}

} // namespace edgeward

#endif // EDGEWARD_TESTS_UNIT_SCENARIO_SCENARIO_TEXT_H
