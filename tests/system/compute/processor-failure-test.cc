/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/compute/processor-test.h"

namespace edgeward
{
namespace
{

using namespace ns3;

class ProcessorFailure : public ProcessorTest, public ::testing::WithParamInterface<const char*>
{
};

TEST_P(ProcessorFailure, LosesEveryJobExactlyOnceAndComesBackEmpty)
{
    Make({{"Discipline", GetParam()}, {"IdlePower", "1"}, {"BusyPower", "3"}});
    for (RequestId request = 0; request < 3; ++request)
    {
        SubmitAt(MilliSeconds(request), Job(request, MilliSeconds(100)));
    }
    Simulator::Schedule(MilliSeconds(10), [this] {
        m_processor->SetUp(false);
        EXPECT_FALSE(m_processor->IsUp());
        EXPECT_EQ(m_results.size(), 3u);
        EXPECT_EQ(m_processor->GetQueueLength(), 0u);
        EXPECT_EQ(m_processor->GetUtilization(), 0.0);
        EXPECT_EQ(m_processor->GetBacklog(), Time(0));
        EXPECT_EQ(m_processor->GetWatt(), 0.0);
        m_processor->SetUp(false);
    });
    SubmitAt(MilliSeconds(15), Job(3, MilliSeconds(1)));
    Simulator::Schedule(MilliSeconds(20), [this] { m_processor->SetUp(true); });
    SubmitAt(MilliSeconds(25), Job(4, MilliSeconds(1)));
    Simulator::Run();

    double joule = 0.0;
    for (RequestId request = 0; request < 3; ++request)
    {
        const ComputeResult result = Result(request);
        EXPECT_EQ(m_calls[request], 1);
        EXPECT_FALSE(result.isDone);
        EXPECT_EQ(result.ended, MilliSeconds(10));
        EXPECT_GE(result.started, result.submitted);
        EXPECT_LE(result.started, result.ended);
        joule += result.joule;
    }
    EXPECT_FALSE(m_accepted[3]);
    EXPECT_EQ(m_calls[3], 0);
    EXPECT_TRUE(Result(4).isDone);
    EXPECT_EQ(EndedNs(4), 26000000);
    // 10 ms of work were done before the failure and 1 ms after it; the 10 ms while down cost
    // nothing.
    EXPECT_NEAR(joule, 2.0 * 0.010, 1e-12);
    EXPECT_NEAR(m_processor->GetBusyJoule(), 2.0 * 0.011, 1e-12);
    EXPECT_NEAR(m_processor->GetIdleJoule(), 1.0 * 0.016, 1e-12);
}

TEST_P(ProcessorFailure, AJobThatIsSubmittedWhileOthersAreLostIsTurnedAway)
{
    Make({{"Discipline", GetParam()}});
    Simulator::Schedule(Time(0), [this] {
        m_processor->Submit(Job(0, MilliSeconds(5)), [this](const ComputeResult& result) {
            EXPECT_FALSE(result.isDone);
            EXPECT_FALSE(Submit(Job(1, MilliSeconds(1))));
        });
    });
    Simulator::Schedule(MilliSeconds(1), [this] { m_processor->SetUp(false); });
    Simulator::Run();
    EXPECT_EQ(m_accepted.count(1), 1u);
    EXPECT_TRUE(m_results.empty());
}

INSTANTIATE_TEST_SUITE_P(Disciplines,
                         ProcessorFailure,
                         ::testing::Values("fifo", "edf", "processor-sharing"),
                         [](const auto& info) {
                             const std::string name = info.param;
                             return name == "processor-sharing" ? "ProcessorSharing" : name;
                         });

class ProcessorBatchFailure : public ProcessorTest
{
};

TEST_F(ProcessorBatchFailure, AHeldBatchIsLostAndItsTimerDoesNothingLater)
{
    Make({{"BatchLimit", "4"}, {"BatchWait", "5ms"}});
    SubmitAt(Time(0), Job(0, MilliSeconds(1)));
    Simulator::Schedule(MilliSeconds(2), [this] { m_processor->SetUp(false); });
    Simulator::Run();
    EXPECT_EQ(m_calls[0], 1);
    EXPECT_FALSE(Result(0).isDone);
    EXPECT_EQ(StartedNs(0), 2000000) << "never begun: started is the time of its end";
    EXPECT_EQ(Simulator::Now(), MilliSeconds(2));
}

} // namespace
} // namespace edgeward
