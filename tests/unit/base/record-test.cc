/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/record.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

using namespace edgeward;

namespace
{

/** A stage whose times follow each other with random gaps, fed by what ended at @p inputNs. */
StageRecord
RandomStage(RandomStream& random, std::int32_t feeder, std::int64_t inputNs)
{
    StageRecord stage;
    stage.stage.node = static_cast<NodeId>(random.Index(4));
    stage.feeder = feeder;
    stage.sentNs = inputNs;
    stage.readyNs = inputNs + static_cast<std::int64_t>(random.Index(1000));
    stage.startNs = stage.readyNs + static_cast<std::int64_t>(random.Index(1000));
    stage.endNs = stage.startNs + static_cast<std::int64_t>(random.Index(1000));
    return stage;
}

/** A completed request over a random graph of one to six stages. */
RequestRecord
RandomRecord(RandomStream& random)
{
    RequestRecord record;
    record.request.device = 0;
    record.request.arrivalNs = static_cast<std::int64_t>(random.Index(1000000));
    record.decidedNs = record.request.arrivalNs + static_cast<std::int64_t>(random.Index(1000));
    const std::uint64_t count = 1 + random.Index(6);
    for (std::uint64_t s = 0; s < count; ++s)
    {
        const auto feeder = static_cast<std::int32_t>(random.Index(s + 1)) - 1;
        const std::int64_t inputNs = feeder < 0 ? record.decidedNs : record.stages[feeder].endNs;
        record.stages.push_back(RandomStage(random, feeder, inputNs));
    }
    record.finalStage = static_cast<std::int32_t>(random.Index(count));
    record.endNs =
        record.stages[record.finalStage].endNs + static_cast<std::int64_t>(random.Index(1000));
    record.outcome = Outcome::COMPLETED;
    return record;
}

} // namespace

TEST(RequestRecord, TheSegmentsOfTheCriticalPathSumToTheLatencyExactly)
{
    RandomStream random(1);
    for (int i = 0; i < 10000; ++i)
    {
        const RequestRecord record = RandomRecord(random);
        std::int64_t sum = 0;
        for (const Segment& segment : record.CriticalPath())
        {
            ASSERT_GE(segment.ns, 0);
            sum += segment.ns;
        }
        ASSERT_EQ(sum, record.LatencyNs());
    }
}

TEST(RequestRecord, TheCriticalPathOfOneStageIsDecisionTransferQueueComputeReturn)
{
    RequestRecord record;
    record.request.device = 3;
    record.request.arrivalNs = 100;
    record.decidedNs = 110;
    record.outcome = Outcome::COMPLETED;
    record.finalStage = 0;
    StageRecord stage;
    stage.stage.node = 5;
    stage.readyNs = 130;
    stage.startNs = 160;
    stage.endNs = 200;
    record.stages = {stage};
    record.endNs = 250;
    const std::vector<Segment> path = record.CriticalPath();
    ASSERT_EQ(path.size(), 5U);
    const SegmentKind kinds[] = {SegmentKind::DECISION,
                                 SegmentKind::TRANSFER,
                                 SegmentKind::QUEUE,
                                 SegmentKind::COMPUTE,
                                 SegmentKind::RETURN};
    const std::int64_t lengths[] = {10, 20, 30, 40, 50};
    const NodeId nodes[] = {3, 5, 5, 5, 3};
    for (std::size_t i = 0; i < path.size(); ++i)
    {
        EXPECT_EQ(path[i].kind, kinds[i]);
        EXPECT_EQ(path[i].ns, lengths[i]);
        EXPECT_EQ(path[i].node, nodes[i]);
    }
}

TEST(RequestRecord, OnlyACompletedRequestHasACriticalPath)
{
    RandomStream random(2);
    RequestRecord record = RandomRecord(random);
    for (const Outcome outcome : {Outcome::REJECTED, Outcome::DROPPED, Outcome::UNFINISHED})
    {
        record.outcome = outcome;
        EXPECT_TRUE(record.CriticalPath().empty()) << ToString(outcome);
    }
}

TEST(RequestRecord, ADeadlineIsMetUpToAndIncludingIt)
{
    RequestRecord record;
    record.outcome = Outcome::COMPLETED;
    record.request.arrivalNs = 5;
    record.endNs = 25;
    EXPECT_TRUE(record.MetDeadline());
    record.request.deadlineNs = 20;
    EXPECT_TRUE(record.MetDeadline());
    record.request.deadlineNs = 19;
    EXPECT_FALSE(record.MetDeadline());
    record.request.deadlineNs = 20;
    record.outcome = Outcome::DROPPED;
    EXPECT_FALSE(record.MetDeadline());
}

TEST(RequestRecord, EnergyIsSummedForTheDeviceAndForAll)
{
    RequestRecord record;
    record.request.device = 1;
    record.energy = {{1, EnergyComponent::COMPUTE, 0.25},
                     {1, EnergyComponent::RADIO, 0.5},
                     {2, EnergyComponent::COMPUTE, 4.0}};
    EXPECT_EQ(record.DeviceJoule(), 0.75);
    EXPECT_EQ(record.TotalJoule(), 4.75);
}

TEST(RequestRecord, EnumeratorsHaveTheirNames)
{
    EXPECT_STREQ(ToString(Outcome::COMPLETED), "completed");
    EXPECT_STREQ(ToString(Outcome::REJECTED), "rejected");
    EXPECT_STREQ(ToString(Outcome::DROPPED), "dropped");
    EXPECT_STREQ(ToString(Outcome::UNFINISHED), "unfinished");
    EXPECT_STREQ(ToString(NodeRole::DEVICE), "device");
    EXPECT_STREQ(ToString(NodeRole::EDGE), "edge");
    EXPECT_STREQ(ToString(NodeRole::CLOUD), "cloud");
    EXPECT_STREQ(ToString(EnergyComponent::COMPUTE), "compute");
    EXPECT_STREQ(ToString(EnergyComponent::RADIO), "radio");
    EXPECT_STREQ(ToString(SegmentKind::QUEUE), "queue");
    EXPECT_STREQ(ToString(SegmentKind::RETURN), "return");
}
