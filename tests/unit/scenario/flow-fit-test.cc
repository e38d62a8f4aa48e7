/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-fit.h"

#include "scenario/flow-calibrator.h"

#include <cmath>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

/** A misfit that is 0 at @p right and couples goodput with contention, as packets do. */
FlowMisfit
BowlAround(const FlowTuning& right)
{
    return [right](const FlowTuning& tuning) {
        const double a = std::log(tuning.goodput / right.goodput);
        const double b = tuning.contention - right.contention;
        const double c = 1e3 * (tuning.latencySeconds - right.latencySeconds);
        return a * a + b * b + c * c - 0.8 * a * b;
    };
}

TEST(FlowFit, FindsTheParametersThatAMisfitWasMadeWith)
{
    const FlowTuning found = FitFlow(BowlAround({0.7, 1.3, 0.0004}), {});
    // The finest steps are 1/64 of the scale: 0.0016, 0.008, 16 us.
    EXPECT_NEAR(found.goodput, 0.7, 0.01);
    EXPECT_NEAR(found.contention, 1.3, 0.03);
    EXPECT_NEAR(found.latencySeconds, 0.0004, 5e-5);
}

TEST(FlowFit, StaysWithinTheBounds)
{
    const FlowTuning found = FitFlow(BowlAround({0.7, -3.0, -0.1}), {});
    EXPECT_EQ(found.contention, FlowTuning::LEAST_CONTENTION);
    EXPECT_EQ(found.latencySeconds, 0.0);
}

TEST(FlowFit, LeavesAloneWhatDoesNotMatter)
{
    const FlowTuning found = FitFlow([](const FlowTuning&) { return 0.5; }, {});
    EXPECT_EQ(found.goodput, 1.0);
    EXPECT_EQ(found.contention, 0.0);
    EXPECT_EQ(found.latencySeconds, 0.0);
}

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

TEST(FlowFit, MisfitIsZeroForEqualTimesAndTheSameForTwiceAndHalf)
{
    const NetworkOutcome packet = Ramp(10000, 1.0);
    const NetworkOutcome twice = Ramp(10000, 2.0);
    EXPECT_EQ(FlowMisfitOf(packet, packet), 0.0);
    EXPECT_NEAR(FlowMisfitOf(twice, packet), FlowMisfitOf(Ramp(10000, 0.5), packet), 1e-9);
    EXPECT_GT(FlowMisfitOf({}, packet), 10 * FlowMisfitOf(twice, packet));
}

TEST(FlowFit, MisfitCountsStandardErrors)
{
    // Uniform from 0: the mean has a standard error of 1 / sqrt(3 n) of itself, the median of
    // 1 / sqrt(n), the 95th percentile of sqrt(0.95 0.05 / n) / 0.95.
    const double n = 400;
    const NetworkOutcome packet = Ramp(400, 1.0);
    const double log = std::log(1.5);
    const double expected = log * log * n * (3.0 + 1.0 + 0.95 / 0.05);
    EXPECT_NEAR(FlowMisfitOf(Ramp(400, 1.5), packet), expected, 0.1 * expected);
    // Not more than 1 % is known, however many requests there are.
    const NetworkOutcome many = Ramp(1000000, 1.0);
    EXPECT_NEAR(FlowMisfitOf(Ramp(1000000, 1.5), many), 3 * log * log * 1e4, 1e-3);
}

TEST(FlowFit, MisfitOfASaturatedNetworkIsOfItsGoodputAlone)
{
    NetworkOutcome packet = Ramp(25, 0.01);
    packet.goodputBps = 40e6;
    NetworkOutcome flow;
    flow.seconds = {0.5};
    flow.goodputBps = 40e6;
    EXPECT_EQ(GoodputMisfitOf(flow, packet), 0.0);
    flow.goodputBps = 20e6;
    // A count of 25 has a standard error of a fifth.
    EXPECT_NEAR(GoodputMisfitOf(flow, packet), 25 * std::log(2.0) * std::log(2.0), 1e-9);
    EXPECT_GT(GoodputMisfitOf({}, packet), 10 * GoodputMisfitOf(flow, packet));
}

} // namespace
} // namespace edgeward
