/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/huge-pages.h"

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
