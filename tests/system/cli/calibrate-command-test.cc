/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char RUN_ON_FLOWS[] = "run s.toml --fidelity flow --runs 1 --quiet --policy edge --out ";

/** @p text with the first @p from replaced. */
std::string
With(const std::string& text, const std::string& from, const std::string& to)
{
    return std::regex_replace(text, std::regex(from), to, std::regex_constants::format_first_only);
}

TEST(CalibrateCommand, WritesAFileThatRunsOnFlowsUseAndSayTheyUse)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    EXPECT_THAT(program.Run(std::string(RUN_ON_FLOWS) + "a").out,
                HasSubstr("flows with default parameters"));

    const ProgramOutcome outcome = program.Run("calibrate s.toml --seconds 5 --quiet");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.err, IsEmpty());
    EXPECT_THAT(outcome.out,
                AllOf(ContainsRegex("edge +1 "),
                      ContainsRegex("edge +0.5 "),
                      HasSubstr(" -> "),
                      HasSubstr("calibration: s.flow.toml")));
    EXPECT_THAT(program.Read("s.flow.toml"),
                AllOf(HasSubstr("calibrate s.toml --seconds 5"), HasSubstr("network_hash = ")));

    const ProgramOutcome run = program.Run(std::string(RUN_ON_FLOWS) + "b");
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("flows calibrated by s.flow.toml"));
    EXPECT_EQ(program.Read("b/scenario.flow.toml"), program.Read("s.flow.toml"));
    EXPECT_EQ(program.Run("run b/scenario.toml --runs 1 --quiet --out c").status, 0);
    EXPECT_THAT(program.Run("run s.toml --runs 1 --quiet --out d").out, Not(HasSubstr("flows")));
}

TEST(CalibrateCommand, TheSameSeedGivesTheSameParameters)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    program.Write("t.toml", TinyScenario());
    ASSERT_EQ(program.Run("calibrate s.toml --seconds 5 --seed 5 --quiet").status, 0);
    ASSERT_EQ(program.Run("calibrate t.toml --seconds 5 --seed 5 --quiet").status, 0);
    const auto flow = [&program](const std::string& name) {
        const std::string text = program.Read(name);
        return text.substr(text.find("[flow]"), text.find("[provenance]") - text.find("[flow]"));
    };
    EXPECT_EQ(flow("s.flow.toml"), flow("t.flow.toml"));
}

TEST(CalibrateCommand, AFileOfAnotherScenarioOrADamagedOneExitsWith2AndCanBeMadeAgain)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    ASSERT_EQ(program.Run("calibrate s.toml --seconds 2 --quiet").status, 0);
    const std::string good = program.Read("s.flow.toml");
    const std::string run = std::string(RUN_ON_FLOWS) + "never";
    ProgramOutcome outcome = program.Run(run + " --set devices.0.count=3");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err,
                AllOf(HasSubstr("another network"), HasSubstr("edgeward calibrate s.toml")));
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"network_hash = \"....", "network_hash = \"xxxx"},
             {"goodput = ", "goodput = -"},
             {"latency_s = ", "lately_s = "},
             {"\\[flow\\]", "[flow"}})
    {
        program.Write("s.flow.toml", With(good, from, to));
        outcome = program.Run(run);
        EXPECT_EQ(outcome.status, 2) << from;
        EXPECT_THAT(outcome.err, AllOf(HasSubstr("s.flow.toml"), HasSubstr("edgeward calibrate")));
    }
    EXPECT_FALSE(program.Has("never"));
    EXPECT_EQ(program.Run("calibrate s.toml --seconds 2 --quiet").status, 0);
    EXPECT_EQ(program.Run(std::string(RUN_ON_FLOWS) + "now").status, 0);
}

TEST(CalibrateCommand, WhatCannotBeCalibratedExitsWith2)
{
    const Program program;
    program.Write("s.toml", TinyScenario());
    EXPECT_EQ(program.Run("calibrate").status, 2);
    EXPECT_EQ(program.Run("calibrate s.toml --seconds -1").status, 2);
    EXPECT_EQ(program.Run("calibrate none.toml").status, 2);
    EXPECT_EQ(program.Run("calibrate s.toml --set access.type=pigeon").status, 2);
    const ProgramOutcome silent = program.Run(
        "calibrate s.toml --quiet --seconds 1 --set devices.0.workload.rate_per_s=0.00001");
    EXPECT_EQ(silent.status, 2);
    EXPECT_THAT(silent.err, HasSubstr("no request came back"));
    EXPECT_FALSE(program.Has("s.flow.toml"));
}

} // namespace
} // namespace edgeward
