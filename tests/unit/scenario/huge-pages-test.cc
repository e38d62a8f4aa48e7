/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/huge-pages.h"

#include "support/simulator-test.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <vector>

using namespace edgeward;

TEST(HugePages, ChangeNothingThatCanBeSeen)
{
    // Pieces small enough to be on the heap, several large pages of them.
    std::vector<std::unique_ptr<std::vector<int>>> pieces;
    for (int i = 0; i < 2000; ++i)
    {
        pieces.push_back(std::make_unique<std::vector<int>>(1000));
        std::iota(pieces.back()->begin(), pieces.back()->end(), i);
    }
    UseHugePages();
    UseHugePages();
    for (int i = 0; i < 2000; ++i)
    {
        ASSERT_EQ(pieces[i]->front(), i);
        ASSERT_EQ(pieces[i]->back(), i + 999);
    }
}

using HugePagesDuringRun = SimulatorTest;

TEST_F(HugePagesDuringRun, AreLookedForAgainWithManyDevicesOnly)
{
    UseHugePagesDuringRun(10, 5.0);
    EXPECT_TRUE(ns3::Simulator::IsFinished());
    UseHugePagesDuringRun(10'000, 5.0);
    ns3::Simulator::Run();
    EXPECT_EQ(ns3::Simulator::GetEventCount(), 4U);
    EXPECT_EQ(ns3::Simulator::Now(), ns3::Seconds(1.5)) << "when three tenths are over";
}
