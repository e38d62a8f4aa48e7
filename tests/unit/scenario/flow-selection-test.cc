/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-selection.h"

#include <cmath>
#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

/** Standard errors to a logarithm, squared. */
double
Squared(double value, double error)
{
    return value * value / (error * error);
}

/** One probe whose time is right at a goodput that each replication says anew. */
FlowReplicationMisfit
GoodputsOf(const std::vector<double>& right, double error)
{
    return [=](const FlowTuning& tuning, std::uint32_t replication) {
        return std::vector<double>{Squared(std::log(tuning.goodput / right[replication]), error)};
    };
}

TEST(FlowSelection, WhatAllReplicationsSayIsFitted)
{
    const FlowTuning found = SelectFlow(GoodputsOf({0.78, 0.8, 0.82}, 0.02), 3, {});
    EXPECT_NEAR(found.goodput, 0.8, 0.01);
}

TEST(FlowSelection, WhatOnlySomeReplicationsSayIsNot)
{
    // The mean is 10 % off, but a replication that is left out does not agree.
    const auto misfit = GoodputsOf({0.7, 1.0, 1.0}, 0.1);
    EXPECT_EQ(SelectFlow(misfit, 3, {}).goodput, 1.0);
    // One alone would have been believed.
    EXPECT_LT(SelectFlow(misfit, 1, {}).goodput, 0.85);
}

TEST(FlowSelection, AParameterThatOnlyFollowsNoiseKeepsItsDefault)
{
    // Goodput is wrong, latency right but for noise of each replication.
    const std::vector<double> noise{0.3e-3, -0.3e-3, 0.1e-3, -0.1e-3};
    const auto misfit = [&](const FlowTuning& tuning, std::uint32_t replication) {
        return std::vector<double>{
            Squared(std::log(tuning.goodput / 0.8), 0.02),
            Squared(tuning.latencySeconds - 0.2e-3 - noise[replication], 0.3e-3)};
    };
    const FlowTuning found = SelectFlow(misfit, 4, {});
    EXPECT_NEAR(found.goodput, 0.8, 0.01);
    EXPECT_EQ(found.latencySeconds, 0.0);
}

TEST(FlowSelection, NoProbeIsSacrificedToAnother)
{
    // One says half the goodput with much weight, the other that it is right as it is.
    const auto misfit = [](const FlowTuning& tuning, std::uint32_t) {
        return std::vector<double>{Squared(std::log(tuning.goodput / 0.5), 0.02),
                                   Squared(std::log(tuning.goodput), 0.1)};
    };
    EXPECT_EQ(SelectFlow(misfit, 3, {}).goodput, 1.0);
}

TEST(FlowSelection, ParametersThatAreAllWrongAreAllFitted)
{
    const auto misfit = [](const FlowTuning& tuning, std::uint32_t) {
        return std::vector<double>{Squared(std::log(tuning.goodput / 0.8), 0.02),
                                   Squared(tuning.contention - 1.0, 0.1),
                                   Squared(tuning.latencySeconds - 0.5e-3, 0.05e-3)};
    };
    const FlowTuning found = SelectFlow(misfit, 3, {});
    EXPECT_NEAR(found.goodput, 0.8, 0.01);
    EXPECT_NEAR(found.contention, 1.0, 0.03);
    EXPECT_NEAR(found.latencySeconds, 0.5e-3, 0.03e-3);
}

} // namespace
} // namespace edgeward
