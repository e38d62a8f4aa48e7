/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/load-profile.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace edgeward
{
namespace
{

TEST(LoadProfile, WithoutOneTheClockIsTime)
{
    EXPECT_EQ(LoadProfile().SecondsFor(17.0, 3.5), 3.5);
}

TEST(LoadProfile, TheClockRunsByTheFactorOfTheHour)
{
    // A period of 30 s: 10 s at half speed, 10 s at rest, 10 s at twice the speed.
    const LoadProfile profile({0.5, 0.0, 2.0}, 30.0);
    EXPECT_DOUBLE_EQ(profile.SecondsFor(0.0, 2.0), 4.0);
    EXPECT_DOUBLE_EQ(profile.SecondsFor(0.0, 5.0), 10.0);
    // 4 in the first slot from its third second on are 8 s; the rest waits for the third slot.
    EXPECT_DOUBLE_EQ(profile.SecondsFor(2.0, 6.0), 8.0 + 10.0 + 1.0);
    EXPECT_DOUBLE_EQ(profile.SecondsFor(15.0, 1.0), 5.0 + 0.5);
    // A whole period has 25; the next begins anew.
    EXPECT_DOUBLE_EQ(profile.SecondsFor(0.0, 25.0 * 3 + 2.0), 94.0);
    EXPECT_NEAR(profile.SecondsFor(89.0, 3.0), 1.0 + 2.0, 1e-12);
}

TEST(LoadProfile, MakesAPoissonProcessOfTheRateWanted)
{
    // Unit rate, 2000 periods of 10 s: counts per slot are Poisson with mean 2000 * factor * 2.5.
    const std::vector<double> factors{0.2, 1.0, 3.0, 0.8};
    const LoadProfile profile(factors, 10.0);
    RandomStream random(1);
    std::vector<double> counts(4, 0.0);
    for (double now = 0.0;;)
    {
        now += profile.SecondsFor(now, random.Exponential(1.0));
        if (now >= 20000.0)
        {
            break;
        }
        counts[static_cast<std::size_t>(std::fmod(now, 10.0) / 2.5)] += 1.0;
    }
    for (std::size_t slot = 0; slot < 4; ++slot)
    {
        const double mean = 2000 * 2.5 * factors[slot];
        EXPECT_NEAR(counts[slot], mean, 4.0 * std::sqrt(mean)) << slot;
    }
}

TEST(LoadProfile, WhatMakesNoSenseIsRefused)
{
    EXPECT_THROW(LoadProfile({0.0, 0.0}, 10.0), std::logic_error);
    EXPECT_THROW(LoadProfile({1.0, -1.0}, 10.0), std::logic_error);
    EXPECT_THROW(LoadProfile({1.0, std::nan("")}, 10.0), std::logic_error);
    EXPECT_THROW(LoadProfile({1.0}, 0.0), std::logic_error);
    EXPECT_THROW(LoadProfile({}, 10.0), std::logic_error);
}

} // namespace
} // namespace edgeward
