/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/model-memory.h"

#include "system/compute/processor-test.h"

namespace edgeward
{
namespace
{

using namespace ns3;

constexpr std::int64_t MS = 1'000'000;

/** A model of @p bytes whose file is as large. */
ModelImage
Model(std::uint32_t key, double bytes)
{
    return {key, bytes, bytes};
}

TEST(ModelMemory, TheFirstUseTakesTheFileOverTheRateAndTheNextNothing)
{
    ModelMemory memory;
    memory.bytesPerSecond = 100e6;
    EXPECT_EQ(memory.Use(0, Model(1, 17e6)), 170 * MS);
    EXPECT_EQ(memory.Use(50 * MS, Model(1, 17e6)), 120 * MS) << "it is still on its way";
    EXPECT_EQ(memory.Use(500 * MS, Model(1, 17e6)), 0);
    EXPECT_TRUE(memory.Has(1));
    EXPECT_FALSE(memory.Has(2));
}

TEST(ModelMemory, StorageReadsOneModelAtATime)
{
    ModelMemory memory;
    memory.bytesPerSecond = 100e6;
    EXPECT_EQ(memory.Use(0, Model(1, 10e6)), 100 * MS);
    EXPECT_EQ(memory.Use(30 * MS, Model(2, 20e6)), (100 - 30 + 200) * MS);
    EXPECT_EQ(memory.Use(400 * MS, Model(3, 10e6)), 100 * MS);
}

TEST(ModelMemory, WhatWasUsedLeastRecentlyMakesWay)
{
    ModelMemory memory;
    memory.bytesPerSecond = 100e6;
    memory.capacityBytes = 30e6;
    memory.Use(0, Model(1, 10e6));
    memory.Use(1000 * MS, Model(2, 10e6));
    memory.Use(2000 * MS, Model(3, 10e6));
    EXPECT_EQ(memory.UsedBytes(), 30e6);
    EXPECT_EQ(memory.Use(3000 * MS, Model(1, 10e6)), 0);
    EXPECT_EQ(memory.Use(4000 * MS, Model(4, 15e6)), 150 * MS);
    EXPECT_TRUE(memory.Has(1));
    EXPECT_FALSE(memory.Has(2)) << "the oldest use";
    EXPECT_FALSE(memory.Has(3)) << "15 MB need the room of two";
    EXPECT_EQ(memory.UsedBytes(), 25e6);
    EXPECT_EQ(memory.Use(5000 * MS, Model(2, 10e6)), 100 * MS) << "it has to be loaded again";
    EXPECT_FALSE(memory.Has(1));
}

TEST(ModelMemory, ActivationsTakeMemoryButNoLoading)
{
    ModelMemory memory;
    memory.bytesPerSecond = 100e6;
    memory.capacityBytes = 30e6;
    EXPECT_EQ(memory.Use(0, {1, 10e6, 25e6}), 100 * MS);
    EXPECT_EQ(memory.UsedBytes(), 25e6);
    EXPECT_TRUE(memory.CanHold({2, 1e6, 30e6}));
    EXPECT_FALSE(memory.CanHold({2, 1e6, 30.1e6}));
    memory.bytesPerSecond = 0.0;
    EXPECT_TRUE(memory.CanHold({2, 1e6, 30.1e6})) << "nothing is kept track of";
}

TEST(ModelMemory, WithoutARateNothingIsLoadedAndNothingKept)
{
    ModelMemory memory;
    EXPECT_EQ(memory.Use(0, Model(1, 1e9)), 0);
    EXPECT_FALSE(memory.Has(1));
    memory.bytesPerSecond = 1.0;
    EXPECT_EQ(memory.Use(0, ModelImage()), 0) << "a job without a model";
}

class ProcessorLoading : public ProcessorTest, public ::testing::WithParamInterface<const char*>
{
  protected:
    /** A job of a model of 10 MB, which takes 100 ms to load at the rate of the tests. */
    static ComputeJob
    ModelJob(RequestId request, std::uint32_t key, Time service)
    {
        ComputeJob job = Job(request, service);
        job.model = Model(key, 10e6);
        return job;
    }

    void
    MakeLoading(const Attributes& more = {})
    {
        Attributes attributes{{"Discipline", GetParam()},
                              {"LoadRate", "1e8"},
                              {"IdlePower", "2"},
                              {"BusyPower", "6"}};
        attributes.insert(attributes.end(), more.begin(), more.end());
        Make(attributes);
    }
};

TEST_P(ProcessorLoading, ComesBeforeTheFirstExecutionAndIsPartOfTheService)
{
    MakeLoading();
    SubmitAt(Seconds(1), ModelJob(0, 7, MilliSeconds(40)));
    SubmitAt(Seconds(2), ModelJob(1, 7, MilliSeconds(40)));
    SubmitAt(Seconds(3), Job(2, MilliSeconds(40)));
    Simulator::Schedule(MilliSeconds(1050), [this] {
        EXPECT_TRUE(m_processor->HasModel(7));
        EXPECT_NEAR(m_processor->GetWatt(), 6.0, 1e-12) << "loading draws the busy power";
    });
    Simulator::Run();
    EXPECT_EQ(StartedNs(0), 1000 * MS);
    EXPECT_EQ(EndedNs(0), 1140 * MS);
    EXPECT_EQ(Result(0).loading, MilliSeconds(100));
    EXPECT_EQ(EndedNs(1), 2040 * MS);
    EXPECT_EQ(Result(1).loading, Time(0));
    EXPECT_EQ(EndedNs(2), 3040 * MS);
    EXPECT_NEAR(Result(0).joule, 4.0 * 0.14, 1e-12);
    EXPECT_NEAR(Result(1).joule, 4.0 * 0.04, 1e-12);
    EXPECT_NEAR(m_processor->GetLoadingJoule(), 4.0 * 0.1, 1e-12);
    EXPECT_NEAR(m_processor->GetBusyJoule(), 4.0 * 0.22, 1e-12);
}

TEST_P(ProcessorLoading, TwoModelsThatDoNotFitTogetherAreLoadedInTurn)
{
    MakeLoading({{"MemorySize", "15e6"}});
    for (RequestId request = 0; request < 6; ++request)
    {
        SubmitAt(Seconds(static_cast<double>(request)),
                 ModelJob(request, request % 2, MilliSeconds(40)));
    }
    Simulator::Run();
    for (RequestId request = 0; request < 6; ++request)
    {
        EXPECT_EQ(Result(request).loading, MilliSeconds(100)) << request;
    }
    EXPECT_NEAR(m_processor->GetLoadingJoule(), 6 * 4.0 * 0.1, 1e-9);
}

TEST_P(ProcessorLoading, AFailureEmptiesTheMemory)
{
    MakeLoading();
    SubmitAt(Seconds(1), ModelJob(0, 7, MilliSeconds(40)));
    Simulator::Schedule(MilliSeconds(1030), [this] { m_processor->SetUp(false); });
    Simulator::Schedule(Seconds(2), [this] {
        EXPECT_FALSE(m_processor->HasModel(7));
        m_processor->SetUp(true);
    });
    SubmitAt(Seconds(3), ModelJob(1, 7, MilliSeconds(40)));
    Simulator::Run();
    EXPECT_FALSE(Result(0).isDone);
    EXPECT_EQ(Result(0).loading, MilliSeconds(30));
    EXPECT_NEAR(Result(0).joule, 4.0 * 0.03, 1e-12);
    EXPECT_EQ(Result(1).loading, MilliSeconds(100));
    EXPECT_NEAR(m_processor->GetLoadingJoule(), 4.0 * 0.13, 1e-12);
}

TEST_P(ProcessorLoading, ASecondWorkerWaitsForTheSameModelNotTwiceAsLong)
{
    MakeLoading({{"Workers", "2"}});
    SubmitAt(Seconds(1), ModelJob(0, 7, MilliSeconds(40)));
    SubmitAt(MilliSeconds(1060), ModelJob(1, 7, MilliSeconds(10)));
    Simulator::Run();
    EXPECT_EQ(Result(1).loading, MilliSeconds(40));
    EXPECT_EQ(EndedNs(1), 1110 * MS);
    EXPECT_EQ(EndedNs(0), 1140 * MS);
    double joule = 0.0;
    for (const auto& result : m_results)
    {
        joule += result.joule;
    }
    EXPECT_NEAR(joule, m_processor->GetBusyJoule(), 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Disciplines,
                         ProcessorLoading,
                         ::testing::Values("fifo", "edf", "processor-sharing"));

TEST_F(ProcessorTest, ABatchWaitsOnceForItsModel)
{
    Make({{"BatchLimit", "4"}, {"BatchCurve", "1:1,4:2"}, {"LoadRate", "1e8"}});
    SubmitAt(Time(0), Job(9, MilliSeconds(5)));
    for (RequestId request = 0; request < 4; ++request)
    {
        ComputeJob job = Job(request, MilliSeconds(10));
        job.model = Model(1, 10e6);
        job.batchKey = 3;
        SubmitAt(MilliSeconds(1), job);
    }
    Simulator::Run();
    for (RequestId request = 0; request < 4; ++request)
    {
        EXPECT_EQ(StartedNs(request), 5 * MS);
        EXPECT_EQ(Result(request).loading, MilliSeconds(100));
        EXPECT_EQ(EndedNs(request), 125 * MS);
    }
}

TEST_F(ProcessorTest, SharingStretchesLoadingToo)
{
    // Two jobs on one worker from 0 on: loading of 100 ms at half the rate ends at 200 ms, the
    // other's 150 ms of work then has 50 ms left, at 300 ms; 10 ms of execution remain of 60.
    Make({{"Discipline", "processor-sharing"}, {"LoadRate", "1e8"}});
    ComputeJob loading = Job(0, MilliSeconds(60));
    loading.model = Model(1, 10e6);
    SubmitAt(Time(0), loading);
    SubmitAt(Time(0), Job(1, MilliSeconds(150)));
    Simulator::Run();
    EXPECT_EQ(Result(0).loading, MilliSeconds(200));
    EXPECT_EQ(EndedNs(1), 300 * MS);
    EXPECT_EQ(EndedNs(0), 310 * MS);
}

} // namespace
} // namespace edgeward
