/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/outcome-prediction.h"

#include "policy-fixture.h"

#include <gtest/gtest.h>

#include <limits>

using namespace edgeward;

namespace
{

class OutcomePredictionTest : public testing::Test
{
  protected:
    PolicyEnvironment environment = MakeEnvironment(2, {NodeRole::EDGE, NodeRole::CLOUD});
    DecisionContext context = MakeContext(environment, 1);
};

} // namespace

TEST_F(OutcomePredictionTest, ARemoteLatencyIsUploadBacklogServiceAndReturn)
{
    context.nodes[1].backlogSeconds = 0.030;
    const RequestRecord record = PredictRecord(environment, context, 1, 0);
    // 20 ms upload + 30 ms backlog + 40 ms service + 5 ms return
    EXPECT_EQ(record.LatencyNs(), 95000000);
    EXPECT_EQ(record.outcome, Outcome::COMPLETED);
    EXPECT_EQ(record.action, 3);
    EXPECT_DOUBLE_EQ(record.accuracy, 0.9);
    EXPECT_EQ(record.txBytes, 50000U);
    EXPECT_EQ(record.stateAgeNs, 100000000);
}

TEST_F(OutcomePredictionTest, TheTimeUntilTheDecisionCounts)
{
    context.nowNs += 7000000;
    EXPECT_EQ(PredictRecord(environment, context, 1, 0).LatencyNs(), 72000000);
    EXPECT_EQ(PredictLatencyNs(environment, context, 1, 0), 65000000);
}

TEST_F(OutcomePredictionTest, ALocalRequestTakesBacklogAndServiceAndSendsNothing)
{
    context.nodes[0].backlogSeconds = 0.1;
    const RequestRecord record = PredictRecord(environment, context, 0, 2);
    EXPECT_EQ(record.LatencyNs(), 200000000);
    EXPECT_EQ(record.txBytes, 0U);
    EXPECT_EQ(record.stages.at(0).stage.node, 1U);
}

TEST_F(OutcomePredictionTest, TheDevicePaysForComputingAtHomeAndForTheRadioElsewhere)
{
    const RequestRecord local = PredictRecord(environment, context, 0, 1);
    EXPECT_DOUBLE_EQ(local.DeviceJoule(), 0.8); // 4 W for 200 ms
    EXPECT_DOUBLE_EQ(local.TotalJoule(), 0.8);
    const RequestRecord remote = PredictRecord(environment, context, 1, 1);
    EXPECT_DOUBLE_EQ(remote.DeviceJoule(), 0.05);
    EXPECT_DOUBLE_EQ(remote.TotalJoule(), 0.05 + 0.08);
}

TEST_F(OutcomePredictionTest, ThePartsAddUpInWholeNanoseconds)
{
    RandomStream random(3);
    RequestRecord reused;
    for (RequestId request = 0; request < 500; ++request)
    {
        const DecisionContext one = RandomContext(environment, random, request);
        const std::size_t position = random.Index(3);
        const auto variant = static_cast<VariantId>(random.Index(3));
        PredictRecord(environment, one, position, variant, reused);
        std::int64_t sum = 0;
        for (const Segment& segment : reused.CriticalPath())
        {
            EXPECT_GE(segment.ns, 0);
            sum += segment.ns;
        }
        EXPECT_EQ(sum, reused.LatencyNs());
        EXPECT_EQ(reused.LatencyNs(),
                  one.nowNs - one.request.arrivalNs +
                      PredictLatencyNs(environment, one, position, variant));
        EXPECT_DOUBLE_EQ(reused.DeviceJoule(),
                         PredictDeviceJoule(environment, one, position, variant));
    }
}

TEST_F(OutcomePredictionTest, ImpossibleTimesAreCutNotOverflown)
{
    context.nodes[1].uploadSeconds = std::numeric_limits<double>::infinity();
    context.nodes[1].backlogSeconds = std::numeric_limits<double>::quiet_NaN();
    context.nodes[1].returnSeconds = -1.0;
    const std::int64_t latencyNs = PredictLatencyNs(environment, context, 1, 0);
    EXPECT_EQ(latencyNs, 2000000040000000); // a million seconds each, and 40 ms
}
