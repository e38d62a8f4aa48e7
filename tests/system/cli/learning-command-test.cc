/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string FAST = "validate learning --problem frozen-lake-tabular --seeds 2 ";

} // namespace

TEST(ValidateLearning, ComparesTrainingsWithWhatIsKnown)
{
    const Program program;
    const ProgramOutcome outcome = program.Run(FAST + "--out out --jobs 1");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("| FrozenLake 4x4, tabular | 2 | 0.7"), HasSubstr("| reached |")));
    EXPECT_THAT(outcome.out, Not(HasSubstr("CartPole"))) << "nobody asked for it";
    const std::string table = program.Read("out/learning.csv");
    EXPECT_THAT(table,
                AllOf(HasSubstr("problem,steps,seed,return\nfrozen-lake-tabular,300000,1,0.7"),
                      HasSubstr("\nfrozen-lake-tabular,300000,2,0.7")));
    program.Run(FAST + "--out again --jobs 2");
    EXPECT_EQ(program.Read("again/learning.csv"), table) << "trainings do not share anything";
}

TEST(ValidateLearning, WritesItsOwnPartOfAPage)
{
    const Program program;
    program.Write("page.md",
                  "before\n<!-- validate learning frozen-lake-tabular begin -->\nold\n"
                  "<!-- validate learning frozen-lake-tabular end -->\nafter\n");
    const ProgramOutcome outcome = program.Run(FAST + "--out out --update-docs page.md");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(program.Read("page.md"),
                AllOf(HasSubstr("before\n"),
                      HasSubstr("--problem frozen-lake-tabular --seeds 2"),
                      HasSubstr("`tabular-q("),
                      HasSubstr("\nafter\n"),
                      Not(HasSubstr("\nold\n"))));
}

TEST(ValidateLearning, KnowsItsProblems)
{
    const Program program;
    const ProgramOutcome outcome = program.Run("validate learning --problem frozen-lake-tabluar");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("did you mean 'frozen-lake-tabular'"));
}

} // namespace edgeward
