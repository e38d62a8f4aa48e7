/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/compute/processor-test.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using namespace ns3;

class ProcessorBatch : public ProcessorTest
{
  protected:
    ComputeJob
    Keyed(RequestId request, std::uint32_t key)
    {
        ComputeJob job = Job(request, MilliSeconds(10));
        job.batchKey = key;
        return job;
    }
};

TEST_F(ProcessorBatch, WithoutWaitAFreeWorkerTakesWhatIsThere)
{
    Make({{"BatchLimit", "4"}, {"BatchCurve", "1:1,2:1.5,4:2"}});
    for (RequestId request = 0; request < 6; ++request)
    {
        SubmitAt(MilliSeconds(request), Keyed(request, 1));
    }
    Simulator::Run();
    EXPECT_EQ(EndedNs(0), 10000000) << "the first goes alone";
    for (RequestId request = 1; request < 5; ++request)
    {
        EXPECT_EQ(StartedNs(request), 10000000);
        EXPECT_EQ(EndedNs(request), 30000000);
    }
    EXPECT_EQ(EndedNs(5), 40000000);
}

TEST_F(ProcessorBatch, AHeldBatchStartsWhenItsOldestJobHasWaited)
{
    Make({{"BatchLimit", "4"}, {"BatchWait", "5ms"}, {"BatchCurve", "1:1,2:1.5,4:2"}});
    SubmitAt(MilliSeconds(1), Keyed(0, 1));
    SubmitAt(MilliSeconds(4), Keyed(1, 1));
    Simulator::Run();
    EXPECT_EQ(StartedNs(0), 6000000);
    EXPECT_EQ(StartedNs(1), 6000000);
    EXPECT_EQ(EndedNs(1), 21000000);
}

TEST_F(ProcessorBatch, AHeldBatchStartsAsSoonAsItIsFull)
{
    Make({{"BatchLimit", "2"}, {"BatchWait", "5ms"}, {"BatchCurve", "1:1,2:1.5"}});
    SubmitAt(MilliSeconds(1), Keyed(0, 1));
    SubmitAt(MilliSeconds(3), Keyed(1, 1));
    SubmitAt(MilliSeconds(4), Keyed(2, 1));
    Simulator::Run();
    EXPECT_EQ(StartedNs(0), 3000000);
    EXPECT_EQ(EndedNs(1), 18000000);
    EXPECT_EQ(StartedNs(2), 18000000)
        << "it has waited for longer than BatchWait when the worker is free";
}

TEST_F(ProcessorBatch, JobsOfAnotherKeyDoNotShareAndMayOvertakeAHeldBatch)
{
    Make({{"BatchLimit", "2"}, {"BatchWait", "5ms"}, {"BatchCurve", "1:1,2:1.5"}});
    SubmitAt(MilliSeconds(0), Keyed(0, 1));
    SubmitAt(MilliSeconds(1), Keyed(1, 2));
    SubmitAt(MilliSeconds(2), Keyed(2, 2));
    Simulator::Run();
    EXPECT_EQ(StartedNs(1), 2000000);
    EXPECT_EQ(StartedNs(2), 2000000);
    EXPECT_EQ(StartedNs(0), 17000000);
    EXPECT_EQ(EndedNs(0), 27000000);
}

TEST_F(ProcessorBatch, ABatchEndsTogetherAndSharesItsEnergyEqually)
{
    Make({{"BatchLimit", "2"},
          {"BatchWait", "1s"},
          {"BatchCurve", "1:1,2:1.5"},
          {"IdlePower", "2"},
          {"BusyPower", "6"}});
    SubmitAt(MilliSeconds(0), Keyed(0, 1));
    SubmitAt(MilliSeconds(0), Keyed(1, 1));
    Simulator::Run();
    EXPECT_NEAR(Result(0).joule, 4.0 * 0.0075, 1e-12);
    EXPECT_NEAR(Result(1).joule, 4.0 * 0.0075, 1e-12);
    EXPECT_NEAR(m_processor->GetBusyJoule(), 4.0 * 0.015, 1e-12);
}

TEST_F(ProcessorBatch, QueueLengthFallsWhenTheTimerReleasesABatch)
{
    Make({{"BatchLimit", "4"}, {"BatchWait", "5ms"}});
    SubmitAt(Time(0), Keyed(0, 1));
    Simulator::Schedule(MilliSeconds(4), [this] {
        EXPECT_EQ(m_processor->GetQueueLength(), 1u);
        EXPECT_EQ(m_processor->GetUtilization(), 0.0);
        EXPECT_EQ(m_processor->GetBacklog(), Time(0));
    });
    Simulator::Schedule(MilliSeconds(6), [this] {
        EXPECT_EQ(m_processor->GetQueueLength(), 0u);
        EXPECT_EQ(m_processor->GetUtilization(), 1.0);
    });
    Simulator::Run();
    EXPECT_EQ(m_calls[0], 1);
}

} // namespace
} // namespace edgeward
