/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "system/compute/processor-test.h"

#include "compute/energy-meter.h"
#include "compute/processor-energy-model.h"

#include "ns3/basic-energy-source.h"

namespace edgeward
{

namespace energy_names
{
using BasicSource = BasicEnergySource;
} // namespace energy_names

namespace
{

using namespace ns3;

TEST(EnergyMeter, CountsEveryStateExactly)
{
    EnergyMeter meter(1000);
    meter.idleWatt = 2.0;
    meter.busyWatt = 10.0;
    meter.workers = 4;
    EXPECT_EQ(meter.Watt(), 2.0);
    meter.SetState(1'000'001'000, true, {1});
    EXPECT_EQ(meter.Watt(), 4.0);
    meter.SetState(3'000'001'000, true, {4});
    EXPECT_EQ(meter.Watt(), 10.0);
    meter.SetState(3'500'001'000, false, {4});
    EXPECT_EQ(meter.Watt(), 0.0);
    meter.SetState(9'500'001'000, true, {0});
    EXPECT_NEAR(meter.IdleJoule(10'500'001'000), 2.0 * 4.5, 1e-12);
    EXPECT_NEAR(meter.BusyJoule(10'500'001'000), 2.0 * 1 * 2.0 + 2.0 * 4 * 0.5, 1e-12);
}

class ProcessorEnergy : public ProcessorTest
{
  protected:
    void
    TearDown() override
    {
        if (m_source)
        {
            m_source->Dispose();
        }
        m_model = nullptr;
        m_source = nullptr;
        ProcessorTest::TearDown();
    }

    void
    Attach(double capacityJoule)
    {
        m_source = CreateObject<energy_names::BasicSource>();
        m_source->SetAttribute("BasicEnergySourceInitialEnergyJ", DoubleValue(capacityJoule));
        m_source->SetSupplyVoltage(5.0);
        m_source->Initialize();
        m_model = ProcessorEnergyModel::Install(m_processor, m_source);
    }

    Ptr<energy_names::BasicSource> m_source;
    Ptr<ProcessorEnergyModel> m_model;
};

TEST_F(ProcessorEnergy, IsPowerTimesTimeInEveryState)
{
    Make({{"Workers", "2"}, {"IdlePower", "2.5"}, {"BusyPower", "6.5"}});
    SubmitAt(Seconds(1), Job(0, Seconds(3)));
    SubmitAt(Seconds(2), Job(1, Seconds(4)));
    Simulator::Schedule(MilliSeconds(1500),
                        [this] { EXPECT_DOUBLE_EQ(m_processor->GetWatt(), 4.5); });
    Simulator::Schedule(MilliSeconds(2500), [this] {
        EXPECT_DOUBLE_EQ(m_processor->GetWatt(), 6.5);
        EXPECT_NEAR(m_processor->GetBusyJoule(), 2.0 * (1.5 + 0.5), 1e-9);
    });
    Simulator::Schedule(Seconds(10), [] {});
    Simulator::Run();
    EXPECT_NEAR(m_processor->GetIdleJoule(), 25.0, 1e-9);
    EXPECT_NEAR(m_processor->GetBusyJoule(), 2.0 * 7.0, 1e-9);
    EXPECT_NEAR(Result(0).joule, 6.0, 1e-9);
    EXPECT_NEAR(Result(1).joule, 8.0, 1e-9);
}

TEST_F(ProcessorEnergy, JobsTogetherAreChargedWhatTheProcessorDrewAboveIdle)
{
    for (const char* discipline : {"fifo", "edf", "processor-sharing"})
    {
        m_results.clear();
        Make({{"Discipline", discipline},
              {"Workers", "3"},
              {"Noise", "gamma"},
              {"IdlePower", "1"},
              {"BusyPower", "8.3"}});
        for (RequestId request = 0; request < 500; ++request)
        {
            ComputeJob job = Job(request, MicroSeconds(1 + request * 7919 % 4001));
            job.spread.variation = 0.4;
            SubmitAt(Simulator::Now() + MicroSeconds(600 * request), job);
        }
        Simulator::Run();
        double joule = 0.0;
        for (const auto& result : m_results)
        {
            joule += result.joule;
        }
        EXPECT_EQ(m_results.size(), 500u);
        EXPECT_GT(joule, 1.0);
        EXPECT_NEAR(joule, m_processor->GetBusyJoule(), 1e-9) << discipline;
        m_processor->Dispose();
    }
}

TEST_F(ProcessorEnergy, ABatteryLosesExactlyWhatTheStatesCost)
{
    Make({{"IdlePower", "2.5"}, {"BusyPower", "6.5"}});
    Attach(1000.0);
    for (RequestId request = 0; request < 200; ++request)
    {
        SubmitAt(MicroSeconds(request * 97001), Job(request, MicroSeconds(30011)));
    }
    Simulator::Stop(Seconds(21));
    Simulator::Run();
    m_source->UpdateEnergySource();
    const double states = m_processor->GetIdleJoule() + m_processor->GetBusyJoule();
    EXPECT_NEAR(states, 2.5 * 21 + 4.0 * 200 * 0.030011, 1e-9);
    EXPECT_NEAR(m_model->GetTotalEnergyConsumption(), states, 1e-12);
    // ns-3's source keeps each step as a Time, so it loses up to 1 nJ in each of about 420 updates
    // (two a job, one a second).
    EXPECT_NEAR(1000.0 - m_source->GetRemainingEnergy(), states, 450e-9);
}

TEST_F(ProcessorEnergy, AnEmptyBatteryTakesTheProcessorDown)
{
    // A battery of 100 J counts as empty at ns-3's threshold of 10 %. 2.5 W idle for 1 s and 6.5 W
    // busy from then on: after 1 + 87.5 / 6.5 = 14.46 s. The source looks once a second.
    Make({{"IdlePower", "2.5"}, {"BusyPower", "6.5"}});
    Attach(100.0);
    SubmitAt(Seconds(1), Job(0, Seconds(60)));
    SubmitAt(Seconds(50), Job(1, Seconds(1)));
    Simulator::Stop(Seconds(100));
    Simulator::Run();
    EXPECT_FALSE(m_processor->IsUp());
    EXPECT_FALSE(Result(0).isDone);
    EXPECT_EQ(m_calls[0], 1);
    EXPECT_GE(Result(0).ended, MilliSeconds(14461));
    EXPECT_LE(Result(0).ended, MilliSeconds(15462));
    EXPECT_FALSE(m_accepted[1]);
    EXPECT_NEAR(m_source->GetRemainingEnergy(),
                100.0 - m_processor->GetIdleJoule() - m_processor->GetBusyJoule(),
                100e-9);
}

TEST_F(ProcessorEnergy, AnEmptyBatteryFoundAmidAChangeOfStateLosesTheNextJobOnce)
{
    // The source looks when the first job ends, at 460 ms: 92 of 100 J are gone. The job's follower
    // is accepted in the same instant, before the processor goes down.
    Make({{"IdlePower", "2"}, {"BusyPower", "200"}});
    Attach(100.0);
    Simulator::Schedule(Time(0), [this] {
        m_processor->Submit(Job(0, MilliSeconds(460)), [this](const ComputeResult& result) {
            EXPECT_TRUE(result.isDone);
            EXPECT_TRUE(Submit(Job(1, MilliSeconds(10))));
        });
    });
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    EXPECT_FALSE(m_processor->IsUp());
    EXPECT_EQ(m_calls[1], 1);
    EXPECT_FALSE(Result(1).isDone);
    EXPECT_EQ(EndedNs(1), 460000000);
}

TEST_F(ProcessorEnergy, ARechargedBatteryBringsBackAProcessorThatItTookDown)
{
    Make({{"IdlePower", "1"}, {"BusyPower", "1"}});
    Attach(10.0);
    Simulator::Schedule(Seconds(1), [this] { m_model->HandleEnergyDepletion(); });
    Simulator::Schedule(Seconds(2), [this] {
        EXPECT_FALSE(m_processor->IsUp());
        m_model->HandleEnergyRecharged();
        EXPECT_TRUE(m_processor->IsUp());
        m_processor->SetUp(false);
        m_model->HandleEnergyRecharged();
        EXPECT_FALSE(m_processor->IsUp())
            << "a failed processor is not the battery's to bring back";
    });
    Simulator::Stop(Seconds(3));
    Simulator::Run();
}

} // namespace
} // namespace edgeward
