/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"
#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

/** One damage to a sound file and what the user must be told. */
struct Damage
{
    std::string test; ///< name of the test
    std::string from;
    std::string to;
    std::string message; ///< part of the message: the key or the problem
    std::string line;    ///< ":line" that the message names; empty: the key is missing and has none
};

void
PrintTo(const Damage& damage, std::ostream* out)
{
    *out << damage.test;
}

std::string
TestName(const ::testing::TestParamInfo<Damage>& info)
{
    return info.param.test;
}

class DamagedDnn : public ::testing::TestWithParam<Damage>
{
};

TEST_P(DamagedDnn, IsRejectedWithFileLineAndKey)
{
    const SmallModels models;
    models.Write("dnn/small.toml", Replaced(SMALL_DNN, GetParam().from, GetParam().to));
    const Catalog catalog(models.Path());
    EXPECT_THAT(Complaint([&] { catalog.GetDnn("small"); }),
                AllOf(HasSubstr("small.toml" + GetParam().line), HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Files,
    DamagedDnn,
    ::testing::Values(
        Damage{"NegativeMacs", "macs = 8e6", "macs = -8e6", "macs", ":9"},
        Damage{"ZeroParameters", "parameters = 1e6", "parameters = 0", "parameters", ":10"},
        Damage{"PercentAccuracy", "top1 = 0.7", "top1 = 70", "top1", ":12"},
        Damage{"NotANumber", "top1 = 0.7", "top1 = nan", "top1", ":12"},
        Damage{"Top5BelowTop1", "top5 = 0.9", "top5 = 0.5", "top5", ":13"},
        Damage{"EmptySource", "source = \"somebody, 2020\"", "source = \" \"", "source", ":14"},
        Damage{"MissingSource", "source = \"somebody, 2020\"\n", "", "source", ":4"},
        Damage{"MissingMacs", "macs = 8e6\n", "", "macs", ":4"},
        Damage{"UnknownKey", "macs = 8e6", "macs = 8e6\nflops = 1", "flops", ":10"},
        Damage{"UnknownKeyOnTop", "title =", "titel = \"x\"\ntitle =", "titel", ":1"},
        Damage{"UnknownPrecision", "\"fp32\"", "\"fp23\"", "fp32", ":8"},
        Damage{"WrongType", "width = 1.0", "width = \"1\"", "width", ":6"},
        Damage{"FractionalResolution", "resolution = 32", "resolution = 32.5", "resolution", ":7"},
        Damage{"DuplicateVariant", "name = \"little\"", "name = \"big\"", "second variant", ":17"},
        Damage{"UnknownMetric", "\"top1\"", "\"top3\"", "accuracy_metric", ":2"},
        Damage{"SyntaxError", "width = 1.0", "width = ", "", ":6"}),
    TestName);

class DamagedDevice : public ::testing::TestWithParam<Damage>
{
};

TEST_P(DamagedDevice, IsRejectedWithFileLineAndKey)
{
    const SmallModels models;
    models.Write("devices/board.toml", Replaced(SMALL_DEVICE, GetParam().from, GetParam().to));
    const Catalog catalog(models.Path());
    EXPECT_THAT(Complaint([&] { catalog.GetDevice("board"); }),
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
        Damage{"ZeroLatency", "latency_s = 0.02", "latency_s = 0", "latency_s", ":16"},
        Damage{"NegativeLatency", "latency_s = 0.02", "latency_s = -0.02", "latency_s", ":16"},
        Damage{"InfiniteLatency", "latency_s = 0.02", "latency_s = inf", "latency_s", ":16"},
        Damage{"MissingLatencySource", "source = \"somebody, 2021\"\n", "", "source", ":10"},
        Damage{"MissingPrecision", "precision = \"fp32\"\n", "", "precision", ":10"},
        Damage{"UnknownKey",
               "latency_s = 0.02",
               "latency_s = 0.02\nlatency_ms = 20",
               "latency_ms",
               ":17"},
        Damage{"DuplicateLatency",
               "source = \"somebody, 2021\"\n",
               "source = \"a\"\n[[latency]]\ndnn = \"small\"\nwidth = 1\nresolution = 32\n"
               "precision = \"fp32\"\nthreads = 2\nlatency_s = 0.03\nsource = \"b\"\n",
               "second latency",
               ":24"}),
    TestName);

TEST(DamagedCatalog, WithoutVariantsIsRejected)
{
    const SmallModels models;
    models.Write("dnn/small.toml", "title = \"x\"\n");
    EXPECT_THAT(Complaint([&] { Catalog(models.Path()).GetDnn("small"); }), HasSubstr("variant"));
}

TEST(DamagedCatalog, ReferenceWithUnknownKeyIsRejected)
{
    const SmallModels models;
    models.Write("profiles/reference.toml", "host = \"host\"\nhots = 1\n");
    EXPECT_THAT(Complaint([&] { Catalog(models.Path()).GetHostProfile("small", "big"); }),
                HasSubstr("hots"));
}

} // namespace
} // namespace edgeward
