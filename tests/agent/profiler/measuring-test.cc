/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/blas-threads.h"
#include "profiler/environment.h"
#include "profiler/peak-memory.h"
#include "profiler/quantization-engine.h"
#include "profiler/sample-statistics.h"

#include "support/complaint.h"

#include <ATen/ops/ones.h>
#include <gmock/gmock.h>

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

TEST(PeakMemory, IsTheLargestSumOfLiveTensors)
{
    const double peak = PeakMemoryOf([&] {
        const at::Tensor first = at::ones({1000}); // 4000 bytes
        {
            const at::Tensor second = at::ones({500});
        }
        const at::Tensor third = at::ones({250});
    });
    EXPECT_EQ(peak, 4.0 * (1000 + 500));
    EXPECT_EQ(PeakMemoryOf([] {}), 0.0);
}

TEST(QuantizationEngine, IsChosenByNameAndGivenBack)
{
    const std::string before = QuantizationEngine();
    const std::vector<std::string> engines = QuantizationEngines();
    ASSERT_FALSE(engines.empty());
    for (const std::string& engine : engines)
    {
        const EngineChoice choice(engine);
        EXPECT_EQ(QuantizationEngine(), engine);
    }
    EXPECT_EQ(QuantizationEngine(), before);
    {
        const EngineChoice fastest("");
        EXPECT_EQ(QuantizationEngine(), engines.front());
    }
    EXPECT_THAT(Complaint([] { EngineChoice("steam"); }),
                ::testing::AllOf(HasSubstr("steam"), HasSubstr(engines.front())));
    EXPECT_EQ(QuantizationEngine(), before);
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
