/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-fit.h"

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

TEST(FlowFit, MovesOnlyWhatIsFree)
{
    const FlowTuning found = FitFlow(BowlAround({0.7, 1.3, 0.0004}), {}, {true, false, true});
    EXPECT_LT(found.goodput, 0.9);
    EXPECT_EQ(found.contention, 0.0);
    EXPECT_GT(found.latencySeconds, 0.0002);
}

} // namespace
} // namespace edgeward
