/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_SCENARIO_ARGUMENTS_H
#define EDGEWARD_CLI_SCENARIO_ARGUMENTS_H

#include "scenario/experiment.h"
#include "scenario/scenario-config.h"

#include <CLI/CLI.hpp>

namespace edgeward
{

/** The options that run, train and evaluate share. */
class ScenarioArguments
{
  public:
    /** Add the scenario and the options to a command. */
    void AddTo(CLI::App& command);

    /** Add --policy and --runs, for commands that evaluate. */
    void AddEvaluationTo(CLI::App& command);

    /** Add the scenario and what matters to a calibration; Load() then asks for packets, so that no
     * old calibration stands in the way. */
    void AddCalibrationTo(CLI::App& command);

    /** Read and check the scenario with the overrides of the command line. @throws ConfigError,
     * IoError */
    ScenarioConfig Load() const;

    /** The same with another fidelity, "packet" or "flow". @throws as Load() */
    ScenarioConfig LoadWith(const std::string& fidelity) const;

    /** Folder, processes and command for an experiment. */
    ExperimentOptions Options(const ScenarioConfig& config) const;

    bool IsQuiet() const;

  private:
    void AddScenarioTo(CLI::App& command);
    void AddSeedTo(CLI::App& command);

    std::string m_scenario;
    std::vector<std::string> m_settings;
    std::vector<std::string> m_policies;
    std::string m_fidelity;   ///< empty: as in the file
    std::uint32_t m_seed = 0; ///< 0: as in the file
    std::uint32_t m_runs = 0; ///< 0: as in the file
    unsigned m_jobs = 0;      ///< 0: one a processor
    std::string m_out;
    bool m_isQuiet = false;
};

/** Folder of the scenarios that belong to this program: $EDGEWARD_SCENARIOS, the source tree's, or
 * the installed one. */
std::string ScenarioFolder();

/** The file that a user means: a path, or the name of a scenario of ScenarioFolder(). @throws
 * ConfigError */
std::string FindScenario(const std::string& name);

/** Names of the scenarios of ScenarioFolder(), sorted. */
std::vector<std::string> ScenarioNames();

} // namespace edgeward

#endif // EDGEWARD_CLI_SCENARIO_ARGUMENTS_H
