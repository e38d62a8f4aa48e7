/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/manifest.h"

#include "base/text.h"

#include <chrono>
#include <ctime>

#if __has_include("scenario/edgeward-build.h")
#include "scenario/edgeward-build.h"
#else
#define EDGEWARD_BUILD_VERSION "unknown"
#define EDGEWARD_BUILD_GIT "unknown"
#define EDGEWARD_BUILD_NS3 "unknown"
#endif

namespace edgeward
{

std::string
EdgewardVersion()
{
    return EDGEWARD_BUILD_VERSION;
}

std::string
GitVersion()
{
    return EDGEWARD_BUILD_GIT;
}

std::string
Ns3Version()
{
    return std::string("ns-") + EDGEWARD_BUILD_NS3;
}

std::string
UtcNow()
{
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

std::map<std::string, std::string>
RunManifest(const ScenarioConfig& config, const std::string& command)
{
    std::vector<std::string> policies;
    for (const Spec& policy : config.policies)
    {
        policies.push_back(policy.ToString());
    }
    return {
        {"scenario", config.name},
        {"scenario_file", config.path},
        {"scenario_text", config.text},
        {"title", config.title},
        {"seed", std::to_string(config.seed)},
        {"runs", std::to_string(config.runs)},
        {"warmup_s", FormatDouble(config.warmupSeconds)},
        {"policies", Join(policies, " ")},
        {"training", config.training.policy.ToString()},
        {"fidelity", config.fidelity == Fidelity::FLOW ? "flow" : "packet"},
        {"flow_calibration", config.flowCalibration},
        {"command", command},
        {"created_utc", UtcNow()},
        {"edgeward_version", EdgewardVersion()},
        {"git", GitVersion()},
        {"ns3_version", Ns3Version()},
        {"compiler", __VERSION__},
    };
}

} // namespace edgeward
