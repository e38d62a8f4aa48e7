/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"

#include <gtest/gtest.h>
#include <limits>

using namespace edgeward;

TEST(Text, TrimsBlanksAtBothEndsOnly)
{
    EXPECT_EQ(Trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(Trim("  "), "");
}

TEST(Text, SplitAndJoinAreInverse)
{
    EXPECT_EQ(Split("a,,b,", ','), (std::vector<std::string>{"a", "", "b", ""}));
    EXPECT_EQ(Split("", ','), std::vector<std::string>{""});
    EXPECT_EQ(Join(Split("a,,b,", ','), ","), "a,,b,");
}

TEST(Text, ANumberIsTheWholeTextAndFinite)
{
    EXPECT_EQ(ParseDouble("-1.5e3"), -1500.0);
    for (const std::string text : {"", "1,5", "1.5x", " 1", "nan", "inf", "1e999", "0x10"})
    {
        EXPECT_FALSE(ParseDouble(text)) << text;
    }
}

TEST(Text, AnIntegerIsTheWholeTextAndFits)
{
    EXPECT_EQ(ParseInt("-42"), -42);
    EXPECT_EQ(ParseInt("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
    for (const std::string text : {"", "1.0", "9223372036854775808", "1 ", "ten"})
    {
        EXPECT_FALSE(ParseInt(text)) << text;
    }
}

TEST(Text, AFormattedDoubleIsShortAndReadsBackExactly)
{
    EXPECT_EQ(FormatDouble(0.1), "0.1");
    for (const double value :
         {1.0 / 3.0, 1e-300, -2.5e17, std::numeric_limits<double>::denorm_min()})
    {
        EXPECT_EQ(ParseDouble(FormatDouble(value)), value);
    }
}

TEST(Text, TheNearestNameIsASlipAwayOrNone)
{
    const std::vector<std::string> known = {"dqn", "greedy", "random"};
    EXPECT_EQ(NearestName("dqm", known), "dqn");
    EXPECT_EQ(NearestName("gredy", known), "greedy");
    EXPECT_EQ(NearestName("transformer", known), "");
    EXPECT_EQ(DidYouMean("dqm", known), "did you mean 'dqn'? known: dqn, greedy, random");
    EXPECT_EQ(DidYouMean("x", {}), "known: none");
}
