/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/compute/processor-test.h"

#include <cmath>

namespace edgeward
{
namespace
{

using namespace ns3;

class ProcessorNoise : public ProcessorTest, public ::testing::WithParamInterface<const char*>
{
  protected:
    /** Execution times in ms of @p count jobs of mean 10 ms. */
    std::vector<double>
    Execute(int count, double variation)
    {
        Make({{"Noise", GetParam()}});
        for (int i = 0; i < count; ++i)
        {
            ComputeJob job = Job(static_cast<RequestId>(i), MilliSeconds(10));
            job.spread.variation = variation;
            SubmitAt(Time(0), job);
        }
        Simulator::Run();
        std::vector<double> times;
        for (const auto& result : m_results)
        {
            times.push_back(static_cast<double>((result.ended - result.started).GetNanoSeconds()) /
                            1e6);
        }
        return times;
    }
};

TEST_P(ProcessorNoise, KeepsTheMeanAndTheCoefficientOfVariationOfTheJob)
{
    constexpr int COUNT = 40000;
    constexpr double VARIATION = 0.3;
    double sum = 0.0;
    double sumOfSquares = 0.0;
    for (const double time : Execute(COUNT, VARIATION))
    {
        EXPECT_GT(time, 0.0);
        sum += time;
        sumOfSquares += time * time;
    }
    const double mean = sum / COUNT;
    const double deviation = std::sqrt(sumOfSquares / COUNT - mean * mean);
    // Standard error of the mean: 3 / sqrt(40 000) = 0.015 ms; of the deviation: 3 sqrt((kurtosis -
    // 1) / 4 / 40 000), kurtosis at cv 0.3 at most 4.6 (lognormal): 0.0142 ms. Four of each.
    EXPECT_NEAR(mean, 10.0, 4 * 0.015);
    EXPECT_NEAR(deviation, 3.0, 4 * 0.0142);
}

TEST_P(ProcessorNoise, WithoutVariationEveryJobTakesExactlyItsMean)
{
    for (const double time : Execute(20, 0.0))
    {
        EXPECT_EQ(time, 10.0);
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, ProcessorNoise, ::testing::Values("gamma", "lognormal"));

class ProcessorWithoutNoise : public ProcessorTest
{
};

TEST_F(ProcessorWithoutNoise, TheVariationOfAJobIsIgnored)
{
    Make({{"Noise", "none"}});
    ComputeJob job = Job(0, MilliSeconds(10));
    job.spread.variation = 2.0;
    SubmitAt(Time(0), job);
    Simulator::Run();
    EXPECT_EQ(EndedNs(0), 10000000);
}

TEST_F(ProcessorWithoutNoise, AnAbsurdTailIsCutInsteadOfOverflowing)
{
    Make({{"Noise", "lognormal"}});
    for (RequestId request = 0; request < 200; ++request)
    {
        ComputeJob job = Job(request, Days(365));
        job.spread.variation = 1e6;
        SubmitAt(Time(0), job);
    }
    Simulator::Stop(Years(290));
    Simulator::Run();
    for (const auto& result : m_results)
    {
        EXPECT_GE(result.ended, result.started);
    }
}

} // namespace
} // namespace edgeward
