/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-model.h"

#include "support/complaint.h"
#include "unit/dnn/small-models.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

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
    std::map<std::string, std::unique_ptr<LatencyModel>> models; // each learns once
    for (const char* const model : {"learned", "published"})
    {
        models[model] = Model(model);
    }
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
                for (const auto& [modelName, model] : models)
                {
                    const LatencyCost cost = model->Predict(catalog, device, dnn, id, LayerRange{});
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
    EXPECT_EQ(Model("learned")->Predict(catalog, pi, dnn, dnn.FindVariant("d0"), {}).meanSeconds,
              0.06117);
    EXPECT_EQ(Model("learned")->Predict(catalog, pi, dnn, dnn.FindVariant("d4"), {}).meanSeconds,
              0.03437);
    DeviceProfile single = pi;
    single.threads = 1;
    EXPECT_EQ(
        Model("learned")->Predict(catalog, single, dnn, dnn.FindVariant("d0"), {}).meanSeconds,
        0.12432);
}

TEST(LatencyModel, EveryDeviceCanRunEveryVariant)
{
    const auto model = Model("learned"); // learns once
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
                const LatencyCost cost =
                    model->Predict(catalog, catalog.GetDevice(name), dnn, id, {});
                EXPECT_GT(cost.meanSeconds, 0.0);
                EXPECT_LT(cost.meanSeconds, 10.0) << name << " " << dnn.variants[id].name;
                EXPECT_GE(cost.variation, 0.0);
                EXPECT_LT(cost.variation, 0.5);
                EXPECT_FALSE(cost.source.empty());
            }
        }
    }
}

TEST(LatencyModel, LearnedScalesTheHostWhereThereIsOneNumber)
{
    const SmallModels models;  // big: layers of 1, 2, 1 ms on the host, 20 ms on the board
    models.AddLittleProfile(); // little: layers of 1 ms each
    const LatencyCost cost = Ask("learned", models, LITTLE);
    // One number fixes the level, host(little) 3 ms x board(big) 20 ms / host(big) 4 ms; how alike
    // the two are is the prior's, so it holds to about the error that is given.
    EXPECT_NEAR(std::log(cost.meanSeconds / 0.015), 0.0, 0.25);
    EXPECT_EQ(cost.provenance, Provenance::PREDICTED);
    EXPECT_DOUBLE_EQ(cost.variation, 0.0005 / 0.002);
    EXPECT_GT(cost.relativeError, 0.1);
    EXPECT_LT(cost.relativeError, 0.6);
    EXPECT_THAT(cost.source,
                AllOf(HasSubstr("1 published numbers of board"), HasSubstr("measured on host")));
}

TEST(LatencyModel, MoreNumbersMakeAPredictionSurer)
{
    const SmallModels models;
    models.AddLittleProfile();
    models.Write("dnn/small.toml",
                 SMALL_DNN + "\n[[variant]]\nname = \"middle\"\nwidth = 0.75\nresolution = 32\n"
                             "precision = \"fp32\"\nmacs = 4e6\nparameters = 1e6\n"
                             "file_bytes = 1e6\ntop1 = 0.6\ntop5 = 0.8\nsource = \"s\"\n");
    models.Write("profiles/host/small-middle.csv", BIG_PROFILE);
    const double before = Ask("learned", models, LITTLE).relativeError;
    models.Write("devices/board.toml",
                 SMALL_DEVICE +
                     "\n[[latency]]\ndnn = \"small\"\nwidth = 0.75\nresolution = 32\n"
                     "precision = \"fp32\"\nthreads = 2\nlatency_s = 0.02\nsource = \"s\"\n");
    EXPECT_LT(Ask("learned", models, LITTLE).relativeError, before);
}

TEST(LatencyModel, PartsOfANetworkSumToTheWhole)
{
    const SmallModels models; // layers of 1, 2 and 1 ms; 20 ms published for the whole
    const LatencyCost part = Ask("published", models, BIG, {1, 3});
    EXPECT_DOUBLE_EQ(part.meanSeconds, 0.015);
    EXPECT_EQ(part.provenance, Provenance::PREDICTED);
    EXPECT_THAT(part.source, AllOf(HasSubstr("share"), HasSubstr("somebody, 2021")));
    for (const char* const model : {"published", "learned", "regression", "macs"})
    {
        const double first = Ask(model, models, BIG, {0, 1}).meanSeconds;
        const double rest = Ask(model, models, BIG, {1, LayerRange::ALL_LAYERS}).meanSeconds;
        EXPECT_NEAR(first + rest, Ask(model, models, BIG).meanSeconds, 1e-15) << model;
        EXPECT_GT(first, 0.0);
        EXPECT_GT(rest, 0.0);
        EXPECT_EQ(Ask(model, models, BIG, {2, 2}).meanSeconds, 0.0);
        EXPECT_THAT(Complaint([&] { Ask(model, models, BIG, {0, 4}); }), HasSubstr("3 layers"));
        EXPECT_THAT(Complaint([&] { Ask(model, models, BIG, {2, 1}); }), HasSubstr("2 to 1"));
    }
}

TEST(LatencyModel, MacsAloneAreProportional)
{
    const SmallModels models; // 8 MMAC in 20 ms on the board
    models.AddLittleProfile();
    EXPECT_NEAR(Ask("macs", models, BIG).meanSeconds, 0.02, 1e-12);
    EXPECT_NEAR(Ask("macs", models, BIG, {0, 1}).meanSeconds, 0.01, 1e-12); // 4 of 8
    // The device has too few numbers to show how they scatter: the usual error is given.
    EXPECT_GT(Ask("macs", models, LITTLE).relativeError, 0.2);
}

TEST(LatencyModel, RooflineIsTheSlowerOfComputingAndMoving)
{
    const SmallModels models;
    models.Write("devices/board.toml",
                 Replaced(SMALL_DEVICE,
                          "memory_bytes = 1000",
                          "peak_flops = 1e9\nmemory_bandwidth_bytes_per_s = 1e6"));
    // Layers of 4, 3 and 1 MMAC at 2 FLOP each, 1 GFLOP/s and half of it attained: 16, 12, 4 ms.
    // Bytes of input, output, weights at 1 MB/s: 12288 + 400 + 4000, 400 + 200 + 8000, 200 + 40 +
    // 12000.
    EXPECT_NEAR(Ask("roofline(efficiency=0.5,call_s=0)", models, BIG).meanSeconds,
                0.016688 + 0.012 + 0.01224,
                1e-9);
    EXPECT_NEAR(Ask("roofline(efficiency=0.5,call_s=0.001)", models, BIG, {2, 3}).meanSeconds,
                0.01324,
                1e-9);
    models.Write("devices/board.toml", SMALL_DEVICE);
    EXPECT_THAT(Complaint([&] { Ask("roofline", models, BIG); }),
                AllOf(HasSubstr("board"), HasSubstr("peak_flops")));
}

TEST(LatencyModel, SaysWhatIsMissing)
{
    const SmallModels models;
    EXPECT_THAT(Complaint([&] { Ask("published", models, LITTLE); }),
                AllOf(HasSubstr("little"), HasSubstr("board"), HasSubstr("'learned'")));
    models.Write("devices/board.toml", Replaced(SMALL_DEVICE, "threads = 2", "threads = 1"));
    for (const char* const model : {"learned", "regression", "macs"})
    {
        EXPECT_THAT(Complaint([&] { Ask(model, models, LITTLE); }),
                    AllOf(HasSubstr("board"), HasSubstr("1 thread"), HasSubstr("add-a-device")));
    }
    EXPECT_THAT(Complaint([] { Model("lerned"); }), HasSubstr("'learned'"));
}

TEST(LatencyModel, AChangedDeviceIsNotTheCataloguesOne)
{
    // The same model object is asked about a device of the catalogue, then about one of that name
    // with other numbers, as validation and users' own files do.
    const SmallModels models;
    models.AddLittleProfile();
    const Catalog catalog(models.Path());
    const auto model = Model("learned");
    DeviceProfile slower = catalog.GetDevice("board");
    slower.latencies.front().seconds *= 10.0;
    const auto ask = [&](const DeviceProfile& device) {
        return model->Predict(catalog, device, catalog.GetDnn("small"), LITTLE, {}).meanSeconds;
    };
    const double before = ask(catalog.GetDevice("board"));
    EXPECT_GT(ask(slower), 4.0 * before);
    EXPECT_EQ(ask(catalog.GetDevice("board")), before);
}

/**
 * Widths against numbers that were not given: all eight variants are published for the Pixel 3, so
 * each can be predicted from the widest alone. The bound is the error found, rounded up.
 */
TEST(LatencyModel, PredictsTheOtherWidthsOfThePixel3WithinTheDocumentedError)
{
    const Catalog catalog(EDGEWARD_SOURCE_DIR "/models");
    const Dnn dnn = catalog.GetDnn("mobilenet-v1").Select({}); // d0 .. d7
    const DeviceProfile& pixel = catalog.GetDevice("pixel-3");
    DeviceProfile anchored = pixel;
    anchored.latencies.erase(
        std::remove_if(anchored.latencies.begin(),
                       anchored.latencies.end(),
                       [](const PublishedLatency& latency) { return latency.width != 1.0; }),
        anchored.latencies.end());
    std::vector<double> errors;
    for (VariantId id = 0; id < dnn.variants.size(); ++id)
    {
        const LatencyCost predicted = Model("learned")->Predict(catalog, anchored, dnn, id, {});
        const double published =
            Model("published")->Predict(catalog, pixel, dnn, id, {}).meanSeconds;
        const double ratio = predicted.meanSeconds / published;
        RecordProperty(dnn.variants[id].name, std::to_string(ratio));
        if (id == 0 || id == 4) // width 1
        {
            EXPECT_EQ(predicted.meanSeconds, published);
            continue;
        }
        errors.push_back(std::abs(ratio - 1.0));
        // docs/models/latency.md: 95 % within two standard deviations. One of six would fall
        // beyond with 26 %, beyond three with 2 %.
        EXPECT_LT(std::abs(std::log(ratio)), 3.0 * predicted.relativeError)
            << dnn.variants[id].name;
    }
    // The documented 90th percentile of int8, the worse half of the six, bounds their median.
    std::sort(errors.begin(), errors.end());
    EXPECT_LT((errors[2] + errors[3]) / 2.0, 0.40);
}

} // namespace
} // namespace edgeward
