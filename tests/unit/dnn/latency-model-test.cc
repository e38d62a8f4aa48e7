/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-model.h"

#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace edgeward
{
namespace
{

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr VariantId BIG = 0;
constexpr VariantId LITTLE = 1;

std::unique_ptr<LatencyModel>
Model(const std::string& name)
{
    return Registry<LatencyModel>::Create(Spec::Parse(name));
}

bool
IsInCatalog(const Catalog& catalog, const std::string& dnn)
{
    const std::vector<std::string> names = catalog.DnnNames();
    return std::binary_search(names.begin(), names.end(), dnn);
}

/** Whether the device has a published latency, with its threads, of a variant measured on the host:
 * others are known by their specification only, from which 'auto' cannot predict. */
bool
HasAnchor(const Catalog& catalog, const DeviceProfile& device)
{
    for (const PublishedLatency& latency : device.latencies)
    {
        if (latency.threads != device.threads || !IsInCatalog(catalog, latency.dnn))
        {
            continue;
        }
        for (const DnnVariant& variant : catalog.GetDnn(latency.dnn).variants)
        {
            if (variant.width == latency.width && variant.resolution == latency.resolution &&
                variant.precision == latency.precision &&
                catalog.HasHostProfile(latency.dnn, variant.name))
            {
                return true;
            }
        }
    }
    return false;
}

/** What a model says of a variant of the small network on its board. */
LatencyCost
Ask(const std::string& model, const SmallModels& models, VariantId variant, LayerRange range = {})
{
    const Catalog catalog(models.Path());
    return Model(model)->Predict(
        catalog, catalog.GetDevice("board"), catalog.GetDnn("small"), variant, range);
}

TEST(LatencyModel, PublishedNumbersComeBackExactly)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    std::size_t checked = 0;
    for (const std::string& name : catalog.DeviceNames())
    {
        const DeviceProfile& device = catalog.GetDevice(name);
        for (const PublishedLatency& latency : device.latencies)
        {
            if (!IsInCatalog(catalog, latency.dnn))
            {
                continue;
            }
            const Dnn& dnn = catalog.GetDnn(latency.dnn);
            for (VariantId id = 0; id < dnn.variants.size(); ++id)
            {
                const DnnVariant& variant = dnn.variants[id];
                if (latency.threads != device.threads || latency.width != variant.width ||
                    latency.resolution != variant.resolution ||
                    latency.precision != variant.precision)
                {
                    continue;
                }
                for (const char* const model : {"auto", "published"})
                {
                    const LatencyCost cost =
                        Model(model)->Predict(catalog, device, dnn, id, LayerRange{});
                    EXPECT_EQ(cost.meanSeconds, latency.seconds) << name << " " << variant.name;
                    EXPECT_EQ(cost.provenance, Provenance::PUBLISHED);
                    EXPECT_EQ(cost.source, latency.source);
                    ++checked;
                }
            }
        }
    }
    EXPECT_GT(checked, 40u);
}

TEST(LatencyModel, TakesThePublishedNumberOfTheDefaultThreads)
{
    // ncnn benchmark page, Raspberry Pi 4: 4 threads are the default, 1 thread is published as
    // well.
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    const Dnn& dnn = catalog.GetDnn("mobilenet-v1");
    const DeviceProfile& pi = catalog.GetDevice("raspberry-pi-4");
    EXPECT_EQ(Model("auto")->Predict(catalog, pi, dnn, dnn.FindVariant("d0"), {}).meanSeconds,
              0.06117);
    EXPECT_EQ(Model("auto")->Predict(catalog, pi, dnn, dnn.FindVariant("d4"), {}).meanSeconds,
              0.03437);
    DeviceProfile single = pi;
    single.threads = 1;
    EXPECT_EQ(Model("auto")->Predict(catalog, single, dnn, dnn.FindVariant("d0"), {}).meanSeconds,
              0.12432);
}

TEST(LatencyModel, EveryDeviceCanRunEveryVariant)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    for (const std::string& name : catalog.DeviceNames())
    {
        for (const std::string& network : catalog.DnnNames())
        {
            if (!HasAnchor(catalog, catalog.GetDevice(name)))
            {
                continue;
            }
            const Dnn& dnn = catalog.GetDnn(network);
            for (VariantId id = 0; id < dnn.variants.size(); ++id)
            {
                if (!catalog.HasHostProfile(network, dnn.variants[id].name))
                {
                    continue;
                }
                const LatencyCost cost =
                    Model("auto")->Predict(catalog, catalog.GetDevice(name), dnn, id, {});
                EXPECT_GT(cost.meanSeconds, 0.0);
                EXPECT_LT(cost.meanSeconds, 1.0) << name << " " << dnn.variants[id].name;
                EXPECT_GE(cost.variation, 0.0);
                EXPECT_LT(cost.variation, 0.5);
                EXPECT_FALSE(cost.source.empty());
            }
        }
    }
}

TEST(LatencyModel, PredictionScalesTheHostAndSaysSo)
{
    const SmallModels models;
    models.AddLittleProfile();
    const LatencyCost cost = Ask("auto", models, LITTLE);
    // host(little) 2 ms x board(big) 20 ms / host(big) 5 ms
    EXPECT_DOUBLE_EQ(cost.meanSeconds, 0.008);
    EXPECT_EQ(cost.provenance, Provenance::PREDICTED);
    EXPECT_DOUBLE_EQ(cost.variation, 0.0005 / 0.002);
    EXPECT_THAT(cost.source,
                AllOf(HasSubstr("little on host (2 ms)"),
                      HasSubstr("big on board (20 ms, somebody, 2021)"),
                      HasSubstr("on host (5 ms)")));
}

TEST(LatencyModel, AnchorOfTheSamePrecisionWins)
{
    const SmallModels models;
    models.AddLittleProfile();
    models.Write("dnn/small.toml",
                 SMALL_DNN +
                     "\n[[variant]]\nname = \"int\"\nwidth = 1\nresolution = 32\n"
                     "precision = \"int8\"\nmacs = 8e6\nparameters = 1e6\nfile_bytes = 1e6\n"
                     "top1 = 0.6\ntop5 = 0.8\nsource = \"s\"\n\n"
                     "[[variant]]\nname = \"little-int\"\nwidth = 0.5\nresolution = 32\n"
                     "precision = \"int8\"\nmacs = 2e6\nparameters = 1e6\nfile_bytes = 1e6\n"
                     "top1 = 0.6\ntop5 = 0.8\nsource = \"s\"\n");
    models.Write("profiles/host/small-int.csv", BIG_PROFILE);
    models.Write("profiles/host/small-little-int.csv",
                 Replaced(BIG_PROFILE, "total_mean_s: 0.005", "total_mean_s: 0.001"));
    constexpr VariantId LITTLE_INT = 3;
    // Only fp32 is published: 1 ms x 20 ms / 5 ms.
    EXPECT_DOUBLE_EQ(Ask("auto", models, LITTLE_INT).meanSeconds, 0.004);
    // Now int8 is published too, as 10 ms: 1 ms x 10 ms / 5 ms; and fp32 keeps its own anchor.
    models.Write("devices/board.toml",
                 SMALL_DEVICE +
                     "\n[[latency]]\ndnn = \"small\"\nwidth = 1.0\nresolution = 32\n"
                     "precision = \"int8\"\nthreads = 2\nlatency_s = 0.01\nsource = \"s\"\n");
    EXPECT_DOUBLE_EQ(Ask("auto", models, LITTLE_INT).meanSeconds, 0.002);
    EXPECT_DOUBLE_EQ(Ask("auto", models, LITTLE).meanSeconds, 0.008);
}

TEST(LatencyModel, RangeTakesItsShareOfTheHostsLayers)
{
    const SmallModels models; // layers of 1, 2 and 1 ms; 20 ms published for the whole
    const LatencyCost part = Ask("published", models, BIG, {1, 3});
    EXPECT_DOUBLE_EQ(part.meanSeconds, 0.015);
    EXPECT_EQ(part.provenance, Provenance::PREDICTED);
    EXPECT_THAT(part.source,
                AllOf(HasSubstr("share"), HasSubstr("host"), HasSubstr("somebody, 2021")));
    EXPECT_DOUBLE_EQ(Ask("auto", models, BIG, {0, 1}).meanSeconds, 0.005);
    EXPECT_DOUBLE_EQ(Ask("auto", models, BIG, {1, LayerRange::ALL_LAYERS}).meanSeconds, 0.015);
    EXPECT_EQ(Ask("auto", models, BIG, {2, 2}).meanSeconds, 0.0);
    EXPECT_THAT(Complaint([&] { Ask("auto", models, BIG, {0, 4}); }), HasSubstr("3 layers"));
    EXPECT_THAT(Complaint([&] { Ask("auto", models, BIG, {2, 1}); }), HasSubstr("2 to 1"));
}

TEST(LatencyModel, SaysWhatIsMissing)
{
    const SmallModels models;
    EXPECT_THAT(Complaint([&] { Ask("published", models, LITTLE); }),
                AllOf(HasSubstr("little"), HasSubstr("board"), HasSubstr("'auto'")));
    EXPECT_THAT(Complaint([&] { Ask("auto", models, LITTLE); }), HasSubstr("edgeward profile"));
    models.AddLittleProfile();
    models.Write("devices/board.toml", Replaced(SMALL_DEVICE, "threads = 2", "threads = 1"));
    EXPECT_THAT(Complaint([&] { Ask("auto", models, LITTLE); }),
                AllOf(HasSubstr("board"), HasSubstr("1 thread"), HasSubstr("add-a-device")));
    EXPECT_THAT(Complaint([] { Model("atuo"); }), HasSubstr("'auto'"));
}

/**
 * The rule against numbers it was not given: all eight variants are published for the Pixel 3, so
 * each can be predicted from the widest of its precision. The bound is the error found, rounded up;
 * docs/models/latency.md shows the table.
 */
TEST(LatencyModel, PredictsTheOtherWidthsOfThePixel3WithinTheDocumentedError)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    const Dnn dnn = catalog.GetDnn("mobilenet-v1").Select({}); // d0 .. d7
    const DeviceProfile& pixel = catalog.GetDevice("pixel-3");
    for (VariantId id = 0; id < dnn.variants.size(); ++id)
    {
        const VariantId anchorId = id < 4 ? 0 : 4;
        DeviceProfile anchored = pixel;
        anchored.latencies.erase(
            std::remove_if(anchored.latencies.begin(),
                           anchored.latencies.end(),
                           [](const PublishedLatency& latency) { return latency.width != 1.0; }),
            anchored.latencies.end());
        const double predicted = Model("auto")->Predict(catalog, anchored, dnn, id, {}).meanSeconds;
        const double published =
            Model("published")->Predict(catalog, pixel, dnn, id, {}).meanSeconds;
        RecordProperty(dnn.variants[id].name, std::to_string(predicted / published));
        if (id == anchorId)
        {
            EXPECT_EQ(predicted, published);
        }
        EXPECT_NEAR(predicted / published, 1.0, 0.40) << dnn.variants[id].name;
    }
}

} // namespace
} // namespace edgeward
