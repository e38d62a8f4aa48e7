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
using ::testing::ElementsAre;

class ProcessorQueue : public ProcessorTest
{
};

TEST_F(ProcessorQueue, AnIdleWorkerExecutesAJobInExactlyItsServiceTime)
{
    Make({});
    SubmitAt(NanoSeconds(17), Job(1, NanoSeconds(123456789012345)));
    Simulator::Run();
    EXPECT_EQ(Result(1).submitted, NanoSeconds(17));
    EXPECT_EQ(Result(1).started, NanoSeconds(17));
    EXPECT_EQ((Result(1).ended - Result(1).started).GetNanoSeconds(), 123456789012345);
    EXPECT_TRUE(Result(1).isDone);
    EXPECT_EQ(m_calls[1], 1);
}

TEST_F(ProcessorQueue, AJobOfNoLengthEndsAtOnceButNeverInsideSubmit)
{
    Make({});
    bool isInside = false;
    Simulator::Schedule(MilliSeconds(3), [&] {
        isInside = true;
        Submit(Job(1, Time(0)));
        isInside = false;
        EXPECT_TRUE(m_results.empty());
    });
    Simulator::Run();
    EXPECT_FALSE(isInside);
    EXPECT_EQ(EndedNs(1), 3000000);
    EXPECT_EQ(m_processor->GetUtilization(), 0.0);
}

TEST_F(ProcessorQueue, FifoServesInOrderOfArrivalOnEveryWorker)
{
    Make({{"Workers", "2"}});
    for (RequestId request = 0; request < 4; ++request)
    {
        SubmitAt(MilliSeconds(request), Job(request, MilliSeconds(10)));
    }
    Simulator::Run();
    EXPECT_EQ(StartedNs(0), 0);
    EXPECT_EQ(StartedNs(1), 1000000);
    EXPECT_EQ(StartedNs(2), 10000000);
    EXPECT_EQ(StartedNs(3), 11000000);
    EXPECT_THAT(Order(), ElementsAre(0, 1, 2, 3));
}

TEST_F(ProcessorQueue, EdfServesTheEarliestDeadlineWithoutPreemptionAndTiesByArrival)
{
    Make({{"Discipline", "edf"}});
    const Time deadlines[] = {Seconds(9), Time::Max(), Seconds(5), Seconds(3), Seconds(5)};
    for (RequestId request = 0; request < 5; ++request)
    {
        ComputeJob job = Job(request, MilliSeconds(10));
        job.deadline = deadlines[request];
        SubmitAt(MilliSeconds(request), job);
    }
    Simulator::Run();
    EXPECT_THAT(Order(), ElementsAre(0, 3, 2, 4, 1));
    EXPECT_EQ(EndedNs(0), 10000000) << "the job in service is not interrupted";
}

TEST_F(ProcessorQueue, AFullQueueTurnsJobsAwayAndNeverCallsThem)
{
    Make({{"QueueLimit", "2"}});
    std::vector<RequestId> rejected;
    m_processor->TraceConnectWithoutContext(
        "JobRejected", MakeCallback(+[](std::vector<RequestId>* list, RequestId id) {
                           list->push_back(id);
                       }).Bind(&rejected));
    for (RequestId request = 0; request < 5; ++request)
    {
        SubmitAt(Time(0), Job(request, MilliSeconds(10)));
    }
    SubmitAt(MilliSeconds(11), Job(5, MilliSeconds(10)));
    Simulator::Run();
    EXPECT_TRUE(m_accepted[0] && m_accepted[1] && m_accepted[2]);
    EXPECT_FALSE(m_accepted[3]);
    EXPECT_FALSE(m_accepted[4]);
    EXPECT_TRUE(m_accepted[5]) << "a place is free again once a job has ended";
    EXPECT_THAT(rejected, ElementsAre(3, 4));
    EXPECT_THAT(Order(), ElementsAre(0, 1, 2, 5));
}

TEST_F(ProcessorQueue, ACallbackMaySubmitTheNextJobEvenIfTheQueueWasFull)
{
    Make({{"QueueLimit", "1"}});
    Simulator::Schedule(Time(0), [this] {
        m_processor->Submit(Job(0, MilliSeconds(1)), [this](const ComputeResult&) {
            EXPECT_TRUE(Submit(Job(2, MilliSeconds(1))));
        });
        Submit(Job(1, MilliSeconds(1)));
    });
    Simulator::Run();
    EXPECT_EQ(EndedNs(1), 2000000);
    EXPECT_EQ(EndedNs(2), 3000000) << "it queues up behind the one that waited";
}

TEST_F(ProcessorQueue, TracesTellQueueLengthBusyWorkersStartsAndEnds)
{
    Make({});
    std::vector<std::uint32_t> lengths;
    std::vector<std::uint32_t> busy;
    std::vector<RequestId> started;
    std::vector<RequestId> ended;
    const auto note = +[](std::vector<std::uint32_t>* list, std::uint32_t, std::uint32_t value) {
        list->push_back(value);
    };
    m_processor->TraceConnectWithoutContext("QueueLength", MakeCallback(note).Bind(&lengths));
    m_processor->TraceConnectWithoutContext("BusyWorkers", MakeCallback(note).Bind(&busy));
    m_processor->TraceConnectWithoutContext(
        "JobStarted",
        MakeCallback(+[](std::vector<RequestId>* list, RequestId id, std::uint32_t batch) {
            EXPECT_EQ(batch, 1u);
            list->push_back(id);
        }).Bind(&started));
    m_processor->TraceConnectWithoutContext(
        "JobEnded", MakeCallback(+[](std::vector<RequestId>* list, const ComputeResult& result) {
                        list->push_back(result.request);
                    }).Bind(&ended));
    for (RequestId request = 0; request < 3; ++request)
    {
        SubmitAt(Time(0), Job(request, MilliSeconds(1)));
    }
    Simulator::Run();
    EXPECT_THAT(lengths, ElementsAre(1, 2, 1, 0));
    EXPECT_THAT(busy, ElementsAre(1, 0));
    EXPECT_THAT(started, ElementsAre(0, 1, 2));
    EXPECT_THAT(ended, ElementsAre(0, 1, 2));
}

TEST_F(ProcessorQueue, BacklogIsTheTimeUntilTheNextJobReallyStarts)
{
    Make({{"Workers", "3"}});
    // Lengths without pattern; each newcomer checks the prediction that was made at its submission.
    std::map<RequestId, std::int64_t> predictedNs;
    for (RequestId request = 0; request < 200; ++request)
    {
        const std::int64_t atNs =
            static_cast<std::int64_t>(request * 7000 + request * request % 911);
        const std::int64_t lengthNs = 1000 + static_cast<std::int64_t>(request * 7919 % 40009);
        Simulator::Schedule(NanoSeconds(atNs), [this, request, lengthNs, &predictedNs] {
            predictedNs[request] = (Simulator::Now() + m_processor->GetBacklog()).GetNanoSeconds();
            Submit(Job(request, NanoSeconds(lengthNs)));
        });
    }
    Simulator::Run();
    int waited = 0;
    for (const auto& [request, atNs] : predictedNs)
    {
        EXPECT_EQ(StartedNs(request), atNs) << "request " << request;
        waited += Result(request).started > Result(request).submitted;
    }
    EXPECT_GT(waited, 50) << "the load must make jobs wait, or nothing was tested";
}

TEST_F(ProcessorQueue, BacklogCountsBatchesWithTheirGain)
{
    Make({{"BatchLimit", "2"}, {"BatchCurve", "1:1,2:1.5"}});
    for (RequestId request = 0; request < 4; ++request)
    {
        SubmitAt(Time(0), Job(request, MilliSeconds(10)));
    }
    Simulator::Schedule(MilliSeconds(4), [this] {
        // 6 ms are left of the first, then a batch of two (15 ms) and one alone (10 ms).
        EXPECT_EQ(m_processor->GetBacklog(), MilliSeconds(31));
        EXPECT_EQ(m_processor->GetQueueLength(), 3u);
    });
    Simulator::Run();
    EXPECT_EQ(m_processor->GetBacklog(), Time(0));
}

} // namespace
} // namespace edgeward
