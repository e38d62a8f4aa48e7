/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/run-report.h"

#include "base/text.h"
#include "cli/progress-display.h"
#include "cli/results-files.h"
#include "cli/statistics-report.h"
#include "results/csv-export.h"
#include "results/figures.h"
#include "results/latency-sketch.h"
#include "results/table.h"
#include "scenario/experiment.h"
#include "scenario/flow-calibration.h"
#include "scenario/job-pool-interrupt.h"

#include <iostream>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

/** The files beside the results. @return their names, for people */
std::string
ExportFitting(ResultStore& store, const std::string& folder, double warmupSeconds)
{
    if (HasStatistics(store))
    {
        ExportSummary(store, folder, warmupSeconds);
        return "summary.csv";
    }
    if (CountRecords(store) <= MOST_RECORDS_EXPORTED)
    {
        ExportEverything(store, folder);
        return "records.csv, summary.csv";
    }
    ExportSummary(store, folder, warmupSeconds);
    return "summary.csv; requests as CSV and for SQL: edgeward export " + folder;
}

/** Everything that can be had from what is stored; an experiment that ended early may have stored
 * little. */
void
ExportEarly(const Experiment& experiment, const ScenarioConfig& config, const std::string& folder)
{
    try
    {
        ResultStore store = ResultStore::Open(experiment.StorePath());
        ExportFitting(store, folder, config.warmupSeconds);
    }
    catch (const UserError& error)
    {
        // The reason for the early end is said by the caller and may well be the same full disk.
        spdlog::warn("{}", error.what());
    }
}

void
PrintTable(const ResultStore& store, double warmupSeconds)
{
    const std::string table =
        RenderSummaries(Summarize(store, warmupSeconds), StyleFor(STDOUT_FILENO));
    std::cout << table << std::flush;
    if (!std::cout)
    {
        throw IoError("standard output", "cannot be written", "");
    }
}

} // namespace

void
RunAndReport(const ScenarioConfig& config,
             const ExperimentOptions& options,
             bool isQuiet,
             const StatisticsReport* statistics)
{
    if (statistics)
    {
        statistics->Check(config);
    }
    const Catalog catalog(Catalog::DefaultFolder());
    Experiment experiment(config, catalog, options);
    {
        ProgressDisplay display(isQuiet);
        const InterruptGuard guard;
        try
        {
            experiment.Run([&](const ExperimentProgress& progress) { display.Show(progress); });
        }
        catch (const std::exception&)
        {
            display.Clear();
            if (experiment.HasStored())
            {
                ExportEarly(experiment, config, options.folder);
            }
            throw;
        }
    }
    ResultStore store = ResultStore::Open(experiment.StorePath());
    if (options.evaluates)
    {
        PrintTable(store, config.warmupSeconds);
    }
    if (statistics)
    {
        statistics->Print(store, config, options.folder);
    }
    const std::string files = ExportFitting(store, options.folder, config.warmupSeconds);
    std::cout << "\nresults: " << options.folder << "/results.sqlite, " << files << '\n';
    if (config.recordShare <= 0.0)
    {
        std::cout << "records: none (run.record_share); the table is of all requests, percentiles "
                     "within "
                  << FormatDouble(100.0 * LatencySketch::RELATIVE_ERROR) << " %\n";
    }
    else if (config.recordShare < 1.0)
    {
        std::cout << "records: of " << FormatDouble(100.0 * config.recordShare)
                  << " % of the requests, drawn at random (run.record_share); so is the table\n";
    }
    if (const std::string flows = DescribeFlowTuning(config); !flows.empty())
    {
        std::cout << "network: " << flows << '\n';
    }
    if (experiment.HasTrained())
    {
        std::cout << "policy:  " << experiment.CheckpointFolder() << "/\n";
    }
    std::cout << std::flush;
    const std::string figures = options.folder + "/figures";
    if (DrawInto(experiment.StorePath(), figures) > 0)
    {
        std::cout << "figures: " << figures << "/*.png, *.svg\n" << std::flush;
    }
}

std::size_t
DrawInto(const std::string& path, const std::string& folder)
{
    const ResultStore store = ResultStore::Open(path);
    return DrawFigures(store, folder, WarmupSecondsOf(store)).size();
}

} // namespace edgeward
