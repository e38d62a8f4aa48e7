/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-progress.h"

#include <gtest/gtest.h>

namespace edgeward
{
namespace
{

using Uses = std::vector<FlowSharing::Use>;

constexpr std::int64_t SECOND = 1'000'000'000; ///< ns

TEST(FlowProgress, AFlowAloneTakesAmountOverCapacity)
{
    FlowProgress progress;
    const auto link = progress.Sharing().AddResource(8.0);
    const auto flow = progress.Start(5, 2.0, Uses{{link, 1.0}}, 1.0);
    EXPECT_EQ(progress.Settle(5), 5 + SECOND / 4);
    EXPECT_EQ(progress.TakeFinished(SECOND / 4), std::nullopt);
    EXPECT_EQ(progress.TakeFinished(5 + SECOND / 4), flow);
    EXPECT_EQ(progress.Settle(5 + SECOND / 4), FlowProgress::NEVER);
}

TEST(FlowProgress, EqualFlowsEndTogether)
{
    FlowProgress progress;
    const auto link = progress.Sharing().AddResource(1.0);
    for (int i = 0; i < 5; ++i)
    {
        progress.Start(0, 1.0, Uses{{link, 1.0}}, 1.0);
    }
    EXPECT_EQ(progress.Settle(0), 5 * SECOND);
    for (int i = 0; i < 5; ++i)
    {
        EXPECT_TRUE(progress.TakeFinished(5 * SECOND));
    }
    EXPECT_FALSE(progress.TakeFinished(5 * SECOND));
}

TEST(FlowProgress, AnArrivalDuringATransferSlowsItFromThenOn)
{
    // Rate 1. A (3 units) starts at 0 s; B (1 unit) at 1 s. They share until B is through, at
    // 1 + 1 / 0.5 = 3 s; A has then moved 1 + 1 and needs 1 s more: 4 s.
    FlowProgress progress;
    const auto link = progress.Sharing().AddResource(1.0);
    const auto a = progress.Start(0, 3.0, Uses{{link, 1.0}}, 1.0);
    EXPECT_EQ(progress.Settle(0), 3 * SECOND);
    const auto b = progress.Start(SECOND, 1.0, Uses{{link, 1.0}}, 1.0);
    EXPECT_EQ(progress.Settle(SECOND), 3 * SECOND);
    EXPECT_EQ(progress.TakeFinished(3 * SECOND), b);
    EXPECT_EQ(progress.Settle(3 * SECOND), 4 * SECOND);
    EXPECT_EQ(progress.TakeFinished(4 * SECOND), a);
}

TEST(FlowProgress, AChangeOfCapacityCountsFromThenOn)
{
    // 2 units: 1 s at rate 1, then a stop of 1 s, then rate 4: 0.25 s more.
    FlowProgress progress;
    const auto link = progress.Sharing().AddResource(1.0);
    progress.Start(0, 2.0, Uses{{link, 1.0}}, 1.0);
    progress.Settle(0);
    progress.SetCapacity(link, 0.0);
    EXPECT_EQ(progress.Settle(SECOND), FlowProgress::NEVER);
    progress.SetCapacity(link, 4.0);
    EXPECT_EQ(progress.Settle(2 * SECOND), 2 * SECOND + SECOND / 4);
}

TEST(FlowProgress, AStoppedFlowTellsWhatIsLeft)
{
    FlowProgress progress;
    const auto link = progress.Sharing().AddResource(2.0);
    const auto a = progress.Start(0, 4.0, Uses{{link, 1.0}}, 1.0);
    const auto b = progress.Start(0, 4.0, Uses{{link, 1.0}}, 1.0);
    progress.Settle(0);
    EXPECT_DOUBLE_EQ(progress.Stop(SECOND, a), 3.0);
    // b has moved 1 of 4 and goes on alone: 1.5 s more.
    EXPECT_EQ(progress.Settle(SECOND), SECOND + 3 * SECOND / 2);
    EXPECT_EQ(progress.TakeFinished(SECOND + 3 * SECOND / 2), b);
}

TEST(FlowProgress, FlowsEndInOrderHoweverTheyCome)
{
    FlowProgress progress;
    for (int i = 0; i < 50; ++i)
    {
        const auto link = progress.Sharing().AddResource(1.0);
        progress.Start(0, 1.0 + (i * 37) % 50, Uses{{link, 1.0}}, 1.0);
    }
    std::int64_t next = progress.Settle(0);
    for (int i = 0; i < 50; ++i)
    {
        EXPECT_EQ(next, (1 + i) * SECOND);
        EXPECT_TRUE(progress.TakeFinished(next));
        next = progress.Settle(next);
    }
    EXPECT_EQ(next, FlowProgress::NEVER);
}

TEST(FlowProgress, AQuietFlowEndsWhenAsked)
{
    FlowProgress progress;
    std::vector<std::pair<FlowProgress::FlowId, std::int64_t>> ended;
    progress.SetQuietEnd(
        [&](FlowProgress::FlowId flow, std::int64_t endNs) { ended.emplace_back(flow, endNs); });
    const auto link = progress.Sharing().AddResource(1.0);
    progress.Settle(0);
    const auto a = progress.Start(0, 2.0, Uses{{link, 1.0}}, 1.0, FlowSharing::NO_GROUP, false);
    EXPECT_EQ(progress.Settle(0), FlowProgress::NEVER); // nobody waits
    EXPECT_TRUE(progress.IsQuiet(a));
    EXPECT_EQ(progress.EndNs(a), 2 * SECOND);
    progress.CatchUp(2 * SECOND - 1);
    EXPECT_TRUE(ended.empty());
    progress.CatchUp(5 * SECOND);
    ASSERT_EQ(ended.size(), 1U);
    EXPECT_EQ(ended[0], std::make_pair(a, 2 * SECOND));
    EXPECT_EQ(progress.Sharing().CountFlows(link), 0U);
}

TEST(FlowProgress, WhoSharesIsNotQuietAnyMore)
{
    // A (3 units) is quiet until B (1 unit) comes at 1 s, as in AnArrivalDuringATransfer...
    FlowProgress progress;
    progress.SetQuietEnd([](FlowProgress::FlowId, std::int64_t) { FAIL() << "nobody is quiet"; });
    const auto link = progress.Sharing().AddResource(1.0);
    progress.Settle(0);
    const auto a = progress.Start(0, 3.0, Uses{{link, 1.0}}, 1.0, FlowSharing::NO_GROUP, false);
    progress.Settle(0);
    EXPECT_TRUE(progress.IsQuiet(a));
    const auto b =
        progress.Start(SECOND, 1.0, Uses{{link, 1.0}}, 1.0, FlowSharing::NO_GROUP, false);
    EXPECT_EQ(progress.Settle(SECOND), 3 * SECOND);
    EXPECT_FALSE(progress.IsQuiet(a));
    EXPECT_FALSE(progress.IsQuiet(b));
    EXPECT_EQ(progress.TakeFinished(3 * SECOND), b);
    EXPECT_EQ(progress.Settle(3 * SECOND), 4 * SECOND);
    EXPECT_EQ(progress.TakeFinished(4 * SECOND), a);
}

TEST(FlowProgress, SomebodyMayBeginToWait)
{
    FlowProgress progress;
    const auto link = progress.Sharing().AddResource(1.0);
    progress.Settle(0);
    const auto a = progress.Start(0, 3.0, Uses{{link, 1.0}}, 1.0, FlowSharing::NO_GROUP, false);
    progress.Settle(0);
    EXPECT_EQ(progress.Await(a), 3 * SECOND);
    EXPECT_FALSE(progress.IsQuiet(a));
    EXPECT_EQ(progress.TakeFinished(3 * SECOND), a);
}

TEST(FlowProgress, AQuietFlowCanBeStopped)
{
    FlowProgress progress;
    progress.SetQuietEnd([](FlowProgress::FlowId, std::int64_t) { FAIL() << "it was stopped"; });
    const auto link = progress.Sharing().AddResource(2.0);
    progress.Settle(0);
    const auto a = progress.Start(0, 4.0, Uses{{link, 1.0}}, 1.0, FlowSharing::NO_GROUP, false);
    progress.Settle(0);
    EXPECT_DOUBLE_EQ(progress.Stop(SECOND, a), 2.0);
    progress.CatchUp(3 * SECOND);
}

} // namespace
} // namespace edgeward
