/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog.h"
#include "dnn/profiling.h"
#include "support/complaint.h"
#include "support/temporary-folder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace edgeward
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::unique_ptr<NetworkProfiler>
Profiler()
{
    return Registry<NetworkProfiler>::Create(Spec::Parse("torch"));
}

/** A small network that is measured in a blink. */
ProfileRequest
Small(const std::string& precision)
{
    ProfileRequest request;
    request.dnn = "mobilenet-v1";
    request.width = 0.25;
    request.resolution = 64;
    request.precision = precision;
    request.warmUp = 3;
    request.repeats = 20;
    return request;
}

class EveryPrecision : public ::testing::TestWithParam<std::string>
{
};

INSTANTIATE_TEST_SUITE_P(Precision, EveryPrecision, ::testing::Values("fp32", "int8"));

TEST_P(EveryPrecision, EveryLayerIsMeasured)
{
    const LayerProfile profile = Profiler()->Profile(Small(GetParam()), nullptr);
    ASSERT_EQ(profile.layers.size(), 29u);
    double sum = 0.0;
    for (const LayerCost& layer : profile.layers)
    {
        EXPECT_GT(layer.meanSeconds, 0.0) << layer.name;
        EXPECT_LE(layer.p50Seconds, layer.p95Seconds) << layer.name;
        EXPECT_GT(layer.outputBytes, 0u) << layer.name;
        sum += layer.meanSeconds;
    }
    // Layers are timed in other inferences than the whole, and with the recorder's own cost; this
    // network takes under a millisecond, so both show. Missing or doubly counted operators would be
    // off by a factor of two and more.
    EXPECT_NEAR(sum, profile.totalSeconds, 0.5 * profile.totalSeconds);
    EXPECT_GT(profile.totalSeconds, 1e-5);
    EXPECT_LT(profile.totalSeconds, 0.1);
    EXPECT_GE(profile.variation, 0.0);
    EXPECT_THAT(profile.source, HasSubstr("LibTorch"));
}

TEST_P(EveryPrecision, OutputBytesFollowThePrecision)
{
    const LayerProfile profile = Profiler()->Profile(Small(GetParam()), nullptr);
    const std::uint64_t bytes = GetParam() == "fp32" ? 4 : 1;
    EXPECT_EQ(profile.layers.front().outputBytes, bytes * 8 * 32 * 32);
    EXPECT_EQ(profile.layers.back().outputBytes, 4u * 1000); // scores are always fp32
}

TEST_P(EveryPrecision, ProfileSurvivesTheFile)
{
    const TemporaryFolder folder;
    const auto profiler = Profiler();
    const LayerProfile profile = profiler->Profile(Small(GetParam()), nullptr);
    WriteProfileCsv(folder / "p.csv", profile, profiler->Environment());
    const LayerProfile read = ReadProfileCsv(folder / "p.csv");
    EXPECT_EQ(read.totalSeconds, profile.totalSeconds);
    EXPECT_EQ(read.layers.size(), profile.layers.size());
}

TEST(TorchProfiler, TellsProgressOfEveryInference)
{
    ProfileRequest request = Small("fp32");
    request.warmUp = 1;
    request.repeats = 2;
    std::vector<std::uint32_t> done;
    Profiler()->Profile(request, [&](std::uint32_t now, std::uint32_t total) {
        EXPECT_EQ(total, 3u);
        done.push_back(now);
    });
    EXPECT_THAT(done, ElementsAre(1, 2, 3));
}

TEST(TorchProfiler, BatchesAndThreadsAreSetAndSaid)
{
    ProfileRequest request = Small("fp32");
    request.repeats = 2;
    const LayerProfile one = Profiler()->Profile(request, nullptr);
    request.batch = 4;
    request.threads = 2;
    const LayerProfile four = Profiler()->Profile(request, nullptr);
    EXPECT_EQ(four.batch, 4u);
    EXPECT_EQ(four.threads, 2u);
    EXPECT_EQ(four.batchSeconds.count(4), 1u);
    EXPECT_THAT(four.source, ::testing::AllOf(HasSubstr("2 threads"), HasSubstr("batches of 4")));
    for (std::size_t k = 0; k < one.layers.size(); ++k)
    {
        EXPECT_EQ(four.layers[k].outputBytes, one.layers[k].outputBytes) << "is of one inference";
    }
    // Weights are there once, activations four times.
    EXPECT_GT(four.peakBytes, one.peakBytes);
    EXPECT_LT(four.peakBytes, 4.0 * one.peakBytes);
}

TEST(TorchProfiler, PeakMemoryIsWeightsAndTheTwoLargestNeighbours)
{
    const LayerProfile profile = Profiler()->Profile(Small("fp32"), nullptr);
    double weights = 0.0;
    double activations = 0.0;
    std::uint64_t last = 0;
    for (const LayerCost& layer : profile.layers)
    {
        weights += 4.0 * layer.parameters;
        activations = std::max(activations, static_cast<double>(last + 2 * layer.outputBytes));
        last = layer.outputBytes;
    }
    // The input of a layer, what the convolution gives and what the normalization makes of it.
    // Running means and variances (two more per channel) and rounding to 64 bytes come on top.
    EXPECT_GT(profile.peakBytes, weights + 0.5 * activations);
    EXPECT_LT(profile.peakBytes, 1.1 * weights + 1.5 * activations);
}

TEST(TorchProfiler, SaysWhatItCannotMeasure)
{
    const auto complaint = [](auto change) {
        ProfileRequest request = Small("fp32");
        change(request);
        return Complaint([&] { Profiler()->Profile(request, nullptr); });
    };
    EXPECT_EQ(complaint([](ProfileRequest& r) { r.repeats = 2; }), "");
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.dnn = "mobilnet-v1"; }),
                HasSubstr("'mobilenet-v1'"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.width = 0.0; }), HasSubstr("width"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.width = -1.0; }), HasSubstr("width"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.engine = "steam"; }), HasSubstr("steam"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.batch = 0; }), HasSubstr("batch"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.resolution = 0; }), HasSubstr("resolution"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.precision = "fp16"; }), HasSubstr("fp16"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.threads = 0; }), HasSubstr("threads"));
    EXPECT_THAT(complaint([](ProfileRequest& r) { r.repeats = 1; }), HasSubstr("repeats"));
}

TEST(TorchProfiler, EnvironmentNamesWhatMeasurementsDependOn)
{
    const std::map<std::string, std::string> environment = Profiler()->Environment();
    for (const char* const key : {"cpu", "blas", "torch", "engine", "sgemm_gflops"})
    {
        ASSERT_EQ(environment.count(key), 1u) << key;
        EXPECT_FALSE(environment.at(key).empty()) << key;
    }
}

} // namespace
} // namespace edgeward
