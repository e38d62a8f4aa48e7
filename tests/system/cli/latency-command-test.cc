/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/** A device file of three networks, as a user measures them: those of the Raspberry Pi 4 on the
 * ncnn page, 4 threads, fp32. */
std::string
MyBoard()
{
    std::string text = R"(title = "My board"
processor = "4x Cortex-A72 1.8 GHz"
cores = 4
threads = 4
idle_w = 2.7
busy_w = 6.4
power_source = "a meter"
)";
    for (const auto& [dnn, seconds] : std::map<std::string, std::string>{
             {"mobilenet-v2", "0.06188"}, {"resnet-18", "0.12312"}, {"alexnet", "0.0764"}})
    {
        text += "\n[[latency]]\ndnn = \"" + dnn +
                "\"\nwidth = 1.0\nresolution = 224\nprecision = \"fp32\"\nthreads = 4\n"
                "latency_s = " +
                seconds + "\nsource = \"my desk\"\n";
    }
    return text;
}

TEST(DeviceFit, PredictsEveryNetworkFromThree)
{
    const Program program;
    program.Write("my-board.toml", MyBoard());
    const ProgramOutcome outcome = program.Run("device fit my-board.toml");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("My board, 4 threads\n"));
    EXPECT_THAT(outcome.out, ContainsRegex("resnet-18 +[a-z0-9.-]+ +123 +given"));
    EXPECT_THAT(outcome.out, ContainsRegex("resnet-50 +[a-z0-9.-]+ +[0-9]+ +x/[0-9.]+ +predicted"));
    EXPECT_THAT(outcome.out, ContainsRegex("resnet-18 1 224 fp32 +4 +123 +[0-9.]+ +x/"));
    EXPECT_THAT(outcome.out, ContainsRegex("median error [0-9]+ %"));
}

TEST(DeviceFit, NamesANetworkThatIsNotThere)
{
    const Program program;
    std::string text = MyBoard();
    text.replace(text.find("resnet-18"), 9, "resnet-19");
    program.Write("my-board.toml", text);
    const ProgramOutcome outcome = program.Run("device fit my-board.toml");
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err,
                AllOf(HasSubstr("my-board.toml"),
                      HasSubstr("'resnet-19'"),
                      HasSubstr("did you mean 'resnet-18'?")));
    EXPECT_EQ(program.Run("device fit absent.toml").status, 2);
}

/** What a shell does for a models folder of five devices, so that validation takes a second. */
std::string
WithFewDevices()
{
    const std::string models = EDGEWARD_SOURCE_DIR "/models";
    std::string text = "export EDGEWARD_MODELS=$PWD/few && mkdir -p few/devices && ln -sf '" +
                       models + "/dnn' '" + models + "/profiles' few/";
    for (const char* const name :
         {"raspberry-pi-4", "raspberry-pi-5", "rk3588", "jetson-nano", "snapdragon-855"})
    {
        text += " && cp '" + models + "/devices/" + name + ".toml' few/devices/";
    }
    return text;
}

TEST(ValidateLatency, PrintsAndWritesTheErrors)
{
    const Program program;
    program.Write(
        "page.md",
        "before\n<!-- validate latency begin -->\nold\n<!-- validate latency end -->\nafter\n");
    const ProgramOutcome outcome =
        program.Run("validate latency --out out --update-docs page.md", WithFewDevices());
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out,
                AllOf(ContainsRegex("network on device +learned +[0-9]+ +[0-9.]+ % +[0-9.]+ %"),
                      ContainsRegex("network everywhere +macs +[0-9]+"),
                      ContainsRegex("device by specification +roofline +[0-9]+"),
                      ContainsRegex("three known +regression +[0-9]+"),
                      HasSubstr("resnet-50 fp32"),
                      HasSubstr("raspberry-pi-4"),
                      HasSubstr("whole variants")));
    EXPECT_THAT(outcome.err, HasSubstr("network on device: "));
    EXPECT_THAT(program.Read("out/residuals.csv"),
                StartsWith("withheld,predictor,device,threads,dnn,width,resolution,precision,"
                           "published_s,predicted_s,relative_error\r\n"));
    EXPECT_TRUE(program.Has("out/host-layers.csv"));
    EXPECT_TRUE(program.Has("out/predicted-published.gp"));
    const std::string page = program.Read("page.md");
    EXPECT_THAT(page,
                AllOf(StartsWith("before\n"), HasSubstr("| learned |"), HasSubstr("after\n")));
    EXPECT_EQ(page.find("old"), std::string::npos);
}

TEST(ValidateLatency, RefusesAPageWithoutMarksAndAFolderItCannotMake)
{
    const Program program;
    program.Write("page.md", "nothing\n");
    const ProgramOutcome page =
        program.Run("validate latency --quiet --update-docs page.md", WithFewDevices());
    EXPECT_EQ(page.status, 2);
    EXPECT_EQ(page.err.find("fits"), std::string::npos);
    EXPECT_THAT(page.err, HasSubstr("validate latency begin"));
    EXPECT_EQ(program.Run("validate").status, 2);
    EXPECT_EQ(program.Run("validate speed").status, 2);
}

} // namespace
} // namespace edgeward
