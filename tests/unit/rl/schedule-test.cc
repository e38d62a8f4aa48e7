/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/schedule.h"

#include <gtest/gtest.h>

using namespace edgeward;

TEST(LinearSchedule, FollowsCleanRlsFormula)
{
    // linear_schedule(1, 0.05, 0.5 * 10000, t) of CleanRL's dqn.py at t = 0, 1000, 2500, 4999.
    const LinearSchedule schedule(1.0, 0.05, 0.5, 10000);
    EXPECT_DOUBLE_EQ(schedule.Value(0), 1.0);
    EXPECT_DOUBLE_EQ(schedule.Value(1000), 0.81);
    EXPECT_DOUBLE_EQ(schedule.Value(2500), 0.525);
    EXPECT_DOUBLE_EQ(schedule.Value(4999), 1.0 - 0.95 / 5000.0 * 4999.0);
}

TEST(LinearSchedule, StaysAtItsEnd)
{
    const LinearSchedule schedule(1.0, 0.05, 0.5, 10000);
    EXPECT_DOUBLE_EQ(schedule.Value(5000), 0.05);
    EXPECT_DOUBLE_EQ(schedule.Value(1000000), 0.05);
}

TEST(LinearSchedule, WithoutDurationItIsAtItsEndAtOnce)
{
    EXPECT_DOUBLE_EQ(LinearSchedule(1.0, 0.1, 0.5, 0).Value(0), 0.1);
    EXPECT_DOUBLE_EQ(LinearSchedule(1.0, 0.1, 0.0, 100).Value(0), 0.1);
}
