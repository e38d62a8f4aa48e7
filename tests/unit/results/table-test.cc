/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{
namespace
{

using testing::HasSubstr;
using testing::Not;

PolicySummary
MakeSummary(
    const std::string& policy, double latency, double energy, double accuracy, double reward)
{
    PolicySummary summary;
    summary.policy = policy;
    summary.p50Latency = latency;
    summary.p95Latency = 2 * latency;
    summary.p99Latency = std::nan("");
    for (std::uint64_t run = 0; run < 2; ++run)
    {
        const ReplicationKey key{1, run};
        summary.means[Metric::LATENCY][key] = latency;
        summary.means[Metric::DEVICE_ENERGY][key] = energy;
        summary.means[Metric::ACCURACY][key] = accuracy;
        summary.means[Metric::MISS_SHARE][key] = 0.0125;
        summary.means[Metric::REWARD][key] = reward + (run == 0 ? 0.001 : -0.001);
    }
    return summary;
}

const std::vector<PolicySummary> SUMMARIES = {
    MakeSummary("local", 0.3155, 0.9, 0.501, -1.0),
    MakeSummary("a-long-policy-name", 0.0421, 0.12, 0.709, -0.5),
    MakeSummary("oracle", 0.0411, 0.11, 0.71, -0.4)};

TEST(Table, AlignsColumnsAlsoWhereCharactersTakeTwoBytes)
{
    Table table({"name", "a\nvalue (\u00b5s)"});
    table.AddRow({"x", "1 \u00b1 2"});
    table.AddRow({"longer", "10 \u00b1 20"});
    EXPECT_EQ(table.Render(TableStyle::PLAIN),
              "                 a\n"
              "name    value (\u00b5s)\n"
              "------  ----------\n"
              "x            1 \u00b1 2\n"
              "longer     10 \u00b1 20\n");
}

TEST(Table, MarksCellsWithoutShiftingThem)
{
    Table table({"name", "value"});
    table.AddRow({"x", "1"}, {1});
    EXPECT_EQ(table.Render(TableStyle::PLAIN), "name  value\n----  -----\nx         1\n");
    EXPECT_EQ(table.Render(TableStyle::TERMINAL),
              "name  value\n----  -----\nx         \033[1m1\033[0m\n");
    EXPECT_EQ(table.Render(TableStyle::MARKDOWN), "| name | value |\n|:---|---:|\n| x | **1** |\n");
}

TEST(Table, EscapesWhatMarkdownWouldTakeForAColumn)
{
    Table table({"a|b"});
    EXPECT_THAT(table.Render(TableStyle::MARKDOWN), HasSubstr("a\\|b"));
}

TEST(SummaryTable, ShowsUnitsAndIntervals)
{
    const std::string text = RenderSummaries(SUMMARIES, TableStyle::MARKDOWN);
    EXPECT_THAT(text, HasSubstr("latency mean (ms)"));
    EXPECT_THAT(text, HasSubstr("latency p95 (ms)"));
    EXPECT_THAT(text, HasSubstr("device energy (mJ)"));
    EXPECT_THAT(text, HasSubstr("accuracy (%)"));
    EXPECT_THAT(text, HasSubstr("deadline misses (%)"));
    // Half width t(0.975, 1) * 0.001 = 0.0127, two digits of it.
    EXPECT_THAT(text,
                HasSubstr("| local | 315.50 | 315.50 | 631.00 | 900.0 | 50.10 | **1.25** | -1.000 "
                          "\u00b1 0.013 |"));
    EXPECT_THAT(text, Not(HasSubstr("p99")));
}

TEST(SummaryTable, GivesNoMarkToAnOracle)
{
    const std::string text = RenderSummaries(SUMMARIES, TableStyle::MARKDOWN);
    EXPECT_THAT(
        text,
        HasSubstr(
            "| a-long-policy-name | **42.10** | **42.10** | **84.20** | **120.0** | **70.90** |"));
    EXPECT_THAT(text, HasSubstr("| oracle | 41.10 |"));
    EXPECT_THAT(RenderSummaries(SUMMARIES, TableStyle::MARKDOWN, {}),
                HasSubstr("| oracle | **41.10** |"));
}

TEST(SummaryTable, ShowsADashWhereThereIsNoNumber)
{
    std::vector<PolicySummary> summaries = SUMMARIES;
    summaries[1].p99Latency = 0.1;
    summaries.emplace_back();
    summaries.back().policy = "empty";
    summaries.back().p50Latency = summaries.back().p95Latency = std::nan("");
    summaries.back().p99Latency = std::nan("");
    const std::string text = RenderSummaries(summaries, TableStyle::MARKDOWN);
    EXPECT_THAT(text, HasSubstr("latency p99 (ms)"));
    EXPECT_THAT(text, HasSubstr("| empty | - | - | - | - | - | - | - | - |"));
    EXPECT_THAT(text, Not(HasSubstr("nan")));
}

TEST(SummaryTable, WritesSecondsWhereMostPoliciesTakeSeconds)
{
    const std::string text =
        RenderSummaries({MakeSummary("slow", 2.5, 3.25, 0.5, -1)}, TableStyle::MARKDOWN);
    EXPECT_THAT(text, HasSubstr("latency mean (s)"));
    EXPECT_THAT(text, HasSubstr("device energy (J)"));
    EXPECT_THAT(text, HasSubstr("**2.500**"));
}

} // namespace
} // namespace edgeward
