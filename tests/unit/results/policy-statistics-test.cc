/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/policy-statistics.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "results/latency-percentiles.h"
#include "results/statistics-export.h"
#include "results/statistics-table.h"
#include "results/statistics.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace edgeward
{
namespace
{

using testing::HasSubstr;
using testing::Not;

constexpr double NAN_VALUE = std::numeric_limits<double>::quiet_NaN();

PolicySummary
With(const std::string& policy, Metric metric, const std::vector<double>& means)
{
    PolicySummary summary;
    summary.policy = policy;
    for (std::size_t run = 0; run < means.size(); ++run)
    {
        summary.means[metric][{1, run}] = means[run];
    }
    return summary;
}

std::vector<PolicySummary>
Three()
{
    return {With("dqn", Metric::REWARD, {-1.0, -2.0, -3.0, -4.0}),
            With("local", Metric::REWARD, {-2.0, -2.5, -3.5, -9.0}),
            With("oracle", Metric::REWARD, {-1.0, -1.5, -3.5, -2.0})};
}

TEST(PolicyStatistics, ScoresEveryPolicyAndItsGapToTheOracle)
{
    const PolicyStatistics statistics = AnalyzePolicies(Three(), Metric::REWARD, "dqn");
    ASSERT_EQ(statistics.scores.size(), 3U);
    EXPECT_EQ(statistics.scores[0].policy, "dqn");
    EXPECT_DOUBLE_EQ(statistics.scores[0].mean.mean, -2.5);
    EXPECT_DOUBLE_EQ(statistics.scores[1].interquartileMean, -3.0); // of -9, -3.5, -2.5, -2
    // 0, 0.5, 0 (it did better there, which counts as nothing), 2.
    EXPECT_DOUBLE_EQ(statistics.scores[0].optimalityGap, 2.5 / 4.0);
    EXPECT_TRUE(std::isnan(statistics.scores[2].optimalityGap)) << "the oracle's own";
    EXPECT_LE(statistics.scores[0].optimalityEnds.low, 0.625);
    EXPECT_GE(statistics.scores[0].optimalityEnds.high, 0.625);
}

TEST(PolicyStatistics, ComparesTheReferenceWithEveryOther)
{
    const PolicyStatistics statistics = AnalyzePolicies(Three(), Metric::REWARD, "dqn");
    ASSERT_EQ(statistics.contrasts.size(), 2U);
    const PolicyContrast& local = statistics.contrasts[0];
    EXPECT_EQ(local.difference.policy, "dqn");
    EXPECT_EQ(local.difference.other, "local");
    EXPECT_DOUBLE_EQ(local.difference.difference.mean, (1.0 + 0.5 + 0.5 + 5.0) / 4.0);
    EXPECT_EQ(local.signedRank.positive, 10.0);
    EXPECT_DOUBLE_EQ(local.signedRank.probability, 2.0 / 16.0);
    // -1 and -2 (one tie) against -2, -2.5, -3.5, -9: 4 + 3.5; -3: 2; -4: 1.
    EXPECT_DOUBLE_EQ(local.improvement, 10.5 / 16.0);
}

TEST(PolicyStatistics, KnowsThatLessLatencyIsBetter)
{
    const PolicyStatistics statistics =
        AnalyzePolicies({With("fast", Metric::LATENCY, {0.1, 0.2}),
                         With("oracle", Metric::LATENCY, {0.05, 0.3}),
                         With("slow", Metric::LATENCY, {0.5, 0.6})},
                        Metric::LATENCY,
                        "fast");
    EXPECT_DOUBLE_EQ(statistics.contrasts[1].improvement, 1.0);
    EXPECT_LT(statistics.contrasts[1].difference.difference.mean, 0.0);
    EXPECT_NEAR(statistics.scores[0].optimalityGap, 0.025, 1e-12);
}

TEST(PolicyStatistics, LeavesOutReplicationsWithoutTheMetric)
{
    const PolicyStatistics statistics =
        AnalyzePolicies({With("a", Metric::LATENCY, {0.1, NAN_VALUE, 0.3}),
                         With("b", Metric::LATENCY, {NAN_VALUE, 0.2, 0.4}),
                         With("c", Metric::LATENCY, {NAN_VALUE, 0.2, NAN_VALUE})},
                        Metric::LATENCY,
                        "a");
    ASSERT_EQ(statistics.contrasts.size(), 1U) << "a and c share no replication";
    EXPECT_EQ(statistics.contrasts[0].difference.difference.replications, 1U);
    EXPECT_TRUE(std::isnan(statistics.contrasts[0].tProbability));
    EXPECT_EQ(statistics.scores[0].mean.replications, 2U);
}

TEST(PolicyStatistics, SaysWhichPoliciesThereAre)
{
    try
    {
        AnalyzePolicies(Three(), Metric::REWARD, "dqm");
        FAIL() << "there is no such policy";
    }
    catch (const ConfigError& error)
    {
        EXPECT_THAT(error.what(), HasSubstr("'dqm'"));
        EXPECT_THAT(error.what(), HasSubstr("dqn, local, oracle"));
    }
}

TEST(StatisticsTable, ShowsScoresAndContrastsSideBySide)
{
    const std::string text =
        RenderStatistics(AnalyzePolicies(Three(), Metric::REWARD, "dqn"), TableStyle::MARKDOWN);
    EXPECT_THAT(text, HasSubstr("reward IQM [95% interval]"));
    EXPECT_THAT(text, HasSubstr("gap to the oracle"));
    EXPECT_THAT(text, HasSubstr("dqn minus this"));
    EXPECT_THAT(text, HasSubstr("| 0.66 ["));
    EXPECT_THAT(text, HasSubstr("| 0.125 |"));
    std::vector<PolicySummary> two = Three();
    two.pop_back();
    EXPECT_THAT(RenderStatistics(AnalyzePolicies(two, Metric::REWARD, "dqn"), TableStyle::PLAIN),
                Not(HasSubstr("oracle")));
}

TEST(StatisticsExport, WritesARowPerPolicyAndMetric)
{
    const TemporaryFolder folder;
    ExportStatistics({AnalyzePolicies(Three(), Metric::REWARD, "dqn")}, folder.Path());
    const std::string scores = ReadWholeFile(folder / "statistics.csv");
    EXPECT_THAT(scores, HasSubstr("\r\ndqn,reward,4,-2.5,"));
    EXPECT_THAT(scores, HasSubstr("\r\noracle,reward,4,"));
    const std::string contrasts = ReadWholeFile(folder / "comparison.csv");
    EXPECT_THAT(contrasts, HasSubstr("\r\ndqn,local,reward,4,1.75,"));
    EXPECT_THAT(contrasts, HasSubstr(",4,10,0,0.125,0.65625,"));
}

TEST(LeastSamples, LeaveTenBeyondThePercentile)
{
    EXPECT_EQ(LeastSamples(0.5), 20U);
    EXPECT_EQ(LeastSamples(0.9), 100U);
    EXPECT_EQ(LeastSamples(0.95), 200U);
    EXPECT_EQ(LeastSamples(0.99), 1000U);
    EXPECT_EQ(LeastSamples(0.999), 10000U);
}

/** Replications of 1, 2, ... milliseconds. */
std::vector<std::vector<std::int64_t>>
Milliseconds(std::size_t replications, std::size_t requests)
{
    std::vector<std::int64_t> one(requests);
    for (std::size_t i = 0; i < requests; ++i)
    {
        one[i] = static_cast<std::int64_t>(i + 1) * 1000000;
    }
    return std::vector<std::vector<std::int64_t>>(replications, one);
}

TEST(LatencyPercentiles, AreThoseOfThePooledRequests)
{
    const PolicyPercentiles percentiles =
        EstimatePercentiles("p", Milliseconds(10, 100), {0.5, 0.95, 0.99});
    EXPECT_EQ(percentiles.samples, 1000U);
    EXPECT_DOUBLE_EQ(percentiles.percentiles[0].seconds, 0.050);
    EXPECT_DOUBLE_EQ(percentiles.percentiles[1].seconds, 0.095);
    EXPECT_DOUBLE_EQ(percentiles.percentiles[2].seconds, 0.099);
    // Replications that are all the same leave nothing uncertain.
    EXPECT_DOUBLE_EQ(percentiles.percentiles[2].ends.low, 0.099);
    EXPECT_DOUBLE_EQ(percentiles.percentiles[2].ends.high, 0.099);
}

TEST(LatencyPercentiles, AreRefusedBelowTheirSamples)
{
    const auto tooFew = EstimatePercentiles("p", Milliseconds(9, 111), {0.99});
    EXPECT_EQ(tooFew.samples, 999U);
    EXPECT_TRUE(std::isnan(tooFew.percentiles[0].seconds));
    EXPECT_EQ(tooFew.percentiles[0].needed, 1000U);
    const std::string text = RenderPercentiles({tooFew}, TableStyle::PLAIN);
    EXPECT_THAT(text, HasSubstr("p99 of p needs 1,000 completed requests, there are 999\n"));
    EXPECT_TRUE(std::isnan(EstimatePercentiles("p", {}, {0.5}).percentiles[0].seconds));
}

TEST(LatencyPercentiles, AreAsUncertainAsReplicationsDiffer)
{
    // Half of the replications answer in 1 s, half in 2 s. Single requests, resampled, would put
    // the median within a hair of the border; whole replications, resampled, make it either.
    std::vector<std::vector<std::int64_t>> replications;
    for (std::size_t r = 0; r < 10; ++r)
    {
        replications.emplace_back(1000, r < 5 ? 1000000000 : 2000000000);
    }
    const auto percentiles = EstimatePercentiles("p", replications, {0.5});
    EXPECT_EQ(percentiles.percentiles[0].seconds, 1.0);
    EXPECT_EQ(percentiles.percentiles[0].ends.low, 1.0);
    EXPECT_EQ(percentiles.percentiles[0].ends.high, 2.0);
    replications.resize(1);
    EXPECT_TRUE(std::isnan(EstimatePercentiles("p", replications, {0.5}).percentiles[0].ends.low));
}

} // namespace
} // namespace edgeward
