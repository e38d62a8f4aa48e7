/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace edgeward
{

namespace
{

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(DeviceShow, PrintsTheSpecificationWithUnits)
{
    const ProgramOutcome outcome = Program().Run("device show raspberry-pi-4");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("raspberry-pi-4: Raspberry Pi 4 Model B\n"));
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("processor         4x Cortex-A72 1.8 GHz (BCM2711B0)\n"),
                      HasSubstr("threads           4 for an inference\n"),
                      HasSubstr("peak              57.6 GFLOP/s fp32\n"),
                      HasSubstr("memory            4 GiB\n"),
                      HasSubstr("memory bandwidth  12.8 GB/s\n"),
                      HasSubstr("power             2.7 W idle, 6.4 W busy\n")));
    EXPECT_THAT(outcome.out, Not(HasSubstr("sources:")));
}

TEST(DeviceShow, PrintsTheLatenciesWithTheirVariants)
{
    const ProgramOutcome outcome = Program().Run("device show raspberry-pi-4");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("latency\n"));
    EXPECT_THAT(outcome.out, HasSubstr("(ms)"));
    // Its int8 number of four threads on the ncnn page; "d4" is the catalogue's name.
    EXPECT_THAT(outcome.out,
                ContainsRegex("mobilenet-v1 +d4 +1 +224 +int8 +4 +34\\.37 +ncnn benchmark/README"));
    EXPECT_THAT(outcome.out, HasSubstr("Simulations take the rows of 4 threads."));
}

TEST(DeviceShow, PrintsLevelsOfFrequencyScaling)
{
    const ProgramOutcome outcome = Program().Run("device show jetson-nano-gpu");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, ContainsRegex("10 W \\(MAXN\\) +921\\.6 +1\\.000 +1\\.9 +10\n"));
    EXPECT_THAT(outcome.out, ContainsRegex("5 W +640 +1\\.440 +1\\.9 +5\n"));
}

TEST(DeviceShow, PrintsEverySourceWhenAsked)
{
    const ProgramOutcome outcome = Program().Run("device show jetson-nano-gpu --sources");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("  power: busy: upper bound"),
                      HasSubstr("  specification: memory, bandwidth"),
                      HasSubstr("  level 5 W: NVIDIA L4T"),
                      HasSubstr("  resnet-50 1 224 fp32 1: ncnn benchmark/README.md @a4d2ea1, ")));
}

TEST(DeviceShow, SaysWhatIsNotKnown)
{
    const ProgramOutcome outcome = Program().Run("device show aws-a1-medium");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("memory bandwidth  unknown\n"));
    EXPECT_THAT(outcome.out, HasSubstr("known by its specification only"));
}

TEST(DeviceShow, ReadsAFileOfTheUsers)
{
    const Program program;
    program.Write("my-board.toml",
                  "title = \"My board\"\nprocessor = \"2x Core\"\ncores = 2\nthreads = 2\n"
                  "idle_w = 1\nbusy_w = 2\npower_source = \"my meter\"\n");
    const ProgramOutcome outcome = program.Run("device show my-board.toml");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("my-board: My board\n"));
    program.Write("bad.toml", "title = \"My board\"\nprocesor = \"2x Core\"\n");
    const ProgramOutcome bad = program.Run("device show bad.toml");
    EXPECT_EQ(bad.status, 2);
    EXPECT_THAT(bad.err, HasSubstr("edgeward: bad.toml:2:1: procesor: is no key here; "));
    EXPECT_THAT(bad.err, HasSubstr("did you mean 'processor'?"));
    EXPECT_THAT(bad.err, HasSubstr("edgeward: bad.toml: cores: is missing"));
    EXPECT_EQ(bad.out, "");
}

TEST(DeviceShow, NamesTheNearestDevice)
{
    const ProgramOutcome outcome = Program().Run("device show jetson-nao");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err,
                StartsWith("edgeward: unknown device 'jetson-nao'; did you mean 'jetson-nano'?"));
    EXPECT_EQ(Program().Run("device").status, 2);
    EXPECT_EQ(Program().Run("device show").status, 2);
}

TEST(ListDevices, IsOneShortAlignedLineEach)
{
    const ProgramOutcome outcome = Program().Run("list devices");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    std::istringstream lines(outcome.out);
    std::string line;
    std::size_t count = 0;
    std::set<std::size_t> titles;
    while (std::getline(lines, line))
    {
        ++count;
        EXPECT_LE(line.size(), 100u) << line;
        titles.insert(line.find_first_not_of(' ', line.find(' ')));
    }
    EXPECT_GE(count, 25u);
    EXPECT_EQ(titles.size(), 1u) << "titles begin in one column";
}

} // namespace

} // namespace edgeward
