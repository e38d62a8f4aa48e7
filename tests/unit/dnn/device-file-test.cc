/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/device-file.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "base/toml-reader.h"
#include "support/complaint.h"
#include "unit/dnn/damage.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/** SMALL_DEVICE (18 lines) with everything that is optional. */
const std::string FULL_DEVICE = SMALL_DEVICE + R"(
[[dvfs]]
name = "fast"
frequency_hz = 2e9
latency_factor = 1.0
idle_w = 1.0
busy_w = 3.5
source = "its clocks"

[[dvfs]]
name = "slow"
frequency_hz = 1e9
latency_factor = 2.0
idle_w = 0.8
busy_w = 1.5
source = "its clocks"
)";

const std::string SPECIFICATION = R"(peak_flops = 1e9
memory_bandwidth_bytes_per_s = 2e9
load_bytes_per_s = 3e7
instructions_per_s = 5e9
specification_source = "a label")";

/** FULL_DEVICE with a peak, a bandwidth, a loading rate and a rate of instructions. */
std::string
DeviceText()
{
    return Replaced(FULL_DEVICE, "specification_source = \"a label\"", SPECIFICATION);
}

DeviceProfile
Read(const std::string& text)
{
    const SmallModels models;
    models.Write("devices/board.toml", text);
    return ReadDeviceFile(models.Path() + "/devices/board.toml");
}

TEST(DeviceFile, HoldsTheSpecificationAndTheLevels)
{
    const DeviceProfile device = Read(DeviceText());
    EXPECT_EQ(device.name, "board");
    EXPECT_EQ(device.memoryBytes, 1000.0);
    EXPECT_EQ(device.peakFlops, 1e9);
    EXPECT_EQ(device.memoryBandwidth, 2e9);
    EXPECT_EQ(device.loadRate, 3e7);
    EXPECT_EQ(device.instructionRate, 5e9);
    EXPECT_EQ(device.specificationSource, "a label");
    ASSERT_EQ(device.dvfsLevels.size(), 2u);
    const DvfsLevel& slow = device.dvfsLevels[1];
    EXPECT_EQ(slow.name, "slow");
    EXPECT_EQ(slow.hertz, 1e9);
    EXPECT_EQ(slow.latencyFactor, 2.0);
    EXPECT_EQ(slow.idleWatt, 0.8);
    EXPECT_EQ(slow.busyWatt, 1.5);
    EXPECT_EQ(slow.source, "its clocks");
    ASSERT_EQ(device.latencies.size(), 1u);
    EXPECT_EQ(device.latencies[0].seconds, 0.02);
}

TEST(DeviceFile, NeedsNeitherSpecificationNorLevelsNorLatencies)
{
    const DeviceProfile device = Read(SMALL_DEVICE.substr(0, SMALL_DEVICE.find("memory_bytes")));
    EXPECT_EQ(device.memoryBytes, 0.0);
    EXPECT_EQ(device.peakFlops, 0.0);
    EXPECT_EQ(device.memoryBandwidth, 0.0);
    EXPECT_EQ(device.loadRate, 0.0);
    EXPECT_EQ(device.instructionRate, 0.0);
    EXPECT_TRUE(device.specificationSource.empty());
    EXPECT_TRUE(device.dvfsLevels.empty());
    EXPECT_TRUE(device.latencies.empty());
}

TEST(DeviceFile, EachNumberOfTheSpecificationNeedsItsSource)
{
    const std::string bare = SMALL_DEVICE.substr(0, SMALL_DEVICE.find("memory_bytes"));
    for (const std::string line : {"memory_bytes = 1000\n",
                                   "peak_flops = 1e9\n",
                                   "memory_bandwidth_bytes_per_s = 1e9\n",
                                   "load_bytes_per_s = 1e9\n",
                                   "instructions_per_s = 1e9\n"})
    {
        EXPECT_THAT(Complaint([&] { Read(bare + line); }),
                    HasSubstr("specification_source: is missing"))
            << line;
        EXPECT_NO_THROW(Read(bare + line + "specification_source = \"a label\"\n")) << line;
    }
}

TEST(DeviceFile, TellsEveryProblemAtOnce)
{
    std::string text = DeviceText();
    text = Replaced(text, "idle_w = 1.0", "idle_w = -1.0");
    text = Replaced(text, "peak_flops = 1e9", "peak_flops = nan");
    text = Replaced(text, "latency_s = 0.02", "latency_ms = 20");
    text = Replaced(text, "latency_factor = 2.0", "latency_factor = 0");
    text = Replaced(text, "title = ", "titel = ");
    const std::string complaint = Complaint([&] { Read(text); });
    for (const char* const part :
         {"board.toml:5:1: idle_w: is -1",
          "board.toml:9:1: peak_flops: ",
          "latency.0.latency_s: is missing",
          "latency.0.latency_ms: is no key here; did you mean 'latency_s'?",
          "dvfs.1.latency_factor: is 0",
          "title: is missing",
          "titel: is no key here; did you mean 'title'?"})
    {
        EXPECT_THAT(complaint, HasSubstr(part));
    }
    EXPECT_EQ(std::count(complaint.begin(), complaint.end(), '\n'), 6) << complaint;
}

TEST(DeviceFile, ReferencePageHoldsEveryKey)
{
    const std::string page = ReadWholeFile(EDGEWARD_SOURCE_DIR "/docs/reference/device.md");
    const TomlTable table = TomlTable::ParseText(DeviceText(), "board.toml");
    std::vector<std::string> keys = table.Keys();
    for (const char* const array : {"latency", "dvfs"})
    {
        EXPECT_THAT(page, HasSubstr("## `[[" + std::string(array) + "]]`"));
        keys.erase(std::find(keys.begin(), keys.end(), array));
        const std::vector<std::string> inner = table.GetTables(array).front().Keys();
        keys.insert(keys.end(), inner.begin(), inner.end());
    }
    EXPECT_EQ(keys.size(), 13u + 7u + 6u) << "DeviceText() has every key";
    for (const std::string& key : keys)
    {
        EXPECT_THAT(page, HasSubstr("| `" + key + "` |"));
    }
}

class DamagedDevice : public ::testing::TestWithParam<Damage>
{
};

TEST_P(DamagedDevice, IsRejectedWithFileLineAndKey)
{
    const std::string text = Replaced(FULL_DEVICE, GetParam().from, GetParam().to);
    EXPECT_THAT(Complaint([&] { Read(text); }),
                AllOf(HasSubstr("board.toml" + GetParam().line), HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Files,
    DamagedDevice,
    ::testing::Values(
        Damage{"NegativePower", "idle_w = 1.0", "idle_w = -1.0", "idle_w", ":5"},
        Damage{"BusyBelowIdle", "busy_w = 3.5", "busy_w = 0.5", "busy_w", ":6"},
        Damage{"MissingPowerSource", "power_source = \"a meter\"\n", "", "power_source", ""},
        Damage{"EmptyPowerSource", "\"a meter\"", "\"\"", "power_source", ":7"},
        Damage{"NoThreads", "threads = 2", "threads = 0", "threads", ":4"},
        Damage{"NegativeMemory", "memory_bytes = 1000", "memory_bytes = -1", "memory_bytes", ":8"},
        Damage{"MemoryOfNothing", "memory_bytes = 1000", "memory_bytes = 0", "memory_bytes", ":8"},
        Damage{"PeakInGiga",
               "memory_bytes = 1000",
               "peak_flops = 57.6",
               "peak_flops: is 57.6, not a number",
               ":8"},
        Damage{"BandwidthInGiga",
               "memory_bytes = 1000",
               "memory_bandwidth_bytes_per_s = 12.8",
               "memory_bandwidth_bytes_per_s",
               ":8"},
        Damage{"InfiniteLoadRate",
               "memory_bytes = 1000",
               "load_bytes_per_s = inf",
               "load_bytes_per_s",
               ":8"},
        Damage{"MisspeltSpecification",
               "memory_bytes = 1000",
               "peak_flop = 1e9",
               "did you mean 'peak_flops'?",
               ":8"},
        Damage{"BlankSpecificationSource",
               "\"a label\"",
               "\" \"",
               "specification_source: is empty",
               ":9"},
        Damage{"ZeroLatency", "latency_s = 0.02", "latency_s = 0", "latency_s", ":17"},
        Damage{"NegativeLatency", "latency_s = 0.02", "latency_s = -0.02", "latency_s", ":17"},
        Damage{"InfiniteLatency", "latency_s = 0.02", "latency_s = inf", "latency_s", ":17"},
        Damage{"LatencyNotANumber", "latency_s = 0.02", "latency_s = nan", "latency_s", ":17"},
        Damage{"MissingLatencySource", "source = \"somebody, 2021\"\n", "", "source", ":11"},
        Damage{"MissingPrecision", "precision = \"fp32\"\n", "", "precision", ":11"},
        Damage{"HalfPrecision", "\"fp32\"", "\"fp16\"", "known: fp32, int8", ":15"},
        Damage{"UnknownKey",
               "latency_s = 0.02",
               "latency_s = 0.02\nlatency_ms = 20",
               "latency_ms",
               ":18"},
        Damage{"DuplicateLatency",
               "source = \"somebody, 2021\"\n",
               "source = \"a\"\n[[latency]]\ndnn = \"small\"\nwidth = 1\nresolution = 32\n"
               "precision = \"fp32\"\nthreads = 2\nlatency_s = 0.03\nsource = \"b\"\n",
               "second latency",
               ":25"},
        Damage{"LatenciesAsANumber", "[[latency]]", "[[latencies]]", "did you mean 'latency'?", ""},
        Damage{"ClockInMega",
               "frequency_hz = 2e9",
               "frequency_hz = 2000",
               "dvfs.0.frequency_hz",
               ":22"},
        Damage{"FactorOfNothing",
               "latency_factor = 2.0",
               "latency_factor = 0",
               "dvfs.1.latency_factor",
               ":31"},
        Damage{"NoDefaultLevel",
               "latency_factor = 1.0",
               "latency_factor = 1.5",
               "no level has latency_factor 1",
               ""},
        Damage{"SecondLevelOfOneName", "\"slow\"", "\"fast\"", "a second level 'fast'", ":29"},
        Damage{"LevelBusyBelowIdle", "busy_w = 1.5", "busy_w = 0.5", "dvfs.1.busy_w", ":33"},
        Damage{"LevelWithoutPower", "idle_w = 0.8\n", "", "dvfs.1.idle_w: is missing", ":28"},
        Damage{"MisspeltLevelKey",
               "frequency_hz = 1e9",
               "frequency_hz = 1e9\nlatency_facto = 2",
               "did you mean 'latency_factor'?",
               ":31"}),
    DamageName);

TEST(DamagedDevice, LevelWithoutSourceIsRejected)
{
    const std::string text = FULL_DEVICE.substr(0, FULL_DEVICE.rfind("source = "));
    EXPECT_THAT(Complaint([&] { Read(text); }), HasSubstr("dvfs.1.source: is missing"));
}

TEST(DamagedDevice, ThatIsNotThereIsAnIoError)
{
    EXPECT_THROW(ReadDeviceFile("/nonexistent/board.toml"), IoError);
}

} // namespace
} // namespace edgeward
