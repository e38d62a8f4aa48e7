/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"

#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace edgeward
{
namespace
{

using ::testing::Contains;
using ::testing::HasSubstr;

Catalog
Committed()
{
    return Catalog(EDGEWARD_SOURCE_DIR "/models");
}

/** What the generic tests run over: every network of models/, whoever adds one. */
class EveryDnn : public ::testing::TestWithParam<std::string>
{
};

std::string
TestName(const ::testing::TestParamInfo<std::string>& info)
{
    std::string name = info.param;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Models, EveryDnn, ::testing::ValuesIn(Committed().DnnNames()), TestName);

TEST_P(EveryDnn, HasSoundVariantsWithSources)
{
    const Catalog catalog = Committed();
    const Dnn& dnn = catalog.GetDnn(GetParam());
    EXPECT_EQ(dnn.name, GetParam());
    std::set<std::string> names;
    for (VariantId id = 0; id < dnn.variants.size(); ++id)
    {
        const DnnVariant& variant = dnn.variants[id];
        EXPECT_TRUE(names.insert(variant.name).second) << variant.name;
        EXPECT_EQ(dnn.FindVariant(variant.name), id);
        EXPECT_GT(variant.top1.value_or(0.5), 0.1) << "percent written as a fraction?";
        EXPECT_LE(variant.top5.value_or(1.0), 1.0);
        EXPECT_GE(variant.top5.value_or(1.0), variant.top1.value_or(0.0));
        EXPECT_FALSE(variant.source.empty());
    }
}

TEST_P(EveryDnn, Int8IsTheSameNetworkInASmallerFile)
{
    const Catalog catalog = Committed();
    const Dnn& dnn = catalog.GetDnn(GetParam());
    for (const DnnVariant& full : dnn.variants)
    {
        for (const DnnVariant& small : dnn.variants)
        {
            if (full.precision == "fp32" && small.precision == "int8" &&
                full.width == small.width && full.resolution == small.resolution)
            {
                EXPECT_EQ(full.macs, small.macs);
                EXPECT_EQ(full.parameters, small.parameters);
                EXPECT_LT(small.fileBytes, full.fileBytes);
            }
        }
    }
}

TEST_P(EveryDnn, FileHoldsTheParametersAtItsPrecision)
{
    const Catalog catalog = Committed();
    for (const DnnVariant& variant : catalog.GetDnn(GetParam()).variants)
    {
        // 4 or 1 bytes each; published sizes are rounded to 0.1 MB and carry a little structure.
        const double bytes = variant.parameters * (variant.precision == "fp32" ? 4.0 : 1.0);
        EXPECT_NEAR(variant.fileBytes, bytes, 0.08 * bytes + 0.05e6) << variant.name;
    }
}

TEST_P(EveryDnn, HasAHostProfileOfEveryVariantThatFitsIt)
{
    const Catalog catalog = Committed();
    for (const DnnVariant& variant : catalog.GetDnn(GetParam()).variants)
    {
        const LayerProfile& profile = catalog.GetHostProfile(GetParam(), variant.name);
        double macs = 0.0;
        double parameters = 0.0;
        double seconds = 0.0;
        for (const LayerCost& layer : profile.layers)
        {
            macs += layer.macs;
            parameters += layer.parameters;
            seconds += layer.meanSeconds;
            EXPECT_GT(layer.meanSeconds, 0.0) << layer.name;
            EXPECT_GT(layer.outputBytes, 0u) << layer.name;
            EXPECT_LE(layer.p50Seconds, layer.p95Seconds) << layer.name;
        }
        // 1% and half a unit of the last published digit (1e6 MACs, 1e4 parameters).
        EXPECT_NEAR(macs, variant.macs, 0.01 * variant.macs + 0.5e6) << variant.name;
        EXPECT_NEAR(parameters, variant.parameters, 0.01 * variant.parameters + 0.5e4)
            << variant.name;
        EXPECT_FALSE(profile.source.empty());
        // Layers leave out what happens between operators and were measured in other repetitions.
        EXPECT_NEAR(seconds, profile.totalSeconds, 0.1 * profile.totalSeconds) << variant.name;
    }
}

TEST_P(EveryDnn, MoreWorkTakesLongerOnTheHost)
{
    const Catalog catalog = Committed();
    const Dnn& dnn = catalog.GetDnn(GetParam());
    const auto seconds = [&](const DnnVariant& variant) {
        return catalog.GetHostProfile(GetParam(), variant.name).totalSeconds;
    };
    for (const DnnVariant& more : dnn.variants)
    {
        for (const DnnVariant& less : dnn.variants)
        {
            // A third more work of the same shape; nearer variants may be within the noise.
            const bool isComparable =
                more.precision == less.precision &&
                (more.width == less.width || more.resolution == less.resolution);
            if (isComparable && more.macs > 1.33 * less.macs)
            {
                EXPECT_GT(seconds(more), seconds(less)) << more.name << " against " << less.name;
            }
        }
    }
}

TEST(Catalog, HasTheDevicesAndVariantsOfTheQuickstart)
{
    const Catalog catalog = Committed();
    for (const char* const device : {"raspberry-pi-4",
                                     "raspberry-pi-3b-plus",
                                     "jetson-nano",
                                     "jetson-orin-nano",
                                     "snapdragon-855",
                                     "edge-server-epyc",
                                     "edge-server-xeon",
                                     "cloud-gpu-v100"})
    {
        EXPECT_THAT(catalog.DeviceNames(), Contains(device));
    }
    const Dnn& dnn = catalog.GetDnn("mobilenet-v1");
    ASSERT_GE(dnn.variants.size(), 8u);
    EXPECT_EQ(dnn.defaultVariants.size(), 8u);
    // Accuracies of tensorflow/models slim/nets/mobilenet_v1.md, release 2018_08_02.
    const double top5[] = {0.899, 0.882, 0.849, 0.742, 0.889, 0.870, 0.832, 0.728};
    for (VariantId id = 0; id < 8; ++id)
    {
        EXPECT_EQ(dnn.variants[id].name, "d" + std::to_string(id));
        EXPECT_EQ(dnn.defaultVariants[id], dnn.variants[id].name);
        EXPECT_EQ(dnn.Accuracy(id), top5[id]);
    }
}

TEST(Catalog, NamesTheNearestDeviceNetworkAndVariant)
{
    const Catalog catalog = Committed();
    const SourceLocation where{"scenario.toml", 4, 10};
    EXPECT_THAT(Complaint([&] { catalog.GetDevice("rasberry-pi-4", where); }),
                ::testing::AllOf(HasSubstr("scenario.toml:4:10"), HasSubstr("'raspberry-pi-4'")));
    EXPECT_THAT(Complaint([&] { catalog.GetDnn("mobilnet-v1", where); }),
                HasSubstr("'mobilenet-v1'"));
    EXPECT_THAT(Complaint([&] { catalog.GetDnn("mobilenet-v1").FindVariant("d9", where); }),
                ::testing::AllOf(HasSubstr("scenario.toml:4:10"), HasSubstr("'d9'")));
}

TEST(Catalog, SaysWhatToDoWithoutAFolderOrAProfile)
{
    EXPECT_THAT(Complaint([] { Catalog("/nonexistent"); }), HasSubstr("EDGEWARD_MODELS"));
    const SmallModels models;
    const Catalog catalog(models.Path());
    EXPECT_TRUE(catalog.HasHostProfile("small", "big"));
    EXPECT_FALSE(catalog.HasHostProfile("small", "little"));
    EXPECT_THAT(Complaint([&] { catalog.GetHostProfile("small", "little"); }),
                HasSubstr("edgeward profile"));
}

TEST(Catalog, GivesTheSameObjectEachTime)
{
    const SmallModels models;
    const Catalog catalog(models.Path());
    EXPECT_EQ(&catalog.GetDnn("small"), &catalog.GetDnn("small"));
    EXPECT_EQ(&catalog.GetDevice("board"), &catalog.GetDevice("board"));
}

TEST(Catalog, DefaultFolderIsTheOneOfTheEnvironment)
{
    setenv("EDGEWARD_MODELS", "/somewhere", 1);
    EXPECT_EQ(Catalog::DefaultFolder(), "/somewhere");
    unsetenv("EDGEWARD_MODELS");
    EXPECT_EQ(Catalog::DefaultFolder(), EDGEWARD_SOURCE_DIR "/models");
}

} // namespace
} // namespace edgeward
