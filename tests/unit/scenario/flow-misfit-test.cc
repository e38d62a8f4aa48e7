/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-misfit.h"

#include <cmath>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

/** Times 1, 2, ... n, of @p scale seconds each. */
NetworkOutcome
Ramp(int n, double scale)
{
    NetworkOutcome outcome;
    for (int i = 1; i <= n; ++i)
    {
        outcome.seconds.push_back(scale * i);
    }
    return outcome;
}

TEST(FlowMisfit, MisfitIsZeroForEqualTimesAndTheSameForTwiceAndHalf)
{
    const NetworkOutcome packet = Ramp(10000, 1.0);
    const NetworkOutcome twice = Ramp(10000, 2.0);
    const FlowErrors errors = ErrorsOfRequests(packet);
    EXPECT_EQ(FlowMisfitOf(packet, packet, errors), 0.0);
    const double wrong = FlowMisfitOf(twice, packet, errors);
    EXPECT_NEAR(wrong, FlowMisfitOf(Ramp(10000, 0.5), packet, errors), 1e-9);
    EXPECT_GT(FlowMisfitOf({}, packet, errors), 10 * wrong);
}

TEST(FlowMisfit, MisfitCountsStandardErrors)
{
    // Uniform from 0: the mean has a standard error of 1 / sqrt(3 n) of itself, the median of
    // 1 / sqrt(n), the 95th percentile of sqrt(0.95 0.05 / n) / 0.95.
    const double n = 400;
    const NetworkOutcome packet = Ramp(400, 1.0);
    const double log = std::log(1.5);
    const double expected = log * log * n * (3.0 + 1.0 + 0.95 / 0.05);
    EXPECT_NEAR(
        FlowMisfitOf(Ramp(400, 1.5), packet, ErrorsOfRequests(packet)), expected, 0.1 * expected);
    // Not more than 1 % is known, however many requests there are.
    const NetworkOutcome many = Ramp(1000000, 1.0);
    EXPECT_NEAR(
        FlowMisfitOf(Ramp(1000000, 1.5), many, ErrorsOfRequests(many)), 3 * log * log * 1e4, 1e-3);
}

TEST(FlowMisfit, MisfitOfASaturatedNetworkIsOfItsGoodputAlone)
{
    NetworkOutcome packet = Ramp(25, 0.01);
    packet.goodputBps = 40e6;
    const FlowErrors errors = ErrorsOfRequests(packet);
    NetworkOutcome flow;
    flow.seconds = {0.5};
    flow.goodputBps = 40e6;
    EXPECT_EQ(GoodputMisfitOf(flow, packet, errors), 0.0);
    flow.goodputBps = 20e6;
    // A count of 25 has a standard error of a fifth.
    EXPECT_NEAR(GoodputMisfitOf(flow, packet, errors), 25 * std::log(2.0) * std::log(2.0), 1e-9);
    EXPECT_GT(GoodputMisfitOf({}, packet, errors), 10 * GoodputMisfitOf(flow, packet, errors));
}

TEST(FlowMisfit, ReplicationsThatDisagreeSayLessThanTheirRequests)
{
    // Flows over packets are 1, 1.2 and 1/1.2 times as long: a standard deviation of ln 1.2.
    const std::vector<NetworkOutcome> packets{Ramp(10000, 1.0), Ramp(10000, 1.0), Ramp(10000, 1.2)};
    const std::vector<NetworkOutcome> flows{Ramp(10000, 1.0), Ramp(10000, 1.2), Ramp(10000, 1.0)};
    const FlowErrors errors = ErrorsOfReplications(flows, packets);
    EXPECT_NEAR(errors.mean, std::log(1.2), 1e-9);
    EXPECT_NEAR(errors.median, std::log(1.2), 1e-9);
    EXPECT_NEAR(errors.high, std::log(1.2), 1e-9);
    EXPECT_NEAR(SpreadOfMeans(flows, packets), std::log(1.2), 1e-9);
}

TEST(FlowMisfit, ReplicationsThatAgreeSayAsMuchAsTheirRequests)
{
    // Packets differ from one replication to the next, and flows with them: common arrivals.
    const std::vector<NetworkOutcome> packets{Ramp(400, 1.0), Ramp(400, 3.0)};
    const std::vector<NetworkOutcome> flows{Ramp(400, 1.1), Ramp(400, 3.3)};
    const FlowErrors errors = ErrorsOfReplications(flows, packets);
    EXPECT_NEAR(errors.mean, ErrorsOfRequests(packets[0]).mean, 1e-9);
    EXPECT_NEAR(errors.high, ErrorsOfRequests(packets[0]).high, 1e-9);
}

TEST(FlowMisfit, APoolHasTheRequestsOfAllReplications)
{
    NetworkOutcome one = Ramp(3, 2.0);
    one.goodputBps = 10.0;
    one.radioJoule = 1.0;
    NetworkOutcome other = Ramp(2, 3.0);
    other.goodputBps = 20.0;
    other.radioJoule = 2.0;
    const NetworkOutcome pool = PoolOf({one, other});
    EXPECT_EQ(pool.seconds, (std::vector<double>{2.0, 3.0, 4.0, 6.0, 6.0}));
    EXPECT_EQ(pool.goodputBps, 15.0);
    EXPECT_EQ(pool.radioJoule, 3.0);
}

} // namespace
} // namespace edgeward
