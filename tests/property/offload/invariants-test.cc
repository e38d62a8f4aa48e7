/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/text.h"
#include "support/random-plan-policy.h"
#include "support/tiny-world.h"

#include <gtest/gtest.h>

#include <map>
#include <tuple>

using namespace edgeward;

namespace
{

/** One of @p choices. */
std::string
Pick(RandomStream& draw, const std::vector<std::string>& choices)
{
    return choices[draw.Index(choices.size())];
}

/** Any small scenario: networks, processors, loads, failures, who decides. */
std::vector<Override>
DrawScenario(RandomStream& draw, const std::vector<std::string>& accesses)
{
    const auto number = [&draw](double low, double high) {
        return FormatDouble(draw.Uniform(low, high));
    };
    std::vector<Override> drawn = {
        {"devices.0.count", std::to_string(1 + draw.Index(3))},
        {"devices.0.workload.interarrival_s",
         "\"ns3::ExponentialRandomVariable[Mean=" + number(0.005, 0.1) + "]\""},
        {"devices.0.workload.input_bytes",
         "\"ns3::UniformRandomVariable[Min=1|Max=" + std::to_string(2 + draw.Index(5000)) + "]\""},
        {"devices.0.workload.deadline_s", number(0.01, 0.5)},
        {"access.type", Pick(draw, accesses)},
        {"transport.type", Pick(draw, {"udp", "tcp"})},
        {"run.duration_s", number(0.05, 0.2)},
        {"run.drain_s", Pick(draw, {"0", "0.1", "3"})},
        {"decision.timeout_s", number(0.05, 2.0)},
        {"decision.report_interval_s", Pick(draw, {"0", "0.01", "0.1"})},
        {"decision.decision_s", Pick(draw, {"0", "0.0001"})},
        {"servers.0.loss_rate", Pick(draw, {"0", "0", "0.05"})},
        {"servers.1.extra_delay_s", Pick(draw, {"0", "0.005"})},
    };
    if (draw.Uniform() < 0.3)
    {
        drawn.push_back({"decision.host", Pick(draw, {"edge", "cloud"})});
        drawn.push_back({"decision.window_s", Pick(draw, {"0", "0.005"})});
    }
    for (const char* processor :
         {"devices.0.processor", "servers.0.processor", "servers.1.processor"})
    {
        const std::string table = processor;
        drawn.push_back({table + ".Workers", std::to_string(1 + draw.Index(3))});
        drawn.push_back({table + ".Discipline", Pick(draw, {"fifo", "edf", "processor-sharing"})});
        drawn.push_back({table + ".QueueLimit", Pick(draw, {"0", "0", "3"})});
        drawn.push_back({table + ".Noise", Pick(draw, {"none", "gamma", "lognormal", "profile"})});
        drawn.push_back({table + ".LoadRate", Pick(draw, {"0", "0", "1e9"})});
        drawn.push_back({table + ".MemorySize", Pick(draw, {"0", "3e7"})});
    }
    drawn.push_back(
        {"network.energy_model", Pick(draw, {"power", "power", "per-mac(fp32PicoJoule=300)"})});
    if (draw.Uniform() < 0.3)
    {
        drawn.push_back({"failures",
                         "[{node = \"" + Pick(draw, {"edge", "cloud"}) + "\", at_s = " +
                             number(0.01, 0.1) + ", for_s = " + Pick(draw, {"0", "0.03"}) + "}]"});
    }
    return drawn;
}

/** Times of a record never go back, and the parts of a completed one sum to its latency. */
void
ExpectOrdered(const RequestRecord& record)
{
    EXPECT_GE(record.endNs, record.request.arrivalNs);
    if (record.decidedNs >= 0)
    {
        EXPECT_GE(record.decidedNs, record.request.arrivalNs);
        EXPECT_LE(record.decidedNs, record.endNs);
    }
    for (const StageRecord& stage : record.stages)
    {
        if (stage.readyNs >= 0)
        {
            EXPECT_GE(stage.readyNs, stage.sentNs);
            EXPECT_GE(stage.sentNs, record.decidedNs);
        }
        if (stage.startNs >= 0)
        {
            EXPECT_GE(stage.startNs, stage.readyNs);
            EXPECT_GE(stage.endNs, stage.startNs);
            EXPECT_GE(stage.loadingNs, 0);
            EXPECT_LE(stage.loadingNs, stage.endNs - stage.startNs);
            EXPECT_LE(stage.endNs, record.endNs);
        }
    }
    for (const EnergyShare& share : record.energy)
    {
        // A radio's share is the difference of two meter readings of some joules: rounding, no
        // more.
        EXPECT_GE(share.joule, -1e-12);
    }
    std::int64_t sum = 0;
    for (const Segment& segment : record.CriticalPath())
    {
        EXPECT_GE(segment.ns, 0) << ToString(segment.kind);
        sum += segment.ns;
    }
    EXPECT_EQ(sum, record.outcome == Outcome::COMPLETED ? record.LatencyNs() : 0);
}

/** Every request ends once, and no component pays for more than it drew. */
void
ExpectInvariants(const TinyRun& run)
{
    const RunReport& report = run.report;
    EXPECT_EQ(report.generated,
              report.completed + report.rejected + report.dropped + report.unfinished);
    ASSERT_EQ(report.generated, run.records.size());
    std::vector<int> ends(report.generated);
    std::map<std::pair<NodeId, EnergyComponent>, double> paid;
    for (const RequestRecord& record : run.records)
    {
        ++ends.at(record.request.id);
        ExpectOrdered(record);
        for (const EnergyShare& share : record.energy)
        {
            paid[{share.node, share.component}] += share.joule;
        }
    }
    EXPECT_EQ(std::count(ends.begin(), ends.end(), 1), static_cast<std::ptrdiff_t>(ends.size()));
    for (const NodeEnergy& node : report.energy)
    {
        // Work for requests that had been given up belongs to none, so shares may be less. Sums of
        // doubles: 1e-9 J.
        const double compute = paid[{node.node, EnergyComponent::COMPUTE}];
        const double radio = paid[{node.node, EnergyComponent::RADIO}];
        EXPECT_LE(compute, node.computeBusyJoule + 1e-9) << node.name;
        EXPECT_LE(radio, node.radioActiveJoule + 1e-9) << node.name;
    }
}

/** What must be equal when a run is repeated. */
std::vector<std::tuple<RequestId, std::int64_t, Outcome, double>>
Fingerprint(const TinyRun& run)
{
    std::vector<std::tuple<RequestId, std::int64_t, Outcome, double>> print;
    for (const RequestRecord& record : run.records)
    {
        print.emplace_back(record.request.id, record.endNs, record.outcome, record.TotalJoule());
    }
    return print;
}

void
CheckScenarios(std::uint64_t first, std::uint64_t count, const std::vector<std::string>& accesses)
{
#ifdef __SANITIZE_ADDRESS__
    count /= 10; // as many as the sanitizer has done in minutes
#endif
    std::uint64_t requests = 0;
    std::uint64_t completed = 0;
    for (std::uint64_t seed = first; seed < first + count; ++seed)
    {
        RandomStream draw(seed);
        const std::vector<Override> scenario = DrawScenario(draw, accesses);
        SCOPED_TRACE("scenario " + std::to_string(seed));
        RandomPlanPolicy policy(seed);
        const TinyRun run = RunTiny(policy, scenario, seed, seed);
        ExpectInvariants(run);
        requests += run.report.generated;
        completed += run.report.completed;
        if (seed % 10 == 0)
        {
            RandomPlanPolicy again(seed);
            EXPECT_EQ(Fingerprint(RunTiny(again, scenario, seed, seed)), Fingerprint(run));
        }
        if (::testing::Test::HasFailure())
        {
            return;
        }
    }
    // The scenarios must have been worth checking: requests came, and many got through.
    EXPECT_GT(requests, count);
    EXPECT_GT(completed, requests / 10);
}

} // namespace

TEST(Invariants, HoldForAnyPlanOnWires)
{
    CheckScenarios(1000, 1500, {"p2p", "csma"});
}

TEST(Invariants, HoldForAnyPlanOnWiresWithOtherSeeds)
{
    CheckScenarios(5000, 1500, {"p2p", "csma"});
}

TEST(Invariants, HoldForAnyPlanOverWifi)
{
    CheckScenarios(9000, 60, {"wifi"});
}
