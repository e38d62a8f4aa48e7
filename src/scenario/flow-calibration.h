/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_FLOW_CALIBRATION_H
#define EDGEWARD_SCENARIO_FLOW_CALIBRATION_H

#include "net/flow-tuning.h"

#include <cstdint>
#include <string>

namespace edgeward
{

struct ScenarioConfig;

/** What "edgeward calibrate" leaves beside a scenario. */
struct FlowCalibration
{
    FlowTuning tuning;
    std::string scenario;    ///< its name
    std::string networkHash; ///< NetworkHash() of the scenario
    std::string command;     ///< as typed
    std::string createdUtc;
    std::string edgeward; ///< version
    std::string git;      ///< commit
    std::string ns3;      ///< version
    std::uint64_t seed = 0;
    double seconds = 0.0; ///< simulated time of each probe

    /**
     * As a file.
     * @param remarks become comments at the end
     */
    std::string ToToml(const std::string& remarks) const;

    /**
     * Read ToToml().
     * @param name stands for the file in messages
     * @throws ConfigError if it is no such file, a key is missing, or a number out of its range
     */
    static FlowCalibration Parse(const std::string& text, const std::string& name);

    /** @throws ConfigError, telling to calibrate again, unless it was made for this network
     * @param name of the file */
    void CheckFits(const ScenarioConfig& config, const std::string& name) const;
};

/** Where the calibration of a scenario stands: "a/quickstart.flow.toml" of "a/quickstart.toml". */
std::string FlowCalibrationPath(const ScenarioConfig& config);

/**
 * Of everything in a scenario that its calibration hangs on, and nothing else: access network,
 * transport, links of servers, how many devices there are, where they are and what they send, and
 * defaults of ns-3. Not how often they send: one calibration serves every load.
 */
std::string NetworkHash(const ScenarioConfig& config);

/** Use the calibration beside the scenario, if there is one. @throws ConfigError, IoError if it
 * cannot be used */
void FindFlowCalibration(ScenarioConfig& config);

/** One line that says which parameters flows have; empty if the scenario runs on packets. */
std::string DescribeFlowTuning(const ScenarioConfig& config);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_FLOW_CALIBRATION_H
