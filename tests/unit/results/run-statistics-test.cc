/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/run-statistics.h"

#include "base/errors.h"
#include "results/block-recorder.h"
#include "results/result-store.h"
#include "results/summary.h"
#include "support/temporary-folder.h"
#include "unit/results/example-records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

constexpr double WARMUP_S = 10.0; // of the sixty seconds that examples arrive in

/** What a run of example records leaves behind: with share 0 their statistics, else themselves. */
RecordBlock
Recorded(std::uint64_t run, double share, std::size_t count = 3000)
{
    const auto reward = [](const RequestRecord& record) { return -record.TotalJoule(); };
    BlockRecorder recorder("p", 9, run, reward, share, WARMUP_S);
    RandomStream random(DeriveSeed(9, run, "p"));
    for (std::size_t i = 0; i < count; ++i)
    {
        recorder.Write(ExampleRecord(random, i).record);
    }
    return recorder.Block();
}

/** @param share 0: from statistics */
PolicySummary
SummaryOfThreeRuns(double share)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Create(folder.Path() + "/r.sqlite");
    for (std::uint64_t run = 1; run <= 3; ++run)
    {
        // As it comes from the process that simulated it.
        store.Write(RecordBlock::Parse(Recorded(run, share).Serialize(), "test"));
    }
    return Summarize(store, WARMUP_S).at(0);
}

TEST(RunStatistics, SumUpToWhatTheRecordsSumUpTo)
{
    const PolicySummary records = SummaryOfThreeRuns(1.0);
    const PolicySummary statistics = SummaryOfThreeRuns(0.0);
    EXPECT_EQ(statistics.counts.requests, records.counts.requests);
    EXPECT_LT(records.counts.requests, 9000U) << "there is a warm-up";
    EXPECT_EQ(statistics.counts.completed, records.counts.completed);
    EXPECT_EQ(statistics.counts.rejected, records.counts.rejected);
    EXPECT_EQ(statistics.counts.dropped, records.counts.dropped);
    EXPECT_EQ(statistics.counts.unfinished, records.counts.unfinished);
    EXPECT_EQ(statistics.counts.censored, records.counts.censored);
    EXPECT_EQ(statistics.counts.missed, records.counts.missed);
    // The same sums in the same order: the same means, replication by replication.
    EXPECT_EQ(statistics.means, records.means);
    EXPECT_EQ(statistics.rxBytes, records.rxBytes);
    EXPECT_EQ(records.percentileError, 0.0);
    EXPECT_EQ(statistics.percentileError, LatencySketch::RELATIVE_ERROR);
    const double bound = LatencySketch::RELATIVE_ERROR + 1e-9;
    EXPECT_NEAR(statistics.p50Latency, records.p50Latency, bound * records.p50Latency);
    EXPECT_NEAR(statistics.p95Latency, records.p95Latency, bound * records.p95Latency);
}

TEST(RunStatistics, KeepNoRecord)
{
    const RecordBlock block = Recorded(1, 0.0);
    EXPECT_EQ(block.records.Size(), 0U);
    ASSERT_TRUE(block.statistics.has_value());
    EXPECT_FALSE(Recorded(1, 1.0).statistics.has_value());
    const std::size_t longer = Recorded(1, 0.0, 30000).Serialize().size();
    EXPECT_LT(longer, block.Serialize().size() + 2000) << "memory does not grow with the run";
}

TEST(RunStatistics, CountWhereRequestsWent)
{
    PlacementCounts counts;
    std::uint64_t own = 0;
    std::uint64_t rejected = 0;
    RandomStream random(4);
    for (int i = 0; i < 1000; ++i)
    {
        const Sample sample = Sample::Of(1, 1, ExampleRecord(random, 0));
        counts.Add(sample);
        own += sample.node == sample.device ? 1 : 0;
        rejected += sample.node == NO_NODE ? 1 : 0;
    }
    std::uint64_t placed = 0;
    std::uint64_t onDevice = 0;
    for (const auto& [place, requests] : counts.placed)
    {
        placed += requests;
        onDevice += place.first == NO_NODE ? requests : 0;
    }
    EXPECT_EQ(placed + counts.unplaced, 1000U);
    EXPECT_EQ(onDevice, own);
    EXPECT_EQ(counts.unplaced, rejected);
    PlacementCounts twice = counts;
    twice.Add(counts);
    EXPECT_EQ(twice.unplaced, 2 * rejected);
    EXPECT_EQ(twice.placed.begin()->second, 2 * counts.placed.begin()->second);
}

TEST(RunStatistics, CannotBeHadWithAnotherWarmUp)
{
    const TemporaryFolder folder;
    ResultStore store = ResultStore::Create(folder.Path() + "/r.sqlite");
    store.Write(Recorded(1, 0.0));
    try
    {
        Summarize(store, 5.0);
        FAIL() << "what came before 10 s is not known apart";
    }
    catch (const ConfigError& error)
    {
        EXPECT_THAT(error.what(), testing::HasSubstr("warm-up of 10 s"));
    }
}

} // namespace
} // namespace edgeward
