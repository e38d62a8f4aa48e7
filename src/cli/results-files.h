/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_RESULTS_FILES_H
#define EDGEWARD_CLI_RESULTS_FILES_H

#include <cstdint>
#include <string>

namespace edgeward
{

class ResultStore;

/**
 * Up to so many requests, a run writes them as CSV files and as rows for SQL too. That takes longer
 * than most simulations with flows do (docs/reference/benchmarks.md), but of so few only a second;
 * of more it is done by "edgeward export" when somebody wants it.
 */
constexpr std::uint64_t MOST_RECORDS_EXPORTED = 100'000;

/** The results file that the user means by a folder or a file. @throws IoError if there is none */
std::string ResultsFileOf(const std::string& results);

/** The warm-up of the scenario that was run (s). */
double WarmupSecondsOf(const ResultStore& store);

/** Requests in a results file. */
std::uint64_t CountRecords(const ResultStore& store);

/** Whether requests were summed up instead of recorded. */
bool HasStatistics(const ResultStore& store);

/** Records as CSV files into a folder, and as rows into the results file. @throws IoError;
 * ConfigError if none was recorded */
void ExportEverything(ResultStore& store, const std::string& folder);

} // namespace edgeward

#endif // EDGEWARD_CLI_RESULTS_FILES_H
