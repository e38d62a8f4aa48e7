/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Whatever a processor does, its states and its jobs account for all that its battery lost.
 */
#include "base/random-stream.h"
#include "base/text.h"
#include "compute/processor-energy-model.h"
#include "compute/processor.h"
#include "support/simulator-test.h"

#include "ns3/basic-energy-source.h"
#include "ns3/double.h"
#include "ns3/string.h"

#include <vector>

namespace edgeward
{

namespace energy_names
{
using BasicSource = BasicEnergySource;
} // namespace energy_names

namespace
{

using namespace ns3;

constexpr double CAPACITY_JOULE = 1e6;
constexpr double SECONDS = 20.0;

/** A random processor with a random load, and its battery. */
class ConservationRun
{
  public:
    explicit ConservationRun(std::uint64_t seed)
        : m_draw(seed)
        , m_processor(CreateObject<Processor>())
        , m_source(CreateObject<energy_names::BasicSource>())
    {
        MakeProcessor();
        m_source->SetAttribute("BasicEnergySourceInitialEnergyJ", DoubleValue(CAPACITY_JOULE));
        m_source->SetSupplyVoltage(5.0);
        m_source->Initialize();
        m_model = ProcessorEnergyModel::Install(m_processor, m_source);
        m_processor->TraceConnectWithoutContext(
            "JobEnded",
            Callback<void, const ComputeResult&>([this](const ComputeResult& r) { OnEnded(r); }));
        SubmitJobs();
        ScheduleFailure();
    }

    ~ConservationRun()
    {
        m_processor->Dispose();
        m_source->Dispose();
    }

    void
    Run()
    {
        m_processor->Start();
        Simulator::Stop(Seconds(SECONDS));
        Simulator::Run();
        // What is still in service counts with what it got so far.
        m_processor->SetUp(false);
        m_source->UpdateEnergySource();
    }

    void
    OnEnded(const ComputeResult& result)
    {
        ++m_ends;
        m_jobJoule += result.joule;
        EXPECT_GE(result.joule, 0.0);
        EXPECT_LE(result.loading, result.ended - result.started);
    }

    std::string
    Pick(const std::vector<std::string>& choices)
    {
        return choices[m_draw.Index(choices.size())];
    }

    void
    Set(const std::string& attribute, const std::string& value)
    {
        m_processor->SetAttribute(attribute, StringValue(value));
        m_description += attribute + "=" + value + " ";
    }

    void
    MakeProcessor()
    {
        const double idle = m_draw.Uniform(0.0, 5.0);
        Set("IdlePower", FormatDouble(idle));
        Set("BusyPower", FormatDouble(idle + Pick({"0", "1", "40"}).size() * m_draw.Uniform()));
        const std::string discipline = Pick({"fifo", "edf", "processor-sharing"});
        Set("Discipline", discipline);
        Set("Workers", std::to_string(1 + m_draw.Index(4)));
        Set("QueueLimit", Pick({"0", "5"}));
        Set("Noise", Pick({"none", "gamma", "lognormal", "profile"}));
        Set("LoadRate", Pick({"0", "1e7", "3e8"}));
        Set("MemorySize", Pick({"0", "45e6", "20e6"}));
        if (discipline != "processor-sharing")
        {
            Set("BatchLimit", Pick({"1", "4"}));
            Set("BatchWait", Pick({"0s", "50ms"}));
            Set("BatchCurve", Pick({"", "1:21.3ms,2:31.8ms,4:82.5ms"}));
        }
        if (m_draw.Uniform() < 0.5)
        {
            Set("BackgroundInterarrival", "ns3::ExponentialRandomVariable[Mean=0.2]");
            Set("BackgroundService", "ns3::ExponentialRandomVariable[Mean=0.05]");
        }
        m_processor->AssignStreams(100);
    }

    void
    SubmitJobs()
    {
        const bool isWorkCharged = m_draw.Uniform() < 0.6;
        const double meanGap = m_draw.Uniform(0.01, 0.2);
        double at = 0.0;
        for (RequestId request = 0; (at += m_draw.Exponential(meanGap)) < SECONDS; ++request)
        {
            ComputeJob job;
            job.request = request;
            job.service = NanoSeconds(static_cast<std::int64_t>(m_draw.Uniform(0.0, 1.5e8)));
            job.spread = {0.1, 0.99, 1.19};
            job.workJoule = isWorkCharged ? m_draw.Uniform(0.0, 0.5) : 0.0;
            job.deadline = NanoSeconds(static_cast<std::int64_t>(1e9 * at + 1e8));
            const auto key = static_cast<std::uint32_t>(m_draw.Index(3));
            job.model = {key, 1e6 + 4e6 * key, 2e6 + 8e6 * key};
            job.batchKey = key;
            Simulator::Schedule(NanoSeconds(static_cast<std::int64_t>(1e9 * at)),
                                [this, job] { m_processor->Submit(job, nullptr); });
        }
    }

    void
    ScheduleFailure()
    {
        if (m_draw.Uniform() < 0.4)
        {
            const Time at = NanoSeconds(static_cast<std::int64_t>(m_draw.Uniform(1e9, 1.5e10)));
            Simulator::Schedule(at, [this] { m_processor->SetUp(false); });
            Simulator::Schedule(at + MilliSeconds(1234), [this] { m_processor->SetUp(true); });
        }
    }

    RandomStream m_draw;
    Ptr<Processor> m_processor;
    Ptr<energy_names::BasicSource> m_source;
    Ptr<ProcessorEnergyModel> m_model;
    std::string m_description;
    std::uint64_t m_ends = 0;
    double m_jobJoule = 0.0;
};

class EnergyConservation : public SimulatorTest
{
};

TEST_F(EnergyConservation, StatesAndJobsAccountForWhatTheBatteryLost)
{
    int withLoading = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed)
    {
        CleanUp();
        UseSeed(1, seed);
        ConservationRun run(seed);
        run.Run();
        SCOPED_TRACE("seed " + std::to_string(seed) + ": " + run.m_description);
        const double idle = run.m_processor->GetIdleJoule();
        const double loading = run.m_processor->GetLoadingJoule();
        const double executing = run.m_processor->GetBusyJoule() - loading;
        const double states = idle + loading + executing;
        EXPECT_GT(run.m_ends, 10u);
        EXPECT_GE(loading, 0.0);
        EXPECT_GE(executing, -1e-9);
        withLoading += loading > 0.0 ? 1 : 0;
        // Jobs share worker time; a share is exact to a rounding of 1 ns of it under sharing.
        EXPECT_NEAR(run.m_jobJoule, loading + executing, 1e-9 * (1.0 + loading + executing));
        // ns-3's source keeps the energy of each step as a Time, to 1 nJ; each job changes the
        // power at most three times, and the source looks once a second.
        const double steps = 3.0 * static_cast<double>(run.m_ends) + SECONDS + 10.0;
        EXPECT_NEAR(
            CAPACITY_JOULE - run.m_source->GetRemainingEnergy(), states, 1e-9 * steps + 1e-8);
        EXPECT_NEAR(run.m_model->GetTotalEnergyConsumption(), states, 1e-9);
    }
    EXPECT_GT(withLoading, 10);
}

} // namespace
} // namespace edgeward
