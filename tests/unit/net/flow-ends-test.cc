/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-ends.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace edgeward
{
namespace
{

TEST(FlowEnds, NothingNeverEnds)
{
    FlowEnds ends;
    EXPECT_EQ(ends.NextNs(), FlowEnds::NEVER);
    EXPECT_FALSE(ends.Has(3));
    EXPECT_FALSE(ends.Remove(3));
}

TEST(FlowEnds, EqualsASortedSet)
{
    RandomStream random(7);
    FlowEnds ends;
    std::map<FlowEnds::FlowId, std::int64_t> endOf;
    std::set<std::pair<std::int64_t, FlowEnds::FlowId>> sorted;
    for (int step = 0; step < 20000; ++step)
    {
        const auto flow = static_cast<FlowEnds::FlowId>(random.Index(60));
        const auto known = endOf.find(flow);
        if (known != endOf.end())
        {
            sorted.erase({known->second, flow});
        }
        if (random.Uniform() < 0.6)
        {
            const auto endNs = static_cast<std::int64_t>(random.Index(40)); // some alike
            ends.Put(flow, endNs);
            endOf[flow] = endNs;
            sorted.insert({endNs, flow});
        }
        else
        {
            EXPECT_EQ(ends.Remove(flow), known != endOf.end());
            endOf.erase(flow);
        }
        ASSERT_EQ(ends.Has(flow), endOf.count(flow) == 1);
        ASSERT_EQ(ends.NextNs(), sorted.empty() ? FlowEnds::NEVER : sorted.begin()->first);
        if (!sorted.empty())
        {
            ASSERT_EQ(ends.Next(), sorted.begin()->second);
        }
    }
}

} // namespace
} // namespace edgeward
