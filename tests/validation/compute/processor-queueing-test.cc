/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
// Mean time in the system against the closed forms of queueing theory.
//
// Every case is 20 independent replications of Poisson arrivals: 20 000 that count, 80 000 at load
// 0.9 where they are more correlated, 200 000 where also the work varies most, after 2000 that do
// not (at load 0.9 a queue forgets its beginning over about 1 / (1 - sqrt(0.9))^2 = 380 service
// times). A replication gives one mean; the 20 means are independent, so mean +- t s / sqrt(20)
// with t = 3.883 (Student, 19 degrees of freedom) covers the truth with 99.9 %. The closed form
// must lie within, and the interval must be narrower than +- 10 %. Cases have seeds of their own,
// so that they are independent evidence; seeds are fixed, so a pass stays a pass.

#include "compute/processor.h"
#include "support/simulator-test.h"

#include "ns3/double.h"
#include "ns3/random-variable-stream.h"
#include "ns3/string.h"

#include <cmath>
#include <cstdio>

namespace edgeward
{
namespace
{

using namespace ns3;

constexpr int REPLICATIONS = 20;
constexpr double STUDENT_T = 3.883;
constexpr RequestId WARM_UP_JOBS = 2000;
constexpr double SERVICE_SECONDS = 0.010;

/** Probability that an arrival waits in M/M/c (Erlang C; Kleinrock, "Queueing Systems" vol. 1,
 * chapter 3). */
double
ErlangC(int servers, double offered)
{
    double blocking = 1.0; // Erlang B by its recursion
    for (int n = 1; n <= servers; ++n)
    {
        blocking = offered * blocking / (n + offered * blocking);
    }
    return servers * blocking / (servers - offered * (1.0 - blocking));
}

/** A queueing system in units of the mean service time. */
struct Case
{
    const char* name;
    std::vector<std::pair<std::string, std::string>> attributes;
    double load; ///< arrivals per second x mean service time / servers
    int servers;
    double variation;
    double sojourn;            ///< closed form: mean time in system / mean service time
    double rejected = 0.0;     ///< closed form: share of arrivals turned away
    bool hasDeadlines = false; ///< jobs have random deadlines that say nothing about their length
    std::uint32_t seed = 0;

    RequestId
    CountedJobs() const
    {
        if (load < 0.9 || load > 1.0)
        {
            return 20000;
        }
        return variation > 1.0 ? 200000 : 80000;
    }
};

std::ostream&
operator<<(std::ostream& out, const Case& system)
{
    return out << system.name << " at load " << system.load;
}

double
MmcSojourn(int servers, double load)
{
    return 1.0 + ErlangC(servers, servers * load) / (servers * (1.0 - load));
}

/** Pollaczek-Khinchine (Kleinrock vol. 1, chapter 5). */
double
Mg1Sojourn(double load, double variation)
{
    return 1.0 + load * (1.0 + variation * variation) / (2.0 * (1.0 - load));
}

std::vector<Case>
Cases()
{
    const std::pair<std::string, std::string> gamma{"Noise", "gamma"};
    const std::pair<std::string, std::string> lognormal{"Noise", "lognormal"};
    const std::pair<std::string, std::string> edf{"Discipline", "edf"};
    const std::pair<std::string, std::string> sharing{"Discipline", "processor-sharing"};
    const std::pair<std::string, std::string> four{"Workers", "4"};
    std::vector<Case> cases;
    for (const double load : {0.3, 0.6, 0.9})
    {
        // Gamma noise with a coefficient of variation of 1 is the exponential distribution.
        cases.push_back({"MM1", {gamma}, load, 1, 1.0, 1.0 / (1.0 - load)});
        cases.push_back({"MD1", {}, load, 1, 0.0, Mg1Sojourn(load, 0.0)});
        cases.push_back({"MG1", {lognormal}, load, 1, 0.5, Mg1Sojourn(load, 0.5)});
        cases.push_back({"MM2", {gamma, {"Workers", "2"}}, load, 2, 1.0, MmcSojourn(2, load)});
        cases.push_back({"MM4", {gamma, four}, load, 4, 1.0, MmcSojourn(4, load)});
        // Sharing: the mean depends on the distribution by its mean only (Kleinrock vol. 2,
        // chapter 4).
        cases.push_back({"MD1PS", {sharing}, load, 1, 0.0, 1.0 / (1.0 - load)});
        cases.push_back({"MG1PS", {sharing, gamma}, load, 1, 1.5, 1.0 / (1.0 - load)});
        // With exponential work the number of jobs is the same Markov chain as in M/M/c.
        cases.push_back({"MM4PS", {sharing, gamma, four}, load, 4, 1.0, MmcSojourn(4, load)});
        // An order that ignores lengths cannot change the mean (conservation law, Kleinrock vol. 2,
        // chapter 3).
        cases.push_back({"MM1EDF", {gamma, edf}, load, 1, 1.0, 1.0 / (1.0 - load), 0.0, true});
    }
    // M/M/1/K with K = 5: p_n = (1 - r) r^n / (1 - r^6) (Kleinrock vol. 1, chapter 3), Little's law
    // over accepted jobs.
    for (const double load : {0.6, 1.2})
    {
        double sum = 0.0;
        double jobs = 0.0;
        for (int n = 0; n <= 5; ++n)
        {
            sum += std::pow(load, n);
            jobs += n * std::pow(load, n);
        }
        const double blocked = std::pow(load, 5) / sum;
        const double sojourn = jobs / sum / (load * (1.0 - blocked));
        cases.push_back({"MM15", {gamma, {"QueueLimit", "4"}}, load, 1, 1.0, sojourn, blocked});
    }
    for (std::size_t i = 0; i < cases.size(); ++i)
    {
        cases[i].seed = static_cast<std::uint32_t>(i + 1);
    }
    return cases;
}

/** What one replication measured, in the units of Case. */
struct Measured
{
    double sojourn = 0.0;
    double rejected = 0.0;
    double utilization = 0.0; ///< from the energy: of all time until the last job ended
};

/** Poisson arrivals at a processor. */
class Replication
{
  public:
    explicit Replication(const Case& system)
        : m_system(system)
        , m_processor(CreateObject<Processor>())
        , m_interarrival(CreateObject<ExponentialRandomVariable>())
        , m_deadline(CreateObject<UniformRandomVariable>())
        , m_meanInterarrival(SERVICE_SECONDS / (system.load * system.servers))
    {
        for (const auto& [name, value] : system.attributes)
        {
            m_processor->SetAttribute(name, StringValue(value));
        }
        m_processor->SetAttribute("BusyPower", DoubleValue(1.0));
        m_interarrival->SetStream(1);
        m_deadline->SetStream(2);
        m_processor->AssignStreams(10);
    }

    Measured
    Run()
    {
        Arrive();
        Simulator::Run();
        Measured measured;
        measured.sojourn = m_sum / m_ended / SERVICE_SECONDS;
        measured.rejected =
            static_cast<double>(m_rejected) / static_cast<double>(m_system.CountedJobs());
        measured.utilization = m_processor->GetBusyJoule() / Simulator::Now().GetSeconds();
        m_processor->Dispose();
        return measured;
    }

  private:
    void
    Arrive()
    {
        ComputeJob job;
        job.request = m_next++;
        job.service = Seconds(SERVICE_SECONDS);
        job.spread.variation = m_system.variation;
        if (m_system.hasDeadlines)
        {
            job.deadline = Simulator::Now() + Seconds(m_deadline->GetValue(0.0, 0.2));
        }
        const bool isCounted = job.request >= WARM_UP_JOBS;
        const bool isAccepted =
            m_processor->Submit(job, [this, isCounted](const ComputeResult& result) {
                if (isCounted)
                {
                    m_sum += (result.ended - result.submitted).GetSeconds();
                    ++m_ended;
                }
            });
        m_rejected += isCounted && !isAccepted;
        if (m_next < WARM_UP_JOBS + m_system.CountedJobs())
        {
            Simulator::Schedule(Seconds(m_interarrival->GetValue(m_meanInterarrival, 0.0)),
                                &Replication::Arrive,
                                this);
        }
    }

    const Case& m_system;
    Ptr<Processor> m_processor;
    Ptr<ExponentialRandomVariable> m_interarrival;
    Ptr<UniformRandomVariable> m_deadline;
    double m_meanInterarrival;
    RequestId m_next = 0;
    RequestId m_ended = 0;
    RequestId m_rejected = 0;
    double m_sum = 0.0;
};

/** Mean over replications and half the width of its 99.9 % confidence interval. */
struct Interval
{
    double mean;
    double half;
};

Interval
Confidence(const std::vector<Measured>& runs, double Measured::*value)
{
    double sum = 0.0;
    for (const auto& run : runs)
    {
        sum += run.*value;
    }
    const double mean = sum / REPLICATIONS;
    double squares = 0.0;
    for (const auto& run : runs)
    {
        squares += (run.*value - mean) * (run.*value - mean);
    }
    return {mean, STUDENT_T * std::sqrt(squares / (REPLICATIONS - 1) / REPLICATIONS)};
}

class ProcessorQueueing : public SimulatorTest, public ::testing::WithParamInterface<Case>
{
};

TEST_P(ProcessorQueueing, MeanSojournLossAndUtilizationMatchTheClosedForm)
{
    std::vector<Measured> runs;
    for (int run = 1; run <= REPLICATIONS; ++run)
    {
        CleanUp();
        UseSeed(GetParam().seed, static_cast<std::uint64_t>(run));
        runs.push_back(Replication(GetParam()).Run());
    }
    const Case& system = GetParam();
    const Interval sojourn = Confidence(runs, &Measured::sojourn);
    const Interval rejected = Confidence(runs, &Measured::rejected);
    const Interval utilization = Confidence(runs, &Measured::utilization);
    std::printf("| %s | %.1f | %.4f | %.4f +- %.4f | %.4f | %.4f +- %.4f |\n",
                system.name,
                system.load,
                system.sojourn,
                sojourn.mean,
                sojourn.half,
                system.load * (1.0 - system.rejected),
                utilization.mean,
                utilization.half);
    EXPECT_NEAR(sojourn.mean, system.sojourn, sojourn.half);
    EXPECT_NEAR(rejected.mean, system.rejected, rejected.half);
    EXPECT_NEAR(utilization.mean, system.load * (1.0 - system.rejected), utilization.half);
    EXPECT_LT(sojourn.half, 0.10 * system.sojourn) << "too wide to tell anything";
}

INSTANTIATE_TEST_SUITE_P(Systems,
                         ProcessorQueueing,
                         ::testing::ValuesIn(Cases()),
                         [](const auto& info) {
                             return info.param.name + std::string("Load") +
                                    std::to_string(std::lround(100 * info.param.load));
                         });

} // namespace
} // namespace edgeward
