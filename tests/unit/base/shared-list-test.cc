/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/shared-list.h"

#include <gtest/gtest.h>

#include <stdexcept>

using namespace edgeward;

TEST(SharedList, CopiesAreOneInMemory)
{
    const SharedList<double> list = {1.0, 2.0};
    const SharedList<double> copy = list;
    EXPECT_EQ(&list[1], &copy[1]);
    EXPECT_EQ(copy.size(), 2U);
    EXPECT_EQ(copy.at(0), 1.0);
    EXPECT_THROW(copy.at(2), std::out_of_range);
}

TEST(SharedList, NothingIsAnEmptyList)
{
    const SharedList<double> none;
    EXPECT_EQ(none.size(), 0U);
    EXPECT_THROW(none.at(0), std::out_of_range);
}
