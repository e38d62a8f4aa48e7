/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/spec.h"

#include "support/complaint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace edgeward;
using testing::HasSubstr;

namespace
{

const std::vector<ParameterInfo> KNOWN = {{"gamma", "0.9", "discount"},
                                          {"batchSize", "64", "rows"}};

} // namespace

TEST(Spec, ANameAloneHasNoParameters)
{
    const Spec spec = Spec::Parse(" dqn ");
    EXPECT_EQ(spec.Name(), "dqn");
    EXPECT_EQ(spec.ToString(), "dqn");
    EXPECT_EQ(Spec::Parse("dqn( )").ToString(), "dqn");
}

TEST(Spec, TheNormalFormIsSortedAndParsesToItself)
{
    const Spec spec = Spec::Parse("dqn( gamma = 0.9 , batchSize=64 )");
    EXPECT_EQ(spec.ToString(), "dqn(batchSize=64,gamma=0.9)");
    EXPECT_EQ(Spec::Parse(spec.ToString()).ToString(), spec.ToString());
}

TEST(Spec, GettersReadValuesAndFallBack)
{
    const Spec spec = Spec::Parse("x(a=0.5,b=7,c=true,d=text,e=64-32,f=8x9)");
    EXPECT_DOUBLE_EQ(spec.GetDouble("a", 0.0, 0.0, 1.0), 0.5);
    EXPECT_EQ(spec.GetInt("b", 0, 0, 10), 7);
    EXPECT_TRUE(spec.GetBool("c", false));
    EXPECT_EQ(spec.GetString("d", ""), "text");
    EXPECT_EQ(spec.GetInts("e", {}), (std::vector<std::int64_t>{64, 32}));
    EXPECT_EQ(spec.GetInts("f", {}), (std::vector<std::int64_t>{8, 9}));
    EXPECT_DOUBLE_EQ(spec.GetDouble("none", 2.5, 0.0, 1.0), 2.5);
    EXPECT_EQ(spec.GetInt("none", 3, 0, 1), 3);
    EXPECT_FALSE(spec.GetBool("none", false));
    EXPECT_EQ(spec.GetInts("none", {5}), std::vector<std::int64_t>{5});
}

TEST(Spec, WhatIsNoSpecIsRefused)
{
    for (const std::string text :
         {"", "(a=1)", "x(a=1", "x(a)", "x(=1)", "x(a=1,)", "x)", "a=b", "x(a=1)y"})
    {
        EXPECT_NE(Complaint([&text] { Spec::Parse(text); }), "") << text;
    }
}

TEST(Spec, AKeyGivenTwiceIsNamed)
{
    EXPECT_THAT(Complaint([] { Spec::Parse("dqn(gamma=1,gamma=2)"); }), HasSubstr("dqn.gamma"));
}

TEST(Spec, AValueOutOfRangeIsNamedWithPlaceKeyAndBounds)
{
    const Spec spec = Spec::Parse("dqn(gamma=1.5)", {"s.toml", 4, 2});
    EXPECT_EQ(Complaint([&spec] { spec.GetDouble("gamma", 0.9, 0.0, 1.0); }),
              "s.toml:4:2: dqn.gamma: '1.5' is not a number from 0 to 1");
}

TEST(Spec, ValuesOfAnotherTypeAreRefused)
{
    const Spec spec = Spec::Parse("x(a=fast,b=1.5,c=yes,d=64-0,e=nan,f=99999999999999999999)");
    EXPECT_NE(Complaint([&spec] { spec.GetDouble("a", 0, 0, 1); }), "");
    EXPECT_NE(Complaint([&spec] { spec.GetInt("b", 0, 0, 9); }), "");
    EXPECT_NE(Complaint([&spec] { spec.GetBool("c", true); }), "");
    EXPECT_NE(Complaint([&spec] { spec.GetInts("d", {}); }), "");
    EXPECT_NE(Complaint([&spec] { spec.GetDouble("e", 0, 0, 1); }), "");
    EXPECT_NE(Complaint([&spec] { spec.GetInt("f", 0, 0, 9); }), "");
}

TEST(Spec, AnUnknownKeyIsNamedWithTheNearestKnownOne)
{
    const Spec spec = Spec::Parse("dqn(gama=0.9)");
    EXPECT_THAT(Complaint([&spec] { spec.CheckKeys(KNOWN); }), HasSubstr("did you mean 'gamma'?"));
    EXPECT_EQ(Complaint([] { Spec::Parse("dqn(batchSize=1)").CheckKeys(KNOWN); }), "");
}
