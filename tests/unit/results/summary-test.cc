/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/summary.h"

#include "base/errors.h"
#include "results/comparison.h"
#include "results/result-store.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{
namespace
{

constexpr std::int64_t MS = 1000000;

Sample
MakeSample(std::uint64_t run, Outcome outcome, std::int64_t latencyMs, double reward)
{
    Sample sample;
    sample.seed = 1;
    sample.run = run;
    sample.arrivalNs = 5000 * MS;
    sample.latencyNs = latencyMs * MS;
    sample.deadlineNs = 100 * MS;
    sample.outcome = outcome;
    sample.accuracy = outcome == Outcome::COMPLETED ? 0.7 : 0.0;
    sample.deviceJoule = 0.5;
    sample.totalJoule = 2.0;
    sample.txBytes = 1000;
    sample.rxBytes = 10;
    sample.reward = reward;
    return sample;
}

/** A summary whose rewards per replication are given. */
PolicySummary
WithRewards(const std::string& policy, const std::vector<double>& rewards)
{
    PolicySummary summary;
    summary.policy = policy;
    for (std::size_t run = 0; run < rewards.size(); ++run)
    {
        summary.means[Metric::REWARD][{1, run}] = rewards[run];
    }
    return summary;
}

TEST(Summary, CountsEveryOutcomeAsDefined)
{
    SummaryBuilder builder("p", 0.0);
    builder.Add(MakeSample(1, Outcome::COMPLETED, 50, -1.0));
    builder.Add(MakeSample(1, Outcome::COMPLETED, 100, -2.0)); // just in time
    builder.Add(MakeSample(1, Outcome::COMPLETED, 150, -3.0)); // late
    builder.Add(MakeSample(1, Outcome::REJECTED, 1, -4.0));
    builder.Add(MakeSample(1, Outcome::DROPPED, 20, -5.0));
    builder.Add(MakeSample(1, Outcome::UNFINISHED, 101, -6.0));  // it can only be late
    builder.Add(MakeSample(1, Outcome::UNFINISHED, 99, -700.0)); // who knows
    const PolicySummary summary = builder.Finish();
    EXPECT_EQ(summary.counts.requests, 7U);
    EXPECT_EQ(summary.counts.completed, 3U);
    EXPECT_EQ(summary.counts.rejected, 1U);
    EXPECT_EQ(summary.counts.dropped, 1U);
    EXPECT_EQ(summary.counts.unfinished, 2U);
    EXPECT_EQ(summary.counts.censored, 1U);
    EXPECT_EQ(summary.counts.missed, 4U);
    EXPECT_DOUBLE_EQ(summary.CompletedShare(), 3.0 / 7.0);
    EXPECT_DOUBLE_EQ(summary.Of(Metric::LATENCY).mean, 0.100);
    EXPECT_DOUBLE_EQ(summary.Of(Metric::MISS_SHARE).mean, 4.0 / 6.0);
    EXPECT_DOUBLE_EQ(summary.Of(Metric::REWARD).mean, -21.0 / 6.0);
    EXPECT_DOUBLE_EQ(summary.Of(Metric::ACCURACY).mean, 0.7);
    EXPECT_DOUBLE_EQ(summary.Of(Metric::DEVICE_ENERGY).mean, 0.5);
    EXPECT_DOUBLE_EQ(summary.Of(Metric::TOTAL_ENERGY).mean, 2.0);
    EXPECT_DOUBLE_EQ(summary.txBytes, 1000.0);
    EXPECT_DOUBLE_EQ(summary.rxBytes, 10.0);
    EXPECT_DOUBLE_EQ(summary.p50Latency, 0.100);
}

TEST(Summary, TakesARequestWithoutDeadlineAsMissedOnlyIfItIsLost)
{
    SummaryBuilder builder("p", 0.0);
    for (const Outcome outcome : {Outcome::COMPLETED, Outcome::DROPPED, Outcome::UNFINISHED})
    {
        Sample sample = MakeSample(1, outcome, 900000, 0.0);
        sample.deadlineNs = 0;
        builder.Add(sample);
    }
    const PolicySummary summary = builder.Finish();
    EXPECT_EQ(summary.counts.missed, 1U);
    EXPECT_EQ(summary.counts.censored, 1U);
}

TEST(Summary, LeavesOutTheWarmUp)
{
    SummaryBuilder builder("p", 5.0);
    Sample early = MakeSample(1, Outcome::COMPLETED, 10, 0.0);
    early.arrivalNs -= 1;
    builder.Add(early);
    builder.Add(MakeSample(1, Outcome::COMPLETED, 30, 0.0));
    const PolicySummary summary = builder.Finish();
    EXPECT_EQ(summary.counts.requests, 1U);
    EXPECT_DOUBLE_EQ(summary.Of(Metric::LATENCY).mean, 0.030);
}

TEST(Summary, WeighsReplicationsEquallyHoweverManyRequestsTheyHave)
{
    SummaryBuilder builder("p", 0.0);
    builder.Add(MakeSample(1, Outcome::COMPLETED, 10, -1.0));
    for (int i = 0; i < 99; ++i)
    {
        builder.Add(MakeSample(2, Outcome::COMPLETED, 30, -3.0));
    }
    const Estimate reward = builder.Finish().Of(Metric::REWARD);
    EXPECT_DOUBLE_EQ(reward.mean, -2.0);
    EXPECT_EQ(reward.replications, 2U);
    // Two values at distance 2: s = sqrt(2), half width = t(0.975, 1) sqrt(2) / sqrt(2).
    EXPECT_NEAR(reward.halfWidth, 12.7062, 1e-4);
}

TEST(Summary, RefusesPercentilesOfTooFewSamples)
{
    const auto summarize = [](std::uint64_t samples) {
        SummaryBuilder builder("p", 0.0);
        for (std::uint64_t i = 0; i < samples; ++i)
        {
            builder.Add(
                MakeSample(1, Outcome::COMPLETED, static_cast<std::int64_t>(i % 100) + 1, 0.0));
        }
        return builder.Finish();
    };
    EXPECT_TRUE(std::isnan(summarize(0).p50Latency));
    EXPECT_TRUE(std::isnan(summarize(199).p95Latency));
    EXPECT_DOUBLE_EQ(summarize(200).p95Latency, 0.095);
    EXPECT_TRUE(std::isnan(summarize(262741).p99Latency));
    EXPECT_DOUBLE_EQ(summarize(262742).p99Latency, 0.099);
}

TEST(Summary, OfNothingHasNoNumbers)
{
    const PolicySummary summary = SummaryBuilder("p", 0.0).Finish();
    EXPECT_TRUE(std::isnan(summary.Of(Metric::REWARD).mean));
    EXPECT_TRUE(std::isnan(summary.CompletedShare()));
    EXPECT_TRUE(std::isnan(summary.txBytes));
}

TEST(Summary, SumsUpAStoreByPolicy)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Create(folder.Path() + "/r.sqlite");
    store.WritePolicy("idle", "idle");
    RecordBlock block;
    block.policy = "busy";
    block.seed = 1;
    for (std::uint64_t run = 1; run <= 3; ++run)
    {
        block.run = run;
        block.records = {};
        RequestRecord record;
        record.outcome = Outcome::COMPLETED;
        record.endNs = static_cast<std::int64_t>(run) * 10 * MS;
        for (int i = 0; i < 4; ++i)
        {
            block.records.Add(record, -static_cast<double>(run));
        }
        store.Write(block);
    }
    const std::vector<PolicySummary> summaries = Summarize(store, 0.0);
    ASSERT_EQ(summaries.size(), 2U);
    EXPECT_EQ(summaries[0].policy, "idle");
    EXPECT_EQ(summaries[0].counts.requests, 0U);
    EXPECT_EQ(summaries[1].counts.requests, 12U);
    EXPECT_DOUBLE_EQ(summaries[1].Of(Metric::LATENCY).mean, 0.020);
    EXPECT_DOUBLE_EQ(summaries[1].Of(Metric::REWARD).mean, -2.0);
    EXPECT_NEAR(summaries[1].Of(Metric::REWARD).halfWidth, 4.302653 / std::sqrt(3.0), 1e-5);
}

TEST(Comparison, PairsReplicationsSoThatCommonNoiseCancels)
{
    // The paired t-test of Student's sleep data (Biometrika 6, 1908): mean difference 1.58, s
    // = 1.23, n = 10, so that the 95 % interval is 1.58 +- 2.262 * 1.22996 / sqrt(10) =
    // [0.70, 2.46].
    const std::vector<double> drug1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    const std::vector<double> drug2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const PolicySummary first = WithRewards("drug 1", drug1);
    const PolicySummary second = WithRewards("drug 2", drug2);
    const PairedDifference difference = Compare(second, first, Metric::REWARD);
    EXPECT_NEAR(difference.difference.mean, 1.58, 1e-12);
    EXPECT_NEAR(
        difference.difference.Low(), 0.7001142, 1e-6); // as R's t.test(paired = TRUE) prints
    EXPECT_NEAR(difference.difference.High(), 2.4598858, 1e-6);
    EXPECT_TRUE(difference.IsGreater());
    EXPECT_FALSE(difference.IsSmaller());
    EXPECT_TRUE(Compare(first, second, Metric::REWARD).IsSmaller());
    // Unpaired, the intervals overlap: pairing is what tells them apart.
    EXPECT_LT(second.Of(Metric::REWARD).Low(), first.Of(Metric::REWARD).High());
}

TEST(Comparison, SaysNothingOfOneReplicationOrOfEqualPolicies)
{
    const PairedDifference one =
        Compare(WithRewards("a", {5.0}), WithRewards("b", {1.0}), Metric::REWARD);
    EXPECT_EQ(one.difference.mean, 4.0);
    EXPECT_FALSE(one.IsGreater());
    EXPECT_FALSE(one.IsSmaller());
    const PolicySummary same = WithRewards("a", {1.0, 2.0, 3.0});
    EXPECT_FALSE(Compare(same, same, Metric::REWARD).IsGreater());
}

TEST(Comparison, UsesOnlyReplicationsThatBothHave)
{
    PolicySummary longer = WithRewards("a", {-1.0, -2.0, -90.0});
    PolicySummary shorter = WithRewards("b", {-2.0, -4.0});
    EXPECT_EQ(Compare(longer, shorter, Metric::REWARD).difference.replications, 2U);
    EXPECT_DOUBLE_EQ(CostRatio(longer, shorter), 0.5);
    PolicySummary other;
    other.policy = "c";
    other.means[Metric::REWARD][{2, 0}] = 1.0;
    EXPECT_THROW(Compare(longer, other, Metric::REWARD), ConfigError);
    EXPECT_THROW(CostRatio(longer, other), ConfigError);
}

TEST(Comparison, HasNoCostRatioUnlessBothCostSomething)
{
    EXPECT_TRUE(std::isnan(CostRatio(WithRewards("a", {1.0}), WithRewards("b", {-1.0}))));
    EXPECT_TRUE(std::isnan(CostRatio(WithRewards("a", {-1.0}), WithRewards("b", {0.0}))));
    EXPECT_DOUBLE_EQ(CostRatio(WithRewards("a", {-1.05}), WithRewards("b", {-1.0})), 1.05);
}

} // namespace
} // namespace edgeward
