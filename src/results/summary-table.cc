/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/table.h"

#include "results/number-format.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

namespace edgeward
{

namespace
{

/** A column in the making: what is shown, and what is compared. */
struct Column
{
    std::string header;
    std::vector<std::string> cells;
    std::vector<double> values;
    bool smallerIsBetter = true;
};

using Value = std::function<double(const PolicySummary&)>;

std::vector<double>
Values(const std::vector<PolicySummary>& summaries, const Value& value)
{
    std::vector<double> values;
    std::transform(summaries.begin(), summaries.end(), std::back_inserter(values), value);
    return values;
}

Column
MakeColumn(const std::string& title,
           const std::vector<double>& values,
           const NumberFormat& format,
           bool smallerIsBetter)
{
    const std::string gap = title.back() == '\n' ? "" : " ";
    Column column{title + gap + "(" + format.unit + ")", {}, values, smallerIsBetter};
    for (const double value : values)
    {
        column.cells.push_back(format.Text(value));
    }
    return column;
}

Column
RewardColumn(const std::vector<PolicySummary>& summaries)
{
    Column column{"reward\n(95% interval)", {}, {}, false};
    const auto halfWidth = [](const PolicySummary& s) { return s.Of(Metric::REWARD).halfWidth; };
    const NumberFormat format{1.0, "", DecimalsFor(Values(summaries, halfWidth))};
    for (const PolicySummary& summary : summaries)
    {
        const Estimate reward = summary.Of(Metric::REWARD);
        std::string cell = format.Text(reward.mean);
        if (!std::isnan(reward.halfWidth))
        {
            cell += " \u00b1 " + format.Text(reward.halfWidth);
        }
        column.cells.push_back(cell);
        column.values.push_back(reward.mean);
    }
    return column;
}

std::vector<Column>
Columns(const std::vector<PolicySummary>& summaries)
{
    const auto mean = [&](Metric metric) {
        return Values(summaries, [metric](const PolicySummary& s) { return s.Of(metric).mean; });
    };
    const std::vector<double> latency = mean(Metric::LATENCY);
    const std::vector<double> energy = mean(Metric::DEVICE_ENERGY);
    const auto p99 = Values(summaries, [](const PolicySummary& s) { return s.p99Latency; });
    const NumberFormat seconds = FormatFor(latency, "s");
    const NumberFormat percent{100.0, "%", 2};
    std::vector<Column> columns;
    columns.push_back(MakeColumn("latency\nmean", latency, seconds, true));
    columns.push_back(
        MakeColumn("latency\np50",
                   Values(summaries, [](const PolicySummary& s) { return s.p50Latency; }),
                   seconds,
                   true));
    columns.push_back(
        MakeColumn("latency\np95",
                   Values(summaries, [](const PolicySummary& s) { return s.p95Latency; }),
                   seconds,
                   true));
    if (std::any_of(p99.begin(), p99.end(), [](double v) { return !std::isnan(v); }))
    {
        columns.push_back(MakeColumn("latency\np99", p99, seconds, true));
    }
    columns.push_back(MakeColumn("device\nenergy", energy, FormatFor(energy, "J"), true));
    columns.push_back(MakeColumn("accuracy\n", mean(Metric::ACCURACY), percent, false));
    columns.push_back(MakeColumn("deadline\nmisses", mean(Metric::MISS_SHARE), percent, true));
    columns.push_back(RewardColumn(summaries));
    return columns;
}

/** The best value among the ranked rows. */
std::optional<double>
Best(const Column& column, const std::vector<bool>& ranked)
{
    std::optional<double> best;
    for (std::size_t r = 0; r < ranked.size(); ++r)
    {
        const double value = column.values[r];
        if (!ranked[r] || std::isnan(value))
        {
            continue;
        }
        if (!best || (column.smallerIsBetter ? value < *best : value > *best))
        {
            best = value;
        }
    }
    return best;
}

/** Rows of the best value, and of those that look the same. */
std::set<std::size_t>
BestRows(const Column& column, const std::vector<bool>& ranked)
{
    std::set<std::size_t> rows;
    const std::optional<double> best = Best(column, ranked);
    for (std::size_t r = 0; best && r < ranked.size(); ++r)
    {
        const auto first = std::find(column.values.begin(), column.values.end(), *best);
        const std::string& shown =
            column.cells[static_cast<std::size_t>(first - column.values.begin())];
        if (ranked[r] && (column.values[r] == *best || column.cells[r] == shown))
        {
            rows.insert(r);
        }
    }
    return rows;
}

} // namespace

std::string
RenderSummaries(const std::vector<PolicySummary>& summaries,
                TableStyle style,
                const std::set<std::string>& notRanked)
{
    const std::vector<Column> columns = Columns(summaries);
    std::vector<bool> ranked;
    for (const PolicySummary& summary : summaries)
    {
        ranked.push_back(notRanked.count(summary.policy) == 0);
    }
    std::vector<std::string> header{"policy"};
    std::vector<std::set<std::size_t>> best;
    for (const Column& column : columns)
    {
        header.push_back(column.header);
        best.push_back(BestRows(column, ranked));
    }
    Table table(header);
    for (std::size_t r = 0; r < summaries.size(); ++r)
    {
        std::vector<std::string> cells{summaries[r].policy};
        std::set<std::size_t> marked;
        for (std::size_t c = 0; c < columns.size(); ++c)
        {
            cells.push_back(columns[c].cells[r]);
            if (best[c].count(r) > 0)
            {
                marked.insert(c + 1);
            }
        }
        table.AddRow(cells, marked);
    }
    return table.Render(style);
}

} // namespace edgeward
