/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/job-queue.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::ElementsAre;

WaitingJob
Waiting(std::uint32_t slot, std::int64_t order, std::uint32_t key = 0, std::int64_t submittedNs = 0)
{
    WaitingJob job;
    job.slot = slot;
    job.sequence = slot;
    job.order = order;
    job.batchKey = key;
    job.submittedNs = submittedNs;
    job.meanNs = 10 * (slot + 1);
    return job;
}

std::vector<std::uint32_t>
Take(JobQueue& queue, std::int64_t nowNs, const BatchRule& rule)
{
    std::vector<WaitingJob> batch;
    std::vector<std::uint32_t> slots;
    const bool isTaken = queue.TakeBatch(nowNs, rule, batch);
    EXPECT_EQ(isTaken, !batch.empty());
    for (const auto& job : batch)
    {
        slots.push_back(job.slot);
    }
    return slots;
}

TEST(JobQueue, TakesBySmallestOrderThenByArrival)
{
    JobQueue queue;
    queue.Push(Waiting(0, 30));
    queue.Push(Waiting(1, 10));
    queue.Push(Waiting(2, 30));
    queue.Push(Waiting(3, 10));
    const BatchRule alone;
    EXPECT_THAT(Take(queue, 0, alone), ElementsAre(1));
    EXPECT_THAT(Take(queue, 0, alone), ElementsAre(3));
    EXPECT_THAT(Take(queue, 0, alone), ElementsAre(0));
    EXPECT_THAT(Take(queue, 0, alone), ElementsAre(2));
    EXPECT_TRUE(Take(queue, 0, alone).empty());
}

TEST(JobQueue, BatchesHoldJobsOfOneKeyOnlyUpToTheLimit)
{
    JobQueue queue;
    for (std::uint32_t slot = 0; slot < 6; ++slot)
    {
        queue.Push(Waiting(slot, 0, slot % 2));
    }
    const BatchRule rule{2, 0};
    EXPECT_THAT(Take(queue, 0, rule), ElementsAre(0, 2));
    EXPECT_THAT(Take(queue, 0, rule), ElementsAre(1, 3));
    EXPECT_THAT(Take(queue, 0, rule), ElementsAre(4));
    EXPECT_THAT(Take(queue, 0, rule), ElementsAre(5));
}

TEST(JobQueue, HoldsABatchUntilItIsFullOrItsOldestJobHasWaited)
{
    JobQueue queue;
    const BatchRule rule{2, 100};
    queue.Push(Waiting(0, 0, 7, 5));
    EXPECT_TRUE(Take(queue, 104, rule).empty());
    EXPECT_EQ(queue.NextReleaseNs(rule), 105);
    queue.Push(Waiting(1, 0, 8, 6));
    queue.Push(Waiting(2, 0, 8, 20));
    EXPECT_EQ(queue.NextReleaseNs(rule), 6) << "a full batch behind a held one may go";
    EXPECT_THAT(Take(queue, 20, rule), ElementsAre(1, 2));
    EXPECT_THAT(Take(queue, 105, rule), ElementsAre(0));
    EXPECT_FALSE(queue.NextReleaseNs(rule).has_value());
}

TEST(JobQueue, NeverHoldsAJobThatCannotBeBatched)
{
    JobQueue queue;
    const BatchRule rule{4, 100};
    for (std::uint32_t slot = 0; slot < 2; ++slot)
    {
        WaitingJob job = Waiting(slot, 0);
        job.isBatchable = false;
        queue.Push(job);
    }
    EXPECT_THAT(Take(queue, 0, rule), ElementsAre(0));
    EXPECT_THAT(Take(queue, 0, rule), ElementsAre(1));
}

TEST(JobQueue, ForeseesTheBatchesItWouldTake)
{
    JobQueue queue;
    for (std::uint32_t slot = 0; slot < 5; ++slot)
    {
        queue.Push(Waiting(slot, 0, slot == 1 ? 9 : 0));
    }
    std::vector<std::pair<std::uint32_t, std::int64_t>> seen;
    const auto note = [&](std::uint32_t size, std::int64_t meanNs) {
        seen.emplace_back(size, meanNs);
    };
    queue.ForEachBatch({3, 100}, note);
    EXPECT_THAT(
        seen, ElementsAre(std::make_pair(3u, 40), std::make_pair(1u, 20), std::make_pair(1u, 50)));
    EXPECT_EQ(queue.Size(), 5u);
}

TEST(JobQueue, ClearGivesBackAllJobsInOrder)
{
    JobQueue queue;
    queue.Push(Waiting(0, 2));
    queue.Push(Waiting(1, 1));
    EXPECT_THAT(queue.Clear(), ElementsAre(1, 0));
    EXPECT_EQ(queue.Size(), 0u);
}

} // namespace
} // namespace edgeward
