/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace edgeward
{
namespace
{

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

Catalog
Committed()
{
    return Catalog(EDGEWARD_SOURCE_DIR "/models");
}

/** The generic tests run over every device of models/, whoever adds one. */
class EveryDevice : public ::testing::TestWithParam<std::string>
{
  protected:
    const Catalog m_catalog = Committed();
    const DeviceProfile& m_device = m_catalog.GetDevice(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Models,
                         EveryDevice,
                         ::testing::ValuesIn(Committed().DeviceNames()),
                         [](const ::testing::TestParamInfo<std::string>& info) {
                             std::string name = info.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

/** A source names something: more than a word, and no rest of a template. */
void
ExpectSource(const std::string& source)
{
    EXPECT_GT(source.size(), 10u) << source;
    EXPECT_THAT(source, HasSubstr(" "));
    EXPECT_THAT(source, Not(HasSubstr("TODO")));
    EXPECT_THAT(source, Not(HasSubstr("recalled"))) << "say 'unverified'";
    EXPECT_THAT(source, Not(HasSubstr("%s")));
}

TEST_P(EveryDevice, HasPositivePowersWithSources)
{
    EXPECT_EQ(m_device.name, GetParam());
    EXPECT_GT(m_device.idleWatt, 0.0);
    EXPECT_GT(m_device.busyWatt, m_device.idleWatt);
    ExpectSource(m_device.powerSource);
}

TEST_P(EveryDevice, HasASpecificationInSiUnitsWithItsSource)
{
    // From the 8 MB of an accelerator and one small core to the largest server of today.
    if (m_device.memoryBytes > 0.0)
    {
        EXPECT_GE(m_device.memoryBytes, 8e6);
        EXPECT_LE(m_device.memoryBytes, 1e13);
    }
    if (m_device.peakFlops > 0.0)
    {
        EXPECT_GE(m_device.peakFlops, 1e9);
        EXPECT_LE(m_device.peakFlops, 1e15);
    }
    if (m_device.memoryBandwidth > 0.0)
    {
        EXPECT_GE(m_device.memoryBandwidth, 1e9);
        EXPECT_LE(m_device.memoryBandwidth, 1e13);
    }
    if (m_device.loadRate > 0.0)
    {
        EXPECT_GE(m_device.loadRate, 1e7);
        EXPECT_LE(m_device.loadRate, 1e11);
    }
    const bool hasNumber =
        m_device.memoryBytes + m_device.peakFlops + m_device.memoryBandwidth + m_device.loadRate >
        0.0;
    if (hasNumber)
    {
        ExpectSource(m_device.specificationSource);
    }
    EXPECT_TRUE(!m_device.latencies.empty() || m_device.peakFlops > 0.0)
        << "neither latencies nor a specification: nothing can be predicted";
}

TEST_P(EveryDevice, HasLatenciesWithSources)
{
    bool hasDefaultThreads = m_device.latencies.empty();
    for (const PublishedLatency& latency : m_device.latencies)
    {
        EXPECT_GT(latency.seconds, 1e-4) << "milliseconds twice?";
        EXPECT_LT(latency.seconds, 10.0) << "milliseconds written as seconds?";
        EXPECT_THAT(latency.source, Not(HasSubstr("unverified")))
            << "a latency that nobody can check is no published one";
        ExpectSource(latency.source);
        hasDefaultThreads = hasDefaultThreads || latency.threads == m_device.threads;
    }
    EXPECT_TRUE(hasDefaultThreads) << "no latency with the device's default number of threads";
}

TEST_P(EveryDevice, LatenciesAreOfVariantsOfTheCatalogue)
{
    for (const PublishedLatency& latency : m_device.latencies)
    {
        const std::vector<DnnVariant>& variants = m_catalog.GetDnn(latency.dnn).variants;
        const bool isKnown =
            std::any_of(variants.begin(), variants.end(), [&](const DnnVariant& variant) {
                return variant.width == latency.width && variant.resolution == latency.resolution &&
                       variant.precision == latency.precision;
            });
        EXPECT_TRUE(isKnown) << latency.dnn << " " << latency.width << " " << latency.resolution
                             << " " << latency.precision;
    }
}

TEST_P(EveryDevice, LevelsAreSoundAndTheDefaultOneIsTheDevice)
{
    for (const DvfsLevel& level : m_device.dvfsLevels)
    {
        ExpectSource(level.source);
        EXPECT_GT(level.idleWatt, 0.0) << level.name;
        EXPECT_GT(level.busyWatt, level.idleWatt) << level.name;
        if (level.latencyFactor == 1.0)
        {
            EXPECT_EQ(level.idleWatt, m_device.idleWatt) << level.name;
            EXPECT_EQ(level.busyWatt, m_device.busyWatt) << level.name;
        }
        else
        {
            EXPECT_THAT(
                level.source,
                ::testing::AnyOf(HasSubstr("predicted: inverse clock"), HasSubstr("measured")))
                << level.name;
        }
    }
}

TEST_P(EveryDevice, LowerClocksAreSlowerInTheSameRatio)
{
    for (const DvfsLevel& reference : m_device.dvfsLevels)
    {
        for (const DvfsLevel& level : m_device.dvfsLevels)
        {
            if (reference.latencyFactor == 1.0)
            {
                // Factors are written with six digits.
                EXPECT_NEAR(level.latencyFactor, reference.hertz / level.hertz, 1e-4) << level.name;
            }
        }
    }
}

TEST(DeviceCatalog, HasTheDevicesThatPapersAndTablesName)
{
    const std::vector<std::string> names = Committed().DeviceNames();
    EXPECT_GE(names.size(), 25u);
    for (const char* const device : {"raspberry-pi-zero-2w",
                                     "raspberry-pi-3b-plus",
                                     "raspberry-pi-4",
                                     "raspberry-pi-5",
                                     "jetson-nano",
                                     "jetson-nano-gpu",
                                     "jetson-agx-xavier",
                                     "jetson-agx-xavier-gpu",
                                     "jetson-orin-nano",
                                     "jetson-orin-nano-gpu",
                                     "jetson-agx-orin",
                                     "jetson-agx-orin-gpu",
                                     "jetson-tx1-gpu",
                                     "jetson-tx2",
                                     "snapdragon-855",
                                     "snapdragon-8-gen-2",
                                     "pixel-1",
                                     "pixel-2",
                                     "pixel-3",
                                     "pixel-4",
                                     "rk3588",
                                     "rk3588-little",
                                     "rk3588-gpu",
                                     "coral-usb",
                                     "coral-dev-board",
                                     "edge-server-epyc",
                                     "edge-server-xeon",
                                     "cloud-gpu-v100",
                                     "desktop-rtx-3090",
                                     "tesla-k40",
                                     "titan-x",
                                     "macbook-air-m3",
                                     "desktop-ryzen-5950x",
                                     "desktop-i7-13700k",
                                     "aws-a1-medium",
                                     "aws-a1-large",
                                     "aws-a1-xlarge"})
    {
        EXPECT_THAT(names, Contains(device));
    }
}

TEST(DeviceCatalog, GpusOfTheNcnnPageHaveNoInt8)
{
    // There its int8 runs fall back to the CPU.
    const Catalog catalog = Committed();
    for (const std::string& name : catalog.DeviceNames())
    {
        for (const PublishedLatency& latency : catalog.GetDevice(name).latencies)
        {
            if (latency.source.find("Vulkan") != std::string::npos)
            {
                EXPECT_EQ(latency.precision, "fp32") << name;
            }
        }
    }
}

/** A cell of a published table. */
struct PublishedCell
{
    std::string device;
    std::string dnn;
    std::string precision;
    std::uint32_t threads;
    double milliseconds;
};

double
Milliseconds(const Catalog& catalog, const PublishedCell& cell)
{
    for (const PublishedLatency& latency : catalog.GetDevice(cell.device).latencies)
    {
        if (latency.dnn == cell.dnn && latency.precision == cell.precision &&
            latency.threads == cell.threads && latency.width == 1.0 && latency.resolution == 224)
        {
            return 1e3 * latency.seconds;
        }
    }
    return 0.0;
}

TEST(DeviceCatalog, HoldsThePublishedNumbers)
{
    // Copied by hand from ncnn benchmark/README.md @a4d2ea1 ("avg"), and the last four from the
    // pages of TensorFlow Lite, MobileNetV2/V3 and Coral.
    const std::vector<PublishedCell> cells{
        {"raspberry-pi-4", "resnet-50", "int8", 4, 196.65},
        {"raspberry-pi-4", "vgg-16", "fp32", 1, 1071.85},
        {"raspberry-pi-zero-2w", "efficientnet-b0", "fp32", 4, 202.14},
        {"raspberry-pi-5", "mobilenet-v1", "fp32", 1, 20.3},
        {"jetson-nano", "squeezenet-1.1", "fp32", 4, 30.59},
        {"jetson-nano-gpu", "alexnet", "fp32", 1, 74.14},
        {"jetson-agx-orin", "resnet-18", "int8", 8, 10.42},
        {"jetson-agx-orin-gpu", "vgg-16", "fp32", 1, 8.18},
        {"jetson-agx-xavier", "mobilenet-v3-large", "fp32", 4, 9.07},
        {"jetson-orin-nano", "mobilenet-v2", "fp32", 6, 6.51},
        {"snapdragon-855", "resnet-18", "fp32", 1, 22.12},
        {"snapdragon-8-gen-2", "squeezenet-1.1", "int8", 4, 2.4},
        {"rk3588", "resnet-50", "fp32", 4, 53.83},
        {"rk3588-little", "mobilenet-v1", "int8", 1, 111.94},
        {"edge-server-epyc", "alexnet", "fp32", 64, 3.97},
        {"edge-server-xeon", "mobilenet-v1", "int8", 16, 1.53},
        {"edge-server-xeon-second-run", "efficientnet-b0", "fp32", 1, 20.52},
        {"cloud-gpu-v100", "resnet-50", "fp32", 1, 3.72},
        {"desktop-rtx-3090", "mobilenet-v1", "fp32", 10, 1.32},
        {"macbook-air-m3", "resnet-50", "int8", 1, 20.58},
        {"desktop-ryzen-5950x", "vgg-16", "fp32", 16, 56.36},
        {"desktop-i7-13700k", "mobilenet-v2", "fp32", 16, 2.47},
        {"pixel-3-gpu", "mobilenet-v1", "fp32", 1, 6.5},
        {"pixel-1", "mobilenet-v2", "fp32", 1, 73.8},
        {"pixel-2", "mobilenet-v3-small", "int8", 1, 15.0},
        {"coral-usb", "mobilenet-v2", "int8", 1, 2.6},
    };
    const Catalog catalog = Committed();
    for (const PublishedCell& cell : cells)
    {
        EXPECT_DOUBLE_EQ(Milliseconds(catalog, cell), cell.milliseconds)
            << cell.device << " " << cell.dnn << " " << cell.precision << " " << cell.threads;
    }
}

} // namespace
} // namespace edgeward
