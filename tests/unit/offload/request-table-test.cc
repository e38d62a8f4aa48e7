/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-table.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <map>

namespace edgeward
{
namespace
{

RequestRecord
RecordOf(std::uint32_t sample)
{
    RequestRecord record;
    record.request.sample = sample;
    return record;
}

TEST(RequestTable, NumbersGoUpWhateverHasEnded)
{
    RequestTable table;
    EXPECT_EQ(table.Add(RecordOf(7)), 0U);
    EXPECT_EQ(table.Take(0).request.sample, 7U);
    EXPECT_EQ(table.Add(RecordOf(8)), 1U);
    EXPECT_EQ(table.CountAdded(), 2U);
    table.Clear();
    EXPECT_FALSE(table.First());
    EXPECT_EQ(table.Add(RecordOf(9)), 2U);
    EXPECT_EQ(table.Find(2)->request.sample, 9U);
}

TEST(RequestTable, WhatIsNotThereIsNotFound)
{
    RequestTable table;
    EXPECT_EQ(table.Find(0), nullptr);
    table.Add(RecordOf(0));
    table.Add(RecordOf(1));
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
            expected[table.Add(RecordOf(step))] = step;
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
