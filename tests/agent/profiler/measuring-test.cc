/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/blas-threads.h"
#include "profiler/environment.h"
#include "profiler/layer-recorder.h"
#include "profiler/sample-statistics.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <gmock/gmock.h>

#include <thread>

namespace edgeward
{
namespace
{

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(SampleStatistics, AreThoseOfKnownSamples)
{
    std::vector<double> samples;
    for (int i = 100; i >= 0; --i)
    {
        samples.push_back(i * 1e-3);
    }
    const SampleStatistics statistics = SampleStatistics::Of(samples);
    EXPECT_DOUBLE_EQ(statistics.mean, 0.050);
    EXPECT_DOUBLE_EQ(statistics.p50, 0.050);
    EXPECT_DOUBLE_EQ(statistics.p95, 0.095);
    EXPECT_DOUBLE_EQ(statistics.std, 0.5 * (0.08413 - 0.01587));
}

TEST(SampleStatistics, DisturbedRepetitionsDoNotCount)
{
    std::vector<double> samples(20, 0.010);
    samples[3] = 1.0; // an interrupted repetition
    const SampleStatistics statistics = SampleStatistics::Of(samples);
    EXPECT_DOUBLE_EQ(statistics.mean, 0.010);
    EXPECT_DOUBLE_EQ(statistics.std, 0.0);
    EXPECT_DOUBLE_EQ(SampleStatistics::Of({0.25}).mean, 0.25);
}

TEST(LayerRecorder, CountsOutermostEventsOfTheRightLayer)
{
    const at::Tensor image = at::ones({1, 8, 64, 64});
    const at::Tensor weight = at::ones({8, 8, 3, 3});
    LayerRecorder recorder;
    recorder.EnterLayer(2);
    at::conv2d(image, weight);
    EXPECT_EQ(recorder.Events(), 1u) << "nested events are counted";
    EXPECT_EQ(recorder.Seconds()[0], 0.0);
    EXPECT_GT(recorder.Seconds()[2], 0.0);
    const double before = recorder.Seconds()[2];
    recorder.EnterLayer(0);
    at::conv2d(image, weight);
    EXPECT_EQ(recorder.Seconds()[2], before);
    EXPECT_GT(recorder.Seconds()[0], 0.0);
}

TEST(LayerRecorder, HearsNothingWhenItIsGoneAndNothingOfOtherThreads)
{
    const at::Tensor image = at::ones({1, 8, 8, 8});
    {
        const LayerRecorder recorder;
    }
    at::relu(image);
    LayerRecorder recorder;
    std::thread([&] { at::relu(image); }).join();
    EXPECT_EQ(recorder.Events(), 0u);
}

TEST(Environment, WarnsOfTheReferenceBlasOnly)
{
    EXPECT_THAT(CheckSgemm(40.0, "openblas"), IsEmpty());
    ASSERT_THAT(CheckSgemm(1.5, "blas/libblas.so.3"), SizeIs(1));
    EXPECT_THAT(
        CheckSgemm(1.5, "blas/libblas.so.3").front(),
        ::testing::AllOf(HasSubstr("blas/libblas.so.3"), HasSubstr("libopenblas0-pthread")));
}

TEST(BlasThreads, AreSetWhereLibTorchsOwnSettingDoesNotReach)
{
    EXPECT_GT(MeasureSgemmGflops(), 0.0); // loads the BLAS
    const int before = BlasThreads();
    ASSERT_GT(before, 0) << "the BLAS is " << LoadedBlas() << ": install libopenblas0-pthread";
    SetBlasThreads(1);
    EXPECT_EQ(BlasThreads(), 1);
    SetBlasThreads(before);
}

} // namespace
} // namespace edgeward
