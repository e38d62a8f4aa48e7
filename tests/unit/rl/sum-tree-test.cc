/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/sum-tree.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <stdexcept>

namespace edgeward
{

namespace
{

class SumTreeOfSize : public testing::TestWithParam<std::size_t>
{
};

TEST_P(SumTreeOfSize, FindsWhatAddingUpFinds)
{
    const std::size_t slots = GetParam();
    SumTree tree(slots);
    std::vector<double> weights(slots, 0.0);
    RandomStream random(4);
    for (int round = 0; round < 2000; ++round)
    {
        const std::size_t slot = random.Index(slots);
        // Whole numbers, so that sums are exact in whatever order; every fourth one is 0.
        weights[slot] = static_cast<double>(random.Index(4) * random.Index(1000));
        tree.Set(slot, weights[slot]);
        const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
        ASSERT_EQ(tree.Total(), total);
        ASSERT_EQ(tree.Get(slot), weights[slot]);
        if (total == 0.0)
        {
            continue;
        }
        const double position = random.Uniform(0.0, total);
        double left = position;
        std::size_t expected = 0;
        while (left >= weights[expected])
        {
            left -= weights[expected++];
        }
        ASSERT_EQ(tree.Find(position), expected);
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, SumTreeOfSize, testing::Values(1, 2, 7, 8, 9, 64, 65, 1000));

TEST(SumTree, NeverFindsASlotWithoutWeight)
{
    SumTree tree(20);
    tree.Set(3, 0.1);
    tree.Set(11, 0.2);
    EXPECT_EQ(tree.Find(0.0), 3u);
    EXPECT_EQ(tree.Find(0.1), 11u);
    EXPECT_EQ(tree.Find(tree.Total()), 11u) << "where rounding reaches the total";
    EXPECT_THROW(SumTree(5).Find(0.0), std::logic_error);
}

TEST_P(SumTreeOfSize, DoesSeveralAtATimeAsOneByOne)
{
    const std::size_t slots = GetParam();
    SumTree one(slots);
    SumTree several(slots);
    RandomStream random(5);
    for (int round = 0; round < 50; ++round)
    {
        std::vector<std::size_t> changed(20);
        std::vector<double> weights(changed.size());
        std::vector<double> positions(changed.size());
        for (std::size_t k = 0; k < changed.size(); ++k)
        {
            changed[k] = random.Index(slots); // now and then the same one again
            weights[k] = random.Uniform(0.1, 1.0);
            one.Set(changed[k], weights[k]);
        }
        several.Set(changed.data(), weights.data(), changed.size());
        ASSERT_EQ(several.Total(), one.Total());
        std::vector<std::size_t> expected(changed.size());
        for (std::size_t k = 0; k < changed.size(); ++k)
        {
            positions[k] = random.Uniform(0.0, one.Total());
            expected[k] = one.Find(positions[k]);
        }
        several.Find(positions.data(), positions.size(), changed.data());
        ASSERT_EQ(changed, expected);
    }
}

TEST(SumTree, RefusesWhatIsNoWeight)
{
    SumTree tree(2);
    EXPECT_THROW(tree.Set(2, 1.0), std::logic_error);
    EXPECT_THROW(tree.Set(0, -1.0), std::logic_error);
    EXPECT_THROW(tree.Set(0, std::numeric_limits<double>::quiet_NaN()), std::logic_error);
    EXPECT_THROW(SumTree(0), std::logic_error);
}

} // namespace

} // namespace edgeward
