/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"

#include <gtest/gtest.h>

using namespace edgeward;

TEST(Errors, ALocationLeavesOutWhatIsUnknown)
{
    EXPECT_EQ((SourceLocation{"a.toml", 3, 5}).ToString(), "a.toml:3:5");
    EXPECT_EQ((SourceLocation{"a.toml", 3}).ToString(), "a.toml:3");
    EXPECT_EQ((SourceLocation{"--set"}).ToString(), "--set");
    EXPECT_EQ(SourceLocation{}.ToString(), "");
}

TEST(Errors, AConfigErrorNamesPlaceKeyProblemAndRemedy)
{
    const ConfigError error({"a.toml", 3, 5}, "access.rate", "is -1", "set it above 0");
    EXPECT_STREQ(error.what(), "a.toml:3:5: access.rate: is -1; set it above 0");
}

TEST(Errors, AProblemListThrowsEverythingAtOnceOrNothing)
{
    ProblemList problems;
    EXPECT_NO_THROW(problems.ThrowIfAny());
    problems.Add("first");
    problems.Add(IoError("f.csv", "is short", ""));
    try
    {
        problems.ThrowIfAny();
        FAIL() << "nothing was thrown";
    }
    catch (const ConfigError& error)
    {
        EXPECT_STREQ(error.what(), "first\nf.csv: is short");
    }
}
