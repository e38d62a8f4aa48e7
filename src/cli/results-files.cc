/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/results-files.h"

#include "base/errors.h"
#include "base/text.h"
#include "results/csv-export.h"
#include "results/result-store.h"

#include <filesystem>

namespace edgeward
{

namespace fs = std::filesystem;

std::string
ResultsFileOf(const std::string& results)
{
    const fs::path store =
        fs::is_directory(results) ? fs::path(results) / "results.sqlite" : fs::path(results);
    if (!fs::exists(store))
    {
        throw IoError(store.string(),
                      "there are no results",
                      "give the folder that 'edgeward run' wrote, or its results.sqlite");
    }
    return store.string();
}

double
WarmupSecondsOf(const ResultStore& store)
{
    const std::map<std::string, std::string> manifest = store.Manifest();
    const auto warmup = manifest.find("warmup_s");
    return warmup == manifest.end() ? 0.0 : ParseDouble(warmup->second).value_or(0.0);
}

std::uint64_t
CountRecords(const ResultStore& store)
{
    std::uint64_t count = 0;
    for (const Replication& replication : store.Replications())
    {
        count += replication.records;
    }
    return count;
}

bool
HasStatistics(const ResultStore& store)
{
    bool has = false;
    for (const std::string& policy : store.Policies())
    {
        store.ForEachStatistics(
            policy, [&](std::uint64_t, std::uint64_t, const RunStatistics&) { has = true; });
    }
    return has;
}

void
ExportEverything(ResultStore& store, const std::string& folder)
{
    if (CountRecords(store) == 0 && HasStatistics(store))
    {
        throw ConfigError({store.Path()},
                          "",
                          "has no requests: they were summed up, not recorded "
                          "(run.record_share = 0)",
                          "run the scenario with a greater run.record_share");
    }
    ExportRecords(store, folder);
    ExportSummary(store, folder, WarmupSecondsOf(store));
    store.MakeRows();
}

} // namespace edgeward
