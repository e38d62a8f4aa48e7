/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/measured-noise.h"

#include "system/compute/processor-test.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{
namespace
{

using namespace ns3;

constexpr double SCORE_95 = 1.6448536269514722;

/** What mobilenet-v1 d2 showed on a cloud server: skewed to the right. */
const ExecutionSpread RIGHT{0.0725, 0.98, 1.1806};

/** And d1: its median is above its mean. */
const ExecutionSpread LEFT{0.0447, 1.0085, 1.0522};

/** The mean by the trapezoidal rule over scores from -8 to 8. */
double
MeanOf(const MeasuredNoise& noise)
{
    constexpr int STEPS = 160000;
    double sum = 0.0;
    for (int i = 0; i <= STEPS; ++i)
    {
        const double score = -8.0 + 16.0 * i / STEPS;
        sum += noise.At(score) * std::exp(-score * score / 2.0);
    }
    return sum * 16.0 / STEPS / std::sqrt(2.0 * M_PI);
}

TEST(MeasuredNoise, HasTheMeasuredMeanMedianPercentilesAndSpread)
{
    for (const ExecutionSpread& spread : {RIGHT, LEFT})
    {
        const auto noise = MeasuredNoise::Fit(spread);
        ASSERT_TRUE(noise);
        EXPECT_NEAR(MeanOf(*noise), 1.0, 1e-8); // the rule's error at the two kinks
        EXPECT_DOUBLE_EQ(noise->At(0.0), spread.median);
        EXPECT_NEAR(noise->At(SCORE_95), spread.p95, 1e-12);
        EXPECT_NEAR((noise->At(1.0) - noise->At(-1.0)) / 2.0, spread.variation, 1e-12);
    }
}

TEST(MeasuredNoise, WithoutTheTailItIsTwoPieceNormal)
{
    // Skewed to the right about the median, yet a 95th percentile of hardly more than one
    // deviation.
    const auto noise = MeasuredNoise::Fit({0.1, 0.97, 1.02});
    ASSERT_TRUE(noise);
    EXPECT_NEAR(MeanOf(*noise), 1.0, 1e-8);
    EXPECT_NEAR((noise->At(1.0) - noise->At(-1.0)) / 2.0, 0.1, 1e-12);
    EXPECT_NEAR(noise->At(2.0) - noise->At(1.0), noise->At(1.0) - noise->At(0.0), 1e-12);
}

TEST(MeasuredNoise, NothingFitsWhatContradictsItself)
{
    EXPECT_FALSE(MeasuredNoise::Fit({0.1, 0.0, 1.2})) << "no median";
    EXPECT_FALSE(MeasuredNoise::Fit({0.0, 1.0, 1.2})) << "no spread";
    EXPECT_FALSE(MeasuredNoise::Fit({0.1, 0.5, 1.2})) << "a median 5 deviations from the mean";
    EXPECT_FALSE(MeasuredNoise::Fit({0.4, 1.0, 1.66})) << "times below 0";
}

class MeasuredProcessorNoise : public ProcessorTest
{
  protected:
    /** Execution times of @p count jobs of mean 10 ms, relative to it, sorted. */
    std::vector<double>
    Execute(int count, const ExecutionSpread& spread)
    {
        Make({{"Noise", "profile"}});
        for (int i = 0; i < count; ++i)
        {
            ComputeJob job = Job(static_cast<RequestId>(i), MilliSeconds(10));
            job.spread = spread;
            SubmitAt(Time(0), job);
        }
        Simulator::Run();
        std::vector<double> times;
        for (const auto& result : m_results)
        {
            times.push_back(static_cast<double>((result.ended - result.started).GetNanoSeconds()) /
                            1e7);
        }
        std::sort(times.begin(), times.end());
        return times;
    }
};

double
Mean(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
    {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

TEST_F(MeasuredProcessorNoise, DrawsWithTheMeasuredMeanAndPercentiles)
{
    constexpr int COUNT = 40000;
    const std::vector<double> times = Execute(COUNT, RIGHT);
    const auto noise = MeasuredNoise::Fit(RIGHT);
    const auto share = [&](double limit) {
        return static_cast<double>(std::upper_bound(times.begin(), times.end(), limit) -
                                   times.begin()) /
               COUNT;
    };
    // Four standard errors. Of the mean: deviation / sqrt(n), the deviation at most 1.5 x 0.0725
    // with this tail. Of the share below a percentile p: sqrt(p (1 - p) / n).
    EXPECT_NEAR(Mean(times), 1.0, 4 * 1.5 * 0.0725 / 200);
    for (const auto& [limit, probability] : {std::make_pair(noise->At(-1.0), 0.158655),
                                             std::make_pair(RIGHT.median, 0.5),
                                             std::make_pair(noise->At(1.0), 0.841345),
                                             std::make_pair(RIGHT.p95, 0.95)})
    {
        EXPECT_NEAR(
            share(limit), probability, 4 * std::sqrt(probability * (1 - probability) / COUNT));
    }
    // Kolmogorov-Smirnov at 99.9 %: 1.95 / sqrt(n).
    double distance = 0.0;
    for (double score = -4.0; score < 4.0; score += 0.01)
    {
        const double cumulative = 0.5 * std::erfc(-score / std::sqrt(2.0));
        distance = std::max(distance, std::abs(share(noise->At(score)) - cumulative));
    }
    EXPECT_LT(distance, 1.95 / 200);
    EXPECT_GT(times.front(), 0.0);
}

TEST_F(MeasuredProcessorNoise, IsLognormalWithTheSameMeanAndVariationWhereNothingFits)
{
    constexpr int COUNT = 40000;
    const std::vector<double> times = Execute(COUNT, {0.4, 0.0, 0.0});
    double squares = 0.0;
    for (const double time : times)
    {
        squares += (time - 1.0) * (time - 1.0);
    }
    // Standard errors 0.4 / 200 and, kurtosis 6.3, 0.4 sqrt(5.3 / 4 / 40 000) = 0.0023; four each.
    EXPECT_NEAR(Mean(times), 1.0, 4 * 0.002);
    EXPECT_NEAR(std::sqrt(squares / COUNT), 0.4, 4 * 0.0023);
}

TEST_F(MeasuredProcessorNoise, HasItsOwnStream)
{
    const std::vector<double> first = Execute(50, RIGHT);
    const auto again = [this](std::int64_t stream) {
        m_results.clear();
        Make({{"Noise", "profile"}});
        m_processor->AssignStreams(stream);
        std::vector<double> times;
        for (int i = 0; i < 50; ++i)
        {
            ComputeJob job = Job(static_cast<RequestId>(i), MilliSeconds(10));
            job.spread = RIGHT;
            SubmitAt(Simulator::Now(), job);
        }
        Simulator::Run();
        for (const auto& result : m_results)
        {
            times.push_back(static_cast<double>((result.ended - result.started).GetNanoSeconds()) /
                            1e7);
        }
        std::sort(times.begin(), times.end());
        m_processor->Dispose();
        return times;
    };
    EXPECT_EQ(again(100), first);
    EXPECT_NE(again(101), first);
}

} // namespace
} // namespace edgeward
