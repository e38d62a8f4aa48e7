/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/compute/processor-test.h"

#include "base/errors.h"

#include "ns3/pointer.h"

#include <gmock/gmock.h>

namespace edgeward
{
namespace
{

using namespace ns3;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ProcessorBackground : public ProcessorTest
{
  protected:
    void
    TraceArrivals()
    {
        m_processor->TraceConnectWithoutContext(
            "JobEnded", MakeCallback(+[](ProcessorBackground* test, const ComputeResult& result) {
                            if (result.request == BACKGROUND_REQUEST)
                            {
                                test->m_arrivalsMs.push_back(result.submitted.GetMilliSeconds());
                            }
                        }).Bind(this));
    }

    std::vector<std::int64_t> m_arrivalsMs;
};

TEST_F(ProcessorBackground, UsesTheSameQueueAndWorkersAsRequests)
{
    Make({{"BackgroundInterarrival", "ns3::ConstantRandomVariable[Constant=0.010]"},
          {"BackgroundService", "ns3::ConstantRandomVariable[Constant=0.004]"},
          {"IdlePower", "1"},
          {"BusyPower", "2"}});
    m_processor->Start();
    Simulator::Schedule(MilliSeconds(11), [this] {
        EXPECT_EQ(m_processor->GetBacklog(), MilliSeconds(3));
        Submit(Job(0, MilliSeconds(1)));
    });
    Simulator::Stop(MilliSeconds(19));
    Simulator::Run();
    EXPECT_EQ(StartedNs(0), 14000000);
    EXPECT_EQ(EndedNs(0), 15000000);
    EXPECT_NEAR(Result(0).joule, 0.001, 1e-12) << "background is not charged to the request";
    EXPECT_NEAR(m_processor->GetBusyJoule(), 0.005, 1e-12) << "but it costs energy";
}

TEST_F(ProcessorBackground, IsNeverBatchedNorHeld)
{
    Make({{"BatchLimit", "2"},
          {"BatchWait", "5ms"},
          {"BackgroundInterarrival", "ns3::ConstantRandomVariable[Constant=0.010]"},
          {"BackgroundService", "ns3::ConstantRandomVariable[Constant=0.001]"}});
    std::vector<std::int64_t> endedNs;
    m_processor->TraceConnectWithoutContext(
        "JobEnded", MakeCallback(+[](std::vector<std::int64_t>* list, const ComputeResult& result) {
                        list->push_back(result.ended.GetNanoSeconds());
                    }).Bind(&endedNs));
    m_processor->Start();
    SubmitAt(MilliSeconds(9), Job(0, MilliSeconds(2)));
    Simulator::Stop(MilliSeconds(19));
    Simulator::Run();
    EXPECT_THAT(endedNs, ElementsAre(11000000, 16000000))
        << "background at 10 ms goes at once, the request is held until 14 ms";
}

TEST_F(ProcessorBackground, ComesOnlyInOnPeriodsAndItsClockStandsStillInOffPeriods)
{
    // On 0..25, off 25..60, on 60..85: arrivals at 10, 20; 5 of the next 10 ms had passed, so 65,
    // 75, 85 (the switch at 85 was scheduled before that arrival).
    Make({{"BackgroundInterarrival", "ns3::ConstantRandomVariable[Constant=0.010]"},
          {"BackgroundService", "ns3::ConstantRandomVariable[Constant=0.001]"},
          {"BackgroundOn", "ns3::ConstantRandomVariable[Constant=0.025]"},
          {"BackgroundOff", "ns3::ConstantRandomVariable[Constant=0.035]"}});
    TraceArrivals();
    m_processor->Start();
    Simulator::Stop(MilliSeconds(119));
    Simulator::Run();
    EXPECT_THAT(m_arrivalsMs, ElementsAre(10, 20, 65, 75));
}

TEST_F(ProcessorBackground, AShareOfTimeOnGivesThatShareOfArrivals)
{
    // On for 2 s of every 10 s on average, 50 arrivals/s while on: 10/s. One cycle's count has mean
    // 100 and variance 100 + 50^2 * 2^2 = 10 100 (Poisson of an exponential on time); over 20 000 s
    // there are 2000 cycles and as many random cycle lengths: sd of the rate about 10 * sqrt(2 * 2
    // * 0.8^2 / 2000) = 0.36 (renewal-reward, on 2 s, off 8 s exponential). Five of these are the
    // tolerance.
    Make({{"BackgroundInterarrival", "ns3::ExponentialRandomVariable[Mean=0.02]"},
          {"BackgroundService", "ns3::ConstantRandomVariable[Constant=0.001]"},
          {"BackgroundOn", "ns3::ExponentialRandomVariable[Mean=2]"},
          {"BackgroundOff", "ns3::ExponentialRandomVariable[Mean=8]"}});
    TraceArrivals();
    m_processor->Start();
    Simulator::Stop(Seconds(20000));
    Simulator::Run();
    EXPECT_NEAR(static_cast<double>(m_arrivalsMs.size()) / 20000.0, 10.0, 5 * 0.36);
}

TEST_F(ProcessorBackground, SameSeedGivesTheSameJobsAndAnotherSeedOthers)
{
    const auto run = [this](std::uint64_t replication) {
        CleanUp();
        UseSeed(1, replication);
        Make({{"BackgroundInterarrival", "ns3::ExponentialRandomVariable[Mean=0.02]"},
              {"BackgroundService", "ns3::ExponentialRandomVariable[Mean=0.01]"}});
        m_arrivalsMs.clear();
        TraceArrivals();
        m_processor->Start();
        Simulator::Stop(Seconds(5));
        Simulator::Run();
        m_processor->Dispose();
        return m_arrivalsMs;
    };
    const auto first = run(1);
    EXPECT_EQ(first, run(1));
    EXPECT_NE(first, run(2));
    EXPECT_GT(first.size(), 100u);
}

TEST_F(ProcessorBackground, EveryVariableHasAStreamOfItsOwnAndAbsentOnesKeepTheirPlace)
{
    Make({{"BackgroundService", "ns3::ExponentialRandomVariable[Mean=1]"}, {"Noise", "gamma"}});
    EXPECT_EQ(m_processor->AssignStreams(40), 5);
    PointerValue service;
    PointerValue noise;
    m_processor->GetAttribute("BackgroundService", service);
    m_processor->GetAttribute("NoiseVariable", noise);
    EXPECT_EQ(service.Get<RandomVariableStream>()->GetStream(), 41);
    EXPECT_EQ(noise.Get<RandomVariableStream>()->GetStream(), 44);
}

TEST_F(ProcessorBackground, IsLostWhileTheProcessorIsDownAndGoesOnAfterwards)
{
    Make({{"BackgroundInterarrival", "ns3::ConstantRandomVariable[Constant=0.010]"},
          {"BackgroundService", "ns3::ConstantRandomVariable[Constant=0.001]"}});
    TraceArrivals();
    m_processor->Start();
    Simulator::Schedule(MilliSeconds(15), [this] { m_processor->SetUp(false); });
    Simulator::Schedule(MilliSeconds(35), [this] { m_processor->SetUp(true); });
    Simulator::Stop(MilliSeconds(59));
    Simulator::Run();
    EXPECT_THAT(m_arrivalsMs, ElementsAre(10, 40, 50));
}

struct BadConfig
{
    std::vector<std::pair<std::string, std::string>> attributes;
    const char* message;
};

class ProcessorBadConfig : public SimulatorTest, public ::testing::WithParamInterface<BadConfig>
{
};

TEST_P(ProcessorBadConfig, IsRefusedBeforeTheClockStarts)
{
    const auto processor = CreateObject<Processor>();
    try
    {
        for (const auto& [name, value] : GetParam().attributes)
        {
            processor->SetAttribute(name, StringValue(value));
        }
        processor->Start();
        FAIL() << "accepted; expected: " << GetParam().message;
    }
    catch (const ConfigError& error)
    {
        EXPECT_THAT(error.what(), HasSubstr(GetParam().message));
    }
}

const char* const ONE = "ns3::ConstantRandomVariable[Constant=1]";

INSTANTIATE_TEST_SUITE_P(
    Attributes,
    ProcessorBadConfig,
    ::testing::Values(
        BadConfig{{{"Discipline", "fifoo"}}, "did you mean 'fifo'"},
        BadConfig{{{"Noise", "normal"}}, "unknown distribution 'normal'"},
        BadConfig{{{"BatchCurve", "1:2"}}, "BatchCurve"},
        BadConfig{{{"IdlePower", "3"}, {"BusyPower", "2"}}, "less than IdlePower"},
        BadConfig{{{"Discipline", "processor-sharing"}, {"BatchLimit", "2"}}, "processor sharing"},
        BadConfig{{{"BackgroundService", ONE}}, "BackgroundInterarrival"},
        BadConfig{{{"BackgroundInterarrival", ONE}}, "needs both"},
        BadConfig{{{"BackgroundOn", ONE}, {"BackgroundOff", ONE}}, "no background load to switch"},
        BadConfig{
            {{"BackgroundInterarrival", ONE}, {"BackgroundService", ONE}, {"BackgroundOff", ONE}},
            "BackgroundOn"}));

TEST_F(ProcessorBackground, AttributesHaveBoundedCheckers)
{
    Make({});
    for (const auto& [name, value] : {std::make_pair("Workers", "0"),
                                      std::make_pair("BatchLimit", "0"),
                                      std::make_pair("BatchWait", "-1ms"),
                                      std::make_pair("QueueLimit", "-1"),
                                      std::make_pair("IdlePower", "-1"),
                                      std::make_pair("BusyPower", "-1")})
    {
        EXPECT_FALSE(m_processor->SetAttributeFailSafe(name, StringValue(value))) << name;
    }
}

} // namespace
} // namespace edgeward
