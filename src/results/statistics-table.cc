/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/statistics-table.h"

#include "base/text.h"
#include "results/number-format.h"
#include "results/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace edgeward
{

namespace
{

std::string
WithEnds(double value, const Interval& ends, const NumberFormat& format)
{
    if (std::isnan(value) || std::isnan(ends.low))
    {
        return format.Text(value);
    }
    return format.Text(value) + " [" + format.Text(ends.low) + ", " + format.Text(ends.high) + "]";
}

/** Three digits, and no more zeros than a reader counts. */
std::string
ProbabilityText(double probability)
{
    if (std::isnan(probability))
    {
        return MISSING_CELL;
    }
    if (probability < 0.0001)
    {
        return "<0.0001";
    }
    char text[32];
    std::snprintf(text, sizeof text, probability < 0.01 ? "%.4f" : "%.3f", probability);
    return text;
}

std::string
UnitText(const NumberFormat& format)
{
    return format.unit.empty() ? "" : " (" + format.unit + ")";
}

std::string
Upright(Metric metric)
{
    std::string name = NameOf(metric);
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
}

/** 1000 as "1,000" */
std::string
Grouped(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::size_t place = text.size(); place > 3; place -= 3)
    {
        text.insert(place - 3, ",");
    }
    return text;
}

std::vector<std::string>
ContrastCells(const PolicyContrast* contrast, const NumberFormat& format)
{
    if (!contrast)
    {
        return std::vector<std::string>(4, MISSING_CELL);
    }
    const Estimate& difference = contrast->difference.difference;
    return {WithEnds(difference.mean, {difference.Low(), difference.High()}, format),
            WithEnds(contrast->improvement, contrast->improvementEnds, {1.0, "", 2}),
            ProbabilityText(contrast->tProbability),
            ProbabilityText(contrast->signedRank.probability)};
}

} // namespace

std::string
RenderStatistics(const PolicyStatistics& statistics, TableStyle style)
{
    std::vector<Estimate> means;
    bool hasGap = false;
    for (const PolicyScore& score : statistics.scores)
    {
        means.push_back(score.mean);
        hasGap = hasGap || !std::isnan(score.optimalityGap);
    }
    const NumberFormat format = FormatFor(statistics.metric, means);
    std::vector<Estimate> differences;
    for (const PolicyContrast& contrast : statistics.contrasts)
    {
        differences.push_back(contrast.difference.difference);
    }
    // Paired differences are known better than means, and so deserve more digits in the same unit.
    NumberFormat finer = format;
    finer.decimals = std::max(format.decimals, FormatFor(statistics.metric, differences).decimals);
    std::vector<std::string> header{
        "policy", Upright(statistics.metric) + UnitText(format) + "\nIQM [95% interval]"};
    if (hasGap)
    {
        header.push_back("gap to the oracle" + UnitText(format) + "\n[95% interval]");
    }
    header.push_back(statistics.reference + " minus this" + UnitText(format) + "\n[95% interval]");
    header.push_back(statistics.reference + " is better\nP [95% interval]");
    header.push_back("paired t\np");
    header.push_back("signed rank\np");
    Table table(header);
    for (const PolicyScore& score : statistics.scores)
    {
        const auto found = std::find_if(
            statistics.contrasts.begin(), statistics.contrasts.end(), [&](const auto& contrast) {
                return contrast.difference.other == score.policy;
            });
        std::vector<std::string> cells{
            score.policy, WithEnds(score.interquartileMean, score.interquartileEnds, format)};
        if (hasGap)
        {
            cells.push_back(WithEnds(score.optimalityGap, score.optimalityEnds, finer));
        }
        const PolicyContrast* contrast = found == statistics.contrasts.end() ? nullptr : &*found;
        for (const std::string& cell : ContrastCells(contrast, finer))
        {
            cells.push_back(cell);
        }
        table.AddRow(cells);
    }
    return table.Render(style);
}

std::string
RenderPercentiles(const std::vector<PolicyPercentiles>& policies, TableStyle style)
{
    std::vector<double> values;
    std::vector<std::string> refusals;
    for (const PolicyPercentiles& policy : policies)
    {
        for (const PercentileEstimate& estimate : policy.percentiles)
        {
            values.push_back(estimate.seconds);
            if (std::isnan(estimate.seconds))
            {
                refusals.push_back("p" + FormatDouble(100.0 * estimate.share) + " of " +
                                   policy.policy + " needs " + Grouped(estimate.needed) +
                                   " completed requests, there are " + Grouped(policy.samples));
            }
        }
    }
    const NumberFormat format = FormatFor(values, "s");
    std::vector<std::string> header{"policy", "completed\nrequests"};
    if (!policies.empty())
    {
        for (const PercentileEstimate& estimate : policies.front().percentiles)
        {
            header.push_back("latency p" + FormatDouble(100.0 * estimate.share) + UnitText(format) +
                             "\n[95% interval]");
        }
    }
    Table table(header);
    for (const PolicyPercentiles& policy : policies)
    {
        std::vector<std::string> cells{policy.policy, Grouped(policy.samples)};
        for (const PercentileEstimate& estimate : policy.percentiles)
        {
            cells.push_back(WithEnds(estimate.seconds, estimate.ends, format));
        }
        table.AddRow(cells);
    }
    std::string text = table.Render(style);
    for (const std::string& refusal : refusals)
    {
        text += refusal + "\n";
    }
    return text;
}

} // namespace edgeward
