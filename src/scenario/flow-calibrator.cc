/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-calibrator.h"

#include "base/text.h"
#include "scenario/flow-fit.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// Far from the replications of evaluations (1, 2, ...) and trainings (training.h).
constexpr std::uint64_t FIT_RUN = 3'000'000'001;
constexpr std::uint64_t CHECK_RUN = 3'000'000'002;

const double LOADS[] = {1.0, 0.5};

/** A loaded network answers within this; what is late for good is missing in both fidelities. */
constexpr double LEAST_DRAIN_SECONDS = 5.0;

constexpr double NO_REQUESTS = 100.0; ///< misfit: more than e^5 off in all three

/** The scenario as probes have it: nothing but traffic. */
ScenarioConfig
ProbeConfig(ScenarioConfig config, Fidelity fidelity, double load)
{
    config.fidelity = fidelity;
    config.flowTuning = FlowTuning();
    config.failures.clear();
    config.drainSeconds = std::max(config.drainSeconds, LEAST_DRAIN_SECONDS);
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

double
SquaredLogRatio(double a, double b)
{
    const double log = std::log(a / b);
    return log * log;
}

} // namespace

struct FlowCalibrator::Probe
{
    Spec policy;
    double load = 1.0;
    std::shared_ptr<Simulation> packet; ///< shared: probes of one load have the same
    std::shared_ptr<Simulation> flow;
    NetworkOutcome outcome; ///< of packets, to fit to
};

double
FlowMisfitOf(const NetworkOutcome& flow, const NetworkOutcome& packet)
{
    if (flow.seconds.empty())
    {
        return NO_REQUESTS;
    }
    return SquaredLogRatio(flow.MeanSeconds(), packet.MeanSeconds()) +
           SquaredLogRatio(flow.QuantileSeconds(0.5), packet.QuantileSeconds(0.5)) +
           SquaredLogRatio(flow.QuantileSeconds(0.95), packet.QuantileSeconds(0.95));
}

FlowCalibrator::FlowCalibrator(const ScenarioConfig& config, const Catalog& catalog, double seconds)
    : m_path(config.path)
    , m_seed(config.seed)
    , m_seconds(seconds + LastStartSeconds(config))
{
    const std::vector<std::string> policies = OffloadingPolicies(config);
    if (policies.empty())
    {
        throw ConfigError({m_path},
                          "servers",
                          "is missing: nothing goes over the network",
                          "only a scenario with a server can be calibrated");
    }
    for (const double load : LOADS)
    {
        const auto packet =
            std::make_shared<Simulation>(ProbeConfig(config, Fidelity::PACKET, load), catalog);
        const auto flow =
            std::make_shared<Simulation>(ProbeConfig(config, Fidelity::FLOW, load), catalog);
        for (const std::string& policy : policies)
        {
            m_probes.push_back({Spec::Parse(policy), load, packet, flow, {}});
        }
    }
}

FlowCalibrator::~FlowCalibrator() = default;

NetworkOutcome
FlowCalibrator::Run(const Probe& probe, bool isFlow, std::uint64_t run) const
{
    return MeasureNetwork(
        isFlow ? *probe.flow : *probe.packet, probe.policy, m_seed, run, m_seconds);
}

void
FlowCalibrator::RequireRequests(const NetworkOutcome& outcome) const
{
    if (outcome.seconds.empty())
    {
        throw ConfigError({m_path},
                          "",
                          "in a probe of " + FormatDouble(m_seconds) +
                              " s no request came back over the network",
                          "try a longer one with --seconds, or mend the scenario");
    }
}

FlowTuning
FlowCalibrator::Fit(const Progress& progress)
{
    FlowFitScale scale;
    double shortest = 1.0;
    for (std::size_t i = 0; i < m_probes.size(); ++i)
    {
        Probe& probe = m_probes[i];
        Run(probe, true, FIT_RUN); // says quickly if there is no flow model
        progress("packets, probe " + std::to_string(i + 1) + " of " +
                 std::to_string(2 * m_probes.size()));
        probe.outcome = Run(probe, false, FIT_RUN);
        RequireRequests(probe.outcome);
        shortest = std::min(shortest, probe.outcome.QuantileSeconds(0.5));
    }
    scale.latencySeconds = std::min(0.1 * shortest, FlowTuning::MOST_LATENCY_SECONDS);
    progress("fitting");
    const auto misfit = [this](const FlowTuning& tuning) {
        double sum = 0.0;
        for (const Probe& probe : m_probes)
        {
            probe.flow->SetFlowTuning(tuning);
            sum += FlowMisfitOf(Run(probe, true, FIT_RUN), probe.outcome);
        }
        return sum;
    };
    return FitFlow(misfit, scale);
}

std::vector<FlowCheck>
FlowCalibrator::Check(const FlowTuning& tuning, const Progress& progress)
{
    std::vector<FlowCheck> checks;
    for (const Probe& probe : m_probes)
    {
        progress("packets, probe " + std::to_string(m_probes.size() + checks.size() + 1) + " of " +
                 std::to_string(2 * m_probes.size()));
        FlowCheck check;
        check.policy = probe.policy.ToString();
        check.load = probe.load;
        check.packet = Run(probe, false, CHECK_RUN);
        RequireRequests(check.packet);
        probe.flow->SetFlowTuning({});
        check.before = Run(probe, true, CHECK_RUN);
        probe.flow->SetFlowTuning(tuning);
        check.after = Run(probe, true, CHECK_RUN);
        checks.push_back(std::move(check));
    }
    return checks;
}

} // namespace edgeward
