/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/statistics-report.h"

#include "base/errors.h"
#include "base/text.h"
#include "results/result-store.h"
#include "results/statistics-export.h"
#include "results/statistics-table.h"
#include "results/statistics.h"
#include "scenario/evaluation.h"
#include "scenario/scenario-config.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <unistd.h>

namespace edgeward
{

namespace
{

/** The trained policy if it was evaluated, else the first. */
std::string
DefaultReference(const std::vector<PolicySummary>& summaries, const std::string& trained)
{
    const auto found = std::find_if(summaries.begin(), summaries.end(), [&](const auto& summary) {
        return summary.policy == trained;
    });
    return found == summaries.end() ? summaries.front().policy : trained;
}

} // namespace

void
StatisticsReport::AddTo(CLI::App& command, bool isDefault)
{
    m_isWanted = isDefault;
    if (!isDefault)
    {
        command.add_flag("--statistics",
                         m_isWanted,
                         "Also interquartile means, gap to the oracle and paired comparisons");
    }
    std::vector<std::string> names;
    for (const Metric metric : ALL_METRICS)
    {
        names.emplace_back(NameOf(metric));
    }
    command.add_option("--metric", m_metric, "What the statistics are about: " + Join(names, ", "))
        ->type_name("NAME")
        ->capture_default_str();
    command
        .add_option("--reference",
                    m_reference,
                    "Policy that the others are compared with; default: the trained one, else "
                    "the first")
        ->type_name("NAME");
    command
        .add_option("--percentiles",
                    m_percentiles,
                    "Percentiles of the latency with intervals, e.g. 90,99,99.9; refused where "
                    "there are too few requests")
        ->type_name("P,P,...");
}

void
StatisticsReport::Check(const ScenarioConfig& config) const
{
    MetricOf(m_metric);
    if (!Shares().empty() && config.recordShare <= 0.0)
    {
        throw ConfigError({"--percentiles"},
                          m_percentiles,
                          "needs the latency of every request, and run.record_share = 0 keeps none",
                          "use a greater run.record_share, or the percentiles of the table");
    }
    if (m_reference.empty())
    {
        return;
    }
    std::vector<std::string> names;
    for (const PolicyEntry& entry : PolicyEntries(config))
    {
        names.push_back(entry.name);
    }
    if (std::find(names.begin(), names.end(), m_reference) == names.end())
    {
        throw ConfigError({"--reference"},
                          m_reference,
                          "is not among the policies that are compared",
                          "there are: " + Join(names, ", "));
    }
}

void
StatisticsReport::Print(const ResultStore& store,
                        const ScenarioConfig& config,
                        const std::string& folder) const
{
    const TableStyle style = StyleFor(STDOUT_FILENO);
    const std::vector<PolicySummary> summaries = Summarize(store, config.warmupSeconds);
    if (m_isWanted && !summaries.empty())
    {
        const std::string reference =
            m_reference.empty() ? DefaultReference(summaries, config.training.policy.Name())
                                : m_reference;
        std::vector<PolicyStatistics> all;
        for (const Metric metric : ALL_METRICS)
        {
            all.push_back(AnalyzePolicies(summaries, metric, reference));
            if (NameOf(metric) == m_metric)
            {
                std::cout << "\n" << RenderStatistics(all.back(), style);
            }
        }
        ExportStatistics(all, folder);
    }
    const std::vector<double> shares = Shares();
    if (!shares.empty())
    {
        const std::vector<PolicyPercentiles> percentiles =
            EstimatePercentiles(store, config.warmupSeconds, shares);
        std::cout << "\n" << RenderPercentiles(percentiles, style);
        ExportPercentiles(percentiles, folder);
    }
}

std::vector<double>
StatisticsReport::Shares() const
{
    std::vector<double> shares;
    if (m_percentiles.empty())
    {
        return shares;
    }
    for (const std::string& text : Split(m_percentiles, ','))
    {
        const std::optional<double> percent = ParseDouble(text);
        if (!percent || !(*percent >= 50.0 && *percent < 100.0))
        {
            throw ConfigError({"--percentiles"},
                              text,
                              "is no percentile that can be had",
                              "give numbers from 50 to below 100, e.g. 90,99,99.9");
        }
        shares.push_back(*percent / 100.0);
    }
    return shares;
}

} // namespace edgeward
