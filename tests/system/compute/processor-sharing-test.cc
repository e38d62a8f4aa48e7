/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/compute/processor-test.h"

#include <algorithm>
#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using namespace ns3;
using ::testing::ElementsAre;

class ProcessorSharing : public ProcessorTest
{
};

TEST_F(ProcessorSharing, AJobAloneTakesExactlyItsServiceTime)
{
    Make({{"Discipline", "processor-sharing"}});
    SubmitAt(NanoSeconds(3), Job(0, NanoSeconds(987654321987654)));
    Simulator::Run();
    EXPECT_EQ(StartedNs(0), 3);
    EXPECT_EQ(EndedNs(0), 987654321987657);
}

TEST_F(ProcessorSharing, ArrivalsSlowEachOtherDownPieceByPiece)
{
    // One worker. A (12 ms) at 0, B (4 ms) at 4, C (2 ms) at 6.
    //  0..4  A alone: A has 8 left.
    //  4..6  A, B at 1/2: A 7, B 3 left.
    //  6..12 A, B, C at 1/3: C ends at 12; A 5, B 1 left.
    // 12..14 A, B at 1/2: B ends at 14; A 4 left.
    // 14..18 A alone.
    Make({{"Discipline", "processor-sharing"}});
    SubmitAt(MilliSeconds(0), Job(0, MilliSeconds(12)));
    SubmitAt(MilliSeconds(4), Job(1, MilliSeconds(4)));
    SubmitAt(MilliSeconds(6), Job(2, MilliSeconds(2)));
    Simulator::Schedule(MilliSeconds(9), [this] {
        // A 6, B 2, C 1 ms are left; three jobs, of which one is not in excess.
        EXPECT_EQ(m_processor->GetBacklog(), MilliSeconds(9));
        EXPECT_EQ(m_processor->GetQueueLength(), 2u);
        EXPECT_EQ(m_processor->GetUtilization(), 1.0);
    });
    Simulator::Run();
    EXPECT_EQ(EndedNs(2), 12000000);
    EXPECT_EQ(EndedNs(1), 14000000);
    EXPECT_EQ(EndedNs(0), 18000000);
}

TEST_F(ProcessorSharing, SeveralWorkersNeverSpeedUpOneJob)
{
    // Two workers. A, B (6 ms) at 0 run at 1; C (6 ms) at 2: all at 2/3.
    // At 2: A, B 4, C 6 left. A and B end at 2 + 4 * 3/2 = 8, C has 2 left, then alone at rate 1:
    // ends at 10.
    Make({{"Discipline", "processor-sharing"}, {"Workers", "2"}});
    SubmitAt(MilliSeconds(0), Job(0, MilliSeconds(6)));
    SubmitAt(MilliSeconds(0), Job(1, MilliSeconds(6)));
    SubmitAt(MilliSeconds(2), Job(2, MilliSeconds(6)));
    Simulator::Schedule(MilliSeconds(5), [this] {
        // A and B have 2, C has 4 ms left, for two workers.
        EXPECT_EQ(m_processor->GetBacklog(), MilliSeconds(4));
    });
    Simulator::Run();
    EXPECT_EQ(EndedNs(0), 8000000);
    EXPECT_EQ(EndedNs(1), 8000000);
    EXPECT_EQ(EndedNs(2), 10000000);
    EXPECT_THAT(Order(), ElementsAre(0, 1, 2)) << "ties end in order of arrival";
}

TEST_F(ProcessorSharing, JobsOfNoLengthEndAtOnce)
{
    Make({{"Discipline", "processor-sharing"}});
    SubmitAt(MilliSeconds(0), Job(0, MilliSeconds(2)));
    SubmitAt(MilliSeconds(1), Job(1, Time(0)));
    Simulator::Run();
    EXPECT_EQ(EndedNs(1), 1000000);
    EXPECT_EQ(EndedNs(0), 2000000);
}

TEST_F(ProcessorSharing, QueueLimitCountsJobsInExcessOfTheWorkers)
{
    Make({{"Discipline", "processor-sharing"}, {"Workers", "2"}, {"QueueLimit", "1"}});
    for (RequestId request = 0; request < 4; ++request)
    {
        SubmitAt(Time(0), Job(request, MilliSeconds(1)));
    }
    Simulator::Run();
    EXPECT_TRUE(m_accepted[2]);
    EXPECT_FALSE(m_accepted[3]);
}

TEST_F(ProcessorSharing, WorkIsConservedInLongBusyPeriods)
{
    // One job of 10 s and work 1.001 times the capacity from 20 000 others: never idle, so the last
    // ends when all the work is done. Only the last of the roundings to whole nanoseconds can show.
    Make({{"Discipline", "processor-sharing"}, {"IdlePower", "1"}, {"BusyPower", "11"}});
    std::int64_t workNs = 0;
    constexpr RequestId JOBS = 20000;
    for (RequestId request = 0; request < JOBS; ++request)
    {
        const std::int64_t lengthNs =
            request == 0 ? 10'000'000'000
                         : 1 + static_cast<std::int64_t>(request * 104729 % 2001999);
        workNs += lengthNs;
        SubmitAt(MicroSeconds(1000 * request), Job(request, NanoSeconds(lengthNs)));
    }
    Simulator::Run();
    double joule = 0.0;
    std::int64_t lastNs = 0;
    for (const auto& result : m_results)
    {
        joule += result.joule;
        lastNs = std::max(lastNs, result.ended.GetNanoSeconds());
    }
    EXPECT_EQ(m_results.size(), JOBS);
    EXPECT_NEAR(static_cast<double>(lastNs), static_cast<double>(workNs), 1.0);
    EXPECT_NEAR(joule, m_processor->GetBusyJoule(), 1e-9);
}

} // namespace
} // namespace edgeward
