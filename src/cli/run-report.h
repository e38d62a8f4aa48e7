/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_RUN_REPORT_H
#define EDGEWARD_CLI_RUN_REPORT_H

#include <string>

namespace edgeward
{

class StatisticsReport;
struct ExperimentOptions;
struct ScenarioConfig;

/**
 * Run an experiment with progress and Ctrl-C, then print the table, write CSV files and figures
 * beside the results, and say where everything is. What was computed is exported also when the
 * experiment ends early.
 * @param statistics what to say beyond the table of means; null: nothing
 * @throws what Experiment::Run() throws; IoError if something cannot be written
 */
void RunAndReport(const ScenarioConfig& config,
                  const ExperimentOptions& options,
                  bool isQuiet,
                  const StatisticsReport* statistics = nullptr);

/** The figures of a results file into a folder. @return how many */
std::size_t DrawInto(const std::string& store, const std::string& folder);

} // namespace edgeward

#endif // EDGEWARD_CLI_RUN_REPORT_H
