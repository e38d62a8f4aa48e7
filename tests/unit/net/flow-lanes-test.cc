/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-lanes.h"

#include <gtest/gtest.h>

#include <vector>

namespace edgeward
{
namespace
{

class FlowLanesTest : public testing::Test
{
  protected:
    /** Messages 10, 11, ... of the senders given. */
    void
    Fill(const std::vector<NodeId>& senders)
    {
        for (std::uint32_t i = 0; i < senders.size(); ++i)
        {
            EXPECT_EQ(m_lanes.Push(2, 10 + i, senders[i]), i == 0);
        }
    }

    /** Who comes when the first leaves, and so on. */
    std::vector<FlowLanes::TransferId>
    Rest()
    {
        std::vector<FlowLanes::TransferId> rest;
        while (m_lanes.Count(2) > 0)
        {
            rest.push_back(m_lanes.Pop(2));
        }
        EXPECT_EQ(rest.back(), FlowLanes::NONE);
        rest.pop_back();
        return rest;
    }

    FlowLanes m_lanes;
};

using Ids = std::vector<FlowLanes::TransferId>;

TEST_F(FlowLanesTest, TheFirstToComeIsTheFirstToGo)
{
    Fill({1, 2, 3});
    EXPECT_EQ(Rest(), (Ids{11, 12}));
    EXPECT_TRUE(m_lanes.Push(2, 5, 1)); // empty again
}

TEST_F(FlowLanesTest, OneThatIsTakenOutLeavesNoGap)
{
    Fill({1, 2, 3, 4});
    m_lanes.Remove(2, 13); // the last
    m_lanes.Remove(2, 11);
    EXPECT_FALSE(m_lanes.Push(2, 14, 5));
    EXPECT_EQ(Rest(), (Ids{12, 14}));
}

TEST_F(FlowLanesTest, ASenderThatIsPreferredSendsItsOldestMessage)
{
    Fill({1, 2, 3, 2, 3});
    EXPECT_EQ(m_lanes.After(m_lanes.Head(2)), 11U);
    EXPECT_EQ(m_lanes.After(14), FlowLanes::NONE);
    EXPECT_EQ(m_lanes.Prefer(2, 2), 11U);
    EXPECT_EQ(m_lanes.Prefer(2, 3), 12U);
    EXPECT_EQ(m_lanes.Prefer(2, 9), FlowLanes::NONE);
    EXPECT_EQ(m_lanes.Count(2), 5U);
    EXPECT_EQ(Rest(), (Ids{11, 10, 13, 14}));
}

TEST_F(FlowLanesTest, TheLastThatIsPreferredLeavesAnotherLast)
{
    Fill({1, 2, 3});
    EXPECT_EQ(m_lanes.Prefer(2, 3), 12U);
    m_lanes.Push(2, 20, 4);
    EXPECT_EQ(Rest(), (Ids{10, 11, 20}));
}

} // namespace
} // namespace edgeward
