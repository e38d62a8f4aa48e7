/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-calibrator.h"

#include "base/text.h"
#include "scenario/flow-misfit.h"
#include "scenario/flow-selection.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// Far from the replications of evaluations (1, 2, ...) and trainings (training.h).
constexpr std::uint64_t FIT_RUN = 3'000'000'001; ///< the first; the next is two further
constexpr std::uint64_t CHECK_RUN = 3'000'000'002;

std::uint64_t
RunOf(std::uint64_t first, std::uint32_t replication)
{
    return first + 2 * replication;
}

const double LOADS[] = {1.0, 0.5};

/** A loaded network answers within this; what is late for good is missing in both fidelities. */
constexpr double LEAST_DRAIN_SECONDS = 5.0;

constexpr double LOAD_STEP = 1.5;
// Far from saturation its goodput matters little, and a deep one is of another kind: messages wait
// for one another and share aggregates.
constexpr double MOST_LOAD = 4.0;
constexpr double MOST_CARRIED = 0.85; ///< of what is offered, if the network is saturated

/** What a saturated network carries is known soon, and costs most to simulate. */
constexpr double SATURATED_SHARE = 0.25; ///< of the other probes' time

/** The scenario as probes have it: nothing but traffic. */
ScenarioConfig
ProbeConfig(ScenarioConfig config, Fidelity fidelity, double load, bool isSaturated)
{
    config.fidelity = fidelity;
    config.flowTuning = FlowTuning();
    config.failures.clear();
    config.drainSeconds = isSaturated ? 0.0 : std::max(config.drainSeconds, LEAST_DRAIN_SECONDS);
    for (DeviceGroupConfig& group : config.devices)
    {
        group.batteryJoule = 0.0;
        group.workload.load = load;
    }
    return config;
}

double
LastStartSeconds(const ScenarioConfig& config)
{
    double last = 0.0;
    for (const DeviceGroupConfig& group : config.devices)
    {
        last = std::max(last, group.workload.startSeconds);
    }
    return last;
}

/** The policies that send every request over the network: one a role that servers have. */
std::vector<std::string>
OffloadingPolicies(const ScenarioConfig& config)
{
    std::vector<std::string> policies;
    for (const auto& [role, name] : {std::pair{NodeRole::EDGE, "edge"}, {NodeRole::CLOUD, "cloud"}})
    {
        const bool isThere =
            std::any_of(config.servers.begin(),
                        config.servers.end(),
                        [role = role](const ServerConfig& server) { return server.role == role; });
        if (isThere)
        {
            policies.emplace_back(name);
        }
    }
    return policies;
}

} // namespace

struct FlowCalibrator::Probe
{
    Spec policy;
    double load = 1.0;
    bool isSaturated = false;
    double seconds = 0.0;
    std::shared_ptr<Simulation> packet;
    std::shared_ptr<Simulation> flow;
    std::vector<NetworkOutcome> packets; ///< by replication, to fit to
    FlowErrors errors;                   ///< of one of them
};

FlowCalibrator::FlowCalibrator(const ScenarioConfig& config,
                               const Catalog& catalog,
                               double seconds,
                               std::uint32_t replications)
    : m_path(config.path)
    , m_seed(config.seed)
    , m_replications(replications)
{
    const std::vector<std::string> policies = OffloadingPolicies(config);
    if (policies.empty())
    {
        throw ConfigError({m_path},
                          "servers",
                          "is missing: nothing goes over the network",
                          "only a scenario with a server can be calibrated");
    }
    const double start = LastStartSeconds(config);
    for (const std::string& policy : policies)
    {
        for (const double load : LOADS)
        {
            m_probes.push_back(MakeProbe(config, catalog, policy, load, start + seconds));
        }
        AddSaturated(config, catalog, policy, start + SATURATED_SHARE * seconds);
    }
}

FlowCalibrator::~FlowCalibrator() = default;

FlowCalibrator::Probe
FlowCalibrator::MakeProbe(const ScenarioConfig& config,
                          const Catalog& catalog,
                          const std::string& policy,
                          double load,
                          double seconds)
{
    const bool isSaturated = load > LOADS[0];
    const auto make = [&](Fidelity fidelity) {
        return std::make_shared<Simulation>(ProbeConfig(config, fidelity, load, isSaturated),
                                            catalog);
    };
    return {Spec::Parse(policy),
            load,
            isSaturated,
            seconds,
            make(Fidelity::PACKET),
            make(Fidelity::FLOW),
            {},
            {}};
}

void
FlowCalibrator::AddSaturated(const ScenarioConfig& config,
                             const Catalog& catalog,
                             const std::string& policy,
                             double seconds)
{
    const Probe& light = m_probes.back();
    const double offeredBps = Run(light, true, FIT_RUN).goodputBps / light.load;
    for (double load = LOAD_STEP; load <= MOST_LOAD; load *= LOAD_STEP)
    {
        const Probe probe = MakeProbe(config, catalog, policy, load, light.seconds);
        if (Run(probe, true, FIT_RUN).goodputBps < MOST_CARRIED * load * offeredBps)
        {
            m_probes.push_back(MakeProbe(config, catalog, policy, load, seconds));
            return;
        }
    }
}

NetworkOutcome
FlowCalibrator::Run(const Probe& probe, bool isFlow, std::uint64_t run) const
{
    return MeasureNetwork(
        isFlow ? *probe.flow : *probe.packet, probe.policy, m_seed, run, probe.seconds);
}

void
FlowCalibrator::RequireRequests(const Probe& probe, const NetworkOutcome& outcome) const
{
    if (outcome.seconds.empty())
    {
        throw ConfigError({m_path},
                          "",
                          "in a probe of " + FormatDouble(probe.seconds) +
                              " s no request came back over the network",
                          "try a longer one with --seconds, or mend the scenario");
    }
}

void
FlowCalibrator::RunPackets(Probe& probe, const std::string& name, const Progress& progress)
{
    Run(probe, true, FIT_RUN); // says quickly if there is no flow model
    std::vector<NetworkOutcome> flows;
    for (std::uint32_t i = 0; i < m_replications; ++i)
    {
        progress(name + ", replication " + std::to_string(i + 1));
        probe.packets.push_back(Run(probe, false, RunOf(FIT_RUN, i)));
        RequireRequests(probe, probe.packets.back());
        flows.push_back(Run(probe, true, RunOf(FIT_RUN, i)));
    }
    probe.errors = ErrorsOfReplications(flows, probe.packets);
}

FlowTuning
FlowCalibrator::Fit(const Progress& progress)
{
    FlowFitScale scale;
    double shortest = 1.0;
    for (std::size_t i = 0; i < m_probes.size(); ++i)
    {
        RunPackets(m_probes[i], NameOf(i + 1), progress);
        for (const NetworkOutcome& packet : m_probes[i].packets)
        {
            shortest = std::min(shortest, packet.QuantileSeconds(0.5));
        }
    }
    scale.latencySeconds = std::min(0.1 * shortest, FlowTuning::MOST_LATENCY_SECONDS);
    progress("fitting");
    const auto misfit = [&](const FlowTuning& tuning, std::uint32_t replication) {
        std::vector<double> misfits;
        for (const Probe& probe : m_probes)
        {
            probe.flow->SetFlowTuning(tuning);
            const NetworkOutcome flow = Run(probe, true, RunOf(FIT_RUN, replication));
            const NetworkOutcome& packet = probe.packets[replication];
            misfits.push_back(probe.isSaturated ? GoodputMisfitOf(flow, packet, probe.errors)
                                                : FlowMisfitOf(flow, packet, probe.errors));
        }
        return misfits;
    };
    return SelectFlow(misfit, m_replications, scale);
}

std::string
FlowCalibrator::NameOf(std::size_t probe) const
{
    return "packets, probe " + std::to_string(probe) + " of " + std::to_string(2 * m_probes.size());
}

std::vector<FlowCheck>
FlowCalibrator::Check(const FlowTuning& tuning, const Progress& progress, double leastLoad)
{
    std::vector<FlowCheck> checks;
    std::size_t number = m_probes.size();
    for (const Probe& probe : m_probes)
    {
        ++number;
        if (probe.load < leastLoad)
        {
            continue;
        }
        std::vector<NetworkOutcome> packet, before, after;
        for (std::uint32_t i = 0; i < m_replications; ++i)
        {
            progress(NameOf(number) + ", replication " + std::to_string(i + 1));
            packet.push_back(Run(probe, false, RunOf(CHECK_RUN, i)));
            RequireRequests(probe, packet.back());
            probe.flow->SetFlowTuning({});
            before.push_back(Run(probe, true, RunOf(CHECK_RUN, i)));
            probe.flow->SetFlowTuning(tuning);
            after.push_back(Run(probe, true, RunOf(CHECK_RUN, i)));
        }
        checks.push_back(
            {probe.policy.ToString(),
             probe.load,
             probe.isSaturated,
             PoolOf(packet),
             PoolOf(before),
             PoolOf(after),
             SpreadOfMeans(before, packet) / std::sqrt(static_cast<double>(m_replications))});
    }
    return checks;
}

} // namespace edgeward
