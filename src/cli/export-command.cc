/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/command.h"
#include "cli/results-files.h"
#include "results/result-store.h"

#include <filesystem>
#include <iostream>
#include <memory>

namespace edgeward
{

namespace
{

namespace fs = std::filesystem;

void
Export(const std::string& results, const std::string& out)
{
    const std::string path = ResultsFileOf(results);
    const std::string beside = fs::path(path).parent_path().string();
    const std::string folder = !out.empty() ? out : (beside.empty() ? "." : beside);
    ResultStore store = ResultStore::Open(path);
    ExportEverything(store, folder);
    std::cout << CountRecords(store) << " requests: " << folder
              << "/records.csv, stages.csv; tables "
              << "records, stages, energy of " << path << '\n';
}

} // namespace

void
AddExportCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand(
        "export", "Write the requests of results as CSV files and as tables for SQL");
    auto results = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    command->add_option("RESULTS", *results, "Folder of results, or a results.sqlite")->required();
    command->add_option("--out", *out, "Folder for the CSV files; default: beside the results")
        ->type_name("DIR");
    command->footer(
        "A run does it by itself up to 100,000 requests; storing more than that as text would take "
        "longer\nthan simulating them.\n\n"
        "Example:\n"
        "  edgeward export results/city-20261121T101500Z --out city");
    command->callback(
        [results, out, &chosen] { chosen = [results, out] { Export(*results, *out); }; });
}

} // namespace edgeward
