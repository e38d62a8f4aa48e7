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

std::string
Learning()
{
    return TinyScenario() + "[training]\npolicy = \"lin-ucb\"\nepisodes = 4\n";
}

} // namespace

TEST(Evaluation, EvaluateComparesThePoliciesPairByPair)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    const ProgramOutcome outcome =
        program.Run("evaluate s.toml --policy local --policy oracle --policy random --out out");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("IQM"),
                      HasSubstr("gap to the oracle"),
                      HasSubstr("local minus this"),
                      HasSubstr("signed rank")));
    EXPECT_THAT(program.Read("out/statistics.csv"), HasSubstr("\r\nlocal,latency,3,"));
    EXPECT_THAT(program.Read("out/comparison.csv"), HasSubstr("\r\nlocal,random,reward,3,"));
    EXPECT_TRUE(program.Has("out/figures/performance-profile.png"));
    const ProgramOutcome again = program.Run(
        "evaluate s.toml --policy local --policy oracle --policy random --out again --jobs 2");
    EXPECT_EQ(program.Read("out/statistics.csv"), program.Read("again/statistics.csv"))
        << "resampling repeats itself";
}

TEST(Evaluation, RunSaysItOnRequest)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    const ProgramOutcome plain = program.Run("run s.toml --out plain");
    EXPECT_THAT(plain.out, Not(HasSubstr("IQM")));
    EXPECT_FALSE(program.Has("plain/statistics.csv"));
    const ProgramOutcome asked = program.Run(
        "run s.toml --statistics --metric device-energy --reference random --out asked");
    EXPECT_EQ(asked.status, 0) << asked.err;
    EXPECT_THAT(asked.out, AllOf(HasSubstr("device energy (mJ)"), HasSubstr("random minus this")));
}

TEST(Evaluation, RefusesPercentilesOfTooFewRequests)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    const ProgramOutcome outcome =
        program.Run("evaluate s.toml --policy local --percentiles 50,99 --out out");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("latency p50"));
    EXPECT_THAT(outcome.out, HasSubstr("p99 of local needs 1,000 completed requests, there are "));
    EXPECT_THAT(outcome.out, Not(HasSubstr("p50 of local needs")));
    EXPECT_THAT(program.Read("out/percentiles.csv"), HasSubstr("\r\nlocal,99,"));
}

TEST(Evaluation, FindsMistakesBeforeItSimulates)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    const auto refuse = [&](const std::string& options, const std::string& message) {
        const ProgramOutcome outcome = program.Run("evaluate s.toml --out out " + options);
        EXPECT_EQ(outcome.status, 2) << options;
        EXPECT_THAT(outcome.err, HasSubstr(message));
        EXPECT_FALSE(program.Has("out")) << options;
    };
    refuse("--metric speed", "unknown metric 'speed'; known: latency, device-energy");
    refuse("--reference dqn", "dqn: is not among the policies");
    refuse("--percentiles 90,100", "--percentiles: 100: is no percentile");
    refuse("--percentiles 90,x", "--percentiles: x: is no percentile");
}

TEST(PlotLearning, DrawsABandOverSeeds)
{
    const Program program;
    program.Write("s.toml", Learning());
    for (const std::string seed : {"1", "2", "3"})
    {
        ASSERT_EQ(program.Run("train s.toml --seed " + seed + " --out t" + seed).status, 0);
    }
    const ProgramOutcome outcome = program.Run("plot learning t1 t2 t3/results.sqlite --out f");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("lin-ucb: 3 trainings, 4 episodes\n"));
    EXPECT_THAT(outcome.out, HasSubstr("4 figures: f/learning-*.png"));
    EXPECT_TRUE(program.Has("f/learning-reward.png"));
    EXPECT_TRUE(program.Has("f/learning-loss.png"));
    EXPECT_FALSE(program.Has("f/learning-epsilon.png")) << "lin-ucb explores by its bounds";
    EXPECT_THAT(program.Read("t2/training.csv"), HasSubstr(",act_s,learn_s,"));
    EXPECT_EQ(program.Run("plot t1").status, 0) << "plotting one result still works";
    EXPECT_TRUE(program.Has("t1/figures/learning-curve.png"));
}

TEST(PlotLearning, SaysWhatIsWrong)
{
    const Program program;
    program.Write("s.toml", Learning());
    ASSERT_EQ(program.Run("train s.toml --out t").status, 0);
    ASSERT_EQ(program.Run("evaluate s.toml --policy local --out e").status, 0);
    const auto refuse = [&](const std::string& arguments, const std::string& message) {
        const ProgramOutcome outcome = program.Run("plot " + arguments);
        EXPECT_EQ(outcome.status, 2) << arguments;
        EXPECT_THAT(outcome.err, HasSubstr(message)) << arguments;
    };
    refuse("learning t t", "the same training of lin-ucb with seed 1");
    refuse("learning e", "nothing was trained there");
    refuse("learning nowhere", "there are no results");
    refuse("learning", "RESULTS");
    refuse("learning t --quantity speed", "speed");
    refuse("", "RESULTS");
}

} // namespace edgeward
