/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-table.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

namespace edgeward
{
namespace
{

RequestId
Add(RequestTable& table, std::uint32_t sample)
{
    InferenceRequest request;
    request.sample = sample;
    table.Add(request);
    return request.id;
}

TEST(RequestTable, NumbersGoUpWhateverHasEnded)
{
    RequestTable table;
    EXPECT_EQ(Add(table, 7), 0U);
    EXPECT_EQ(table.Take(0).request.sample, 7U);
    EXPECT_EQ(Add(table, 8), 1U);
    EXPECT_EQ(table.CountAdded(), 2U);
    table.Clear();
    EXPECT_FALSE(table.First());
    EXPECT_EQ(Add(table, 9), 2U);
    EXPECT_EQ(table.Find(2)->request.sample, 9U);
}

TEST(RequestTable, BeginsWithAnEmptyRecordWhateverWasRecycled)
{
    RequestTable table;
    Add(table, 1);
    table.Find(0)->stages.resize(3);
    table.Find(0)->energy.resize(2);
    table.Find(0)->reason = "lost";
    table.Find(0)->outcome = Outcome::DROPPED;
    RequestRecord ended = table.Take(0);
    const StageRecord* memory = ended.stages.data();
    table.Recycle(std::move(ended));
    Add(table, 2);
    RequestRecord& next = *table.Find(1);
    EXPECT_TRUE(next.stages.empty());
    EXPECT_TRUE(next.energy.empty());
    EXPECT_EQ(next.reason, "");
    EXPECT_EQ(next.outcome, Outcome::UNFINISHED);
    EXPECT_EQ(next.request.sample, 2U);
    next.stages.resize(3);
    EXPECT_EQ(next.stages.data(), memory) << "nothing was allocated";
    table.Recycle({}); // no record is free: it just goes
}

TEST(RequestTable, WhatIsNotThereIsNotFound)
{
    RequestTable table;
    EXPECT_EQ(table.Find(0), nullptr);
    Add(table, 0);
    Add(table, 1);
    table.Take(0);
    EXPECT_EQ(table.Find(0), nullptr);
    EXPECT_NE(table.Find(1), nullptr);
    EXPECT_EQ(table.Find(2), nullptr);
    EXPECT_EQ(table.First(), RequestId{1});
}

TEST(RequestTable, HoldsWhatAMapHolds)
{
    RandomStream random(1);
    RequestTable table;
    std::map<RequestId, std::uint32_t> expected;
    for (std::uint32_t step = 0; step < 5000; ++step)
    {
        if (expected.empty() || random.Uniform() < 0.5)
        {
            expected[Add(table, step)] = step;
        }
        else
        {
            const auto ended = std::next(expected.begin(), random.Index(expected.size()));
            ASSERT_EQ(table.Take(ended->first).request.sample, ended->second);
            expected.erase(ended);
        }
        const auto first = table.First();
        ASSERT_EQ(first.has_value(), !expected.empty());
        ASSERT_TRUE(expected.empty() || *first == expected.begin()->first);
        for (const auto& [id, sample] : expected)
        {
            ASSERT_EQ(table.Find(id)->request.sample, sample);
        }
    }
}

} // namespace
} // namespace edgeward
