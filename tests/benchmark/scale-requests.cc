/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How many requests a second one core simulates with flows: every one observed, decided,
 * transferred, queued, computed, its energy accounted, and its record handed over (to nobody).
 * measures/scale runs it with more and more devices.
 */
#include "dnn/catalog.h"
#include "policy/learning-policy.h"
#include "scenario/simulation.h"
#include "support/temporary-folder.h"

#include "scale-scenario.h"

#include "ns3/command-line.h"

#include <chrono>
#include <ctime>
#include <iostream>
#include <sys/resource.h>

using namespace edgeward;

namespace
{

using scale::RATE_PER_SECOND;
using scale::ScenarioText;

/** Counts what it is given. */
class CountingSink : public RecordSink
{
  public:
    void
    Write(const RequestRecord& record) override
    {
        completed += record.outcome == Outcome::COMPLETED ? 1 : 0;
    }

    std::uint64_t completed = 0;
};

/** The policy to measure. "dqn" is one that acts from a checkpoint; what its weights are does not
 * change what they cost, so they are those of the beginning. */
std::unique_ptr<Policy>
MakePolicy(const std::string& text, const Simulation& simulation, const std::string& folder)
{
    if (text != "dqn")
    {
        return Registry<Policy>::Create(Spec::Parse(text));
    }
    const auto learning =
        Registry<Policy>::Create(Spec::Parse("dqn(backend=eigen,hiddenLayers=64-64)"));
    auto& learner = dynamic_cast<LearningPolicy&>(*learning);
    learner.SetTotalSteps(1000);
    CountingSink sink;
    simulation.Run(*learning, sink, 1, 1, 1e-9);
    learner.Save(folder);
    return Registry<Policy>::Create(Spec::Parse("dqn(checkpoint=" + folder + ")"));
}

double
CpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void
Measure(std::uint32_t devices, double requests, const std::string& policy, std::uint32_t cells)
{
    const Catalog catalog(Catalog::DefaultFolder());
    const double seconds = requests / (RATE_PER_SECOND * devices);
    const ScenarioConfig config =
        ScenarioConfig::Parse(ScenarioText("flow", devices, seconds, cells), "scale", {}, catalog);
    const Simulation simulation(config, catalog);
    const TemporaryFolder folder;
    const auto decider = MakePolicy(policy, simulation, folder.Path());
    CountingSink sink;
    // A run that is over before anything arrives costs what building and destroying do; the first
    // also makes ns-3's tables.
    simulation.Run(*decider, sink, 1, 1, 1e-9);
    const double before = CpuSeconds();
    simulation.Run(*decider, sink, 1, 1, 1e-9);
    const double built = CpuSeconds();
    const RunReport report = simulation.Run(*decider, sink, 1, 2);
    const double taken = (CpuSeconds() - built) - (built - before);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << "us_per_request " << 1e6 * taken / static_cast<double>(report.generated)
              << " requests " << report.generated << " completed " << sink.completed << " events "
              << report.events << " memory_MB " << static_cast<double>(usage.ru_maxrss) * 1024e-6
              << '\n';
}

} // namespace

int
main(int argc, char** argv)
{
    std::uint32_t devices = 1000;
    double requests = 100'000;
    std::string policy = "greedy";
    std::uint32_t cells = 0;
    ns3::CommandLine commandLine(__FILE__);
    commandLine.AddValue("devices", "end devices", devices);
    commandLine.AddValue("requests", "that all of them make", requests);
    commandLine.AddValue("policy", "who decides; dqn: 64-64, from a checkpoint", policy);
    commandLine.AddValue("cells", "of 802.11n that they are in; 0: a link each", cells);
    commandLine.Parse(argc, argv);
    try
    {
        Measure(devices, requests, policy, cells);
        return 0;
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
