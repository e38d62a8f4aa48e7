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

constexpr double NO_REQUESTS = 1e6; ///< misfit: more than e^5 off in all three

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

/** Nothing is known better than this (relative). */
constexpr double LEAST_ERROR = 0.01;

/** How many standard errors lie between two numbers, squared. @param error relative, of b */
double
SquaredErrors(double a, double b, double error)
{
    const double errors = std::log(a / b) / std::max(LEAST_ERROR, error);
    return errors * errors;
}

/** Relative standard error of the mean of requests. */
double
MeanError(const NetworkOutcome& outcome)
{
    const double mean = outcome.MeanSeconds();
    double squares = 0.0;
    for (const double seconds : outcome.seconds)
    {
        squares += (seconds / mean - 1.0) * (seconds / mean - 1.0);
    }
    return std::sqrt(squares) / static_cast<double>(outcome.seconds.size());
}

/** Relative standard error of a quantile: how far away the quantiles are whose ranks are one
 * standard deviation of the binomial law off. */
double
QuantileError(const NetworkOutcome& outcome, double share)
{
    const auto n = static_cast<double>(outcome.seconds.size());
    const double shift = std::sqrt(share * (1.0 - share) / n);
    const double high = outcome.QuantileSeconds(std::min(1.0, share + shift));
    const double low = outcome.QuantileSeconds(std::max(0.0, share - shift));
    return 0.5 * (high - low) / outcome.QuantileSeconds(share);
}

/** What it costs to leave the defaults: as much for a step of the scale as to be off by a standard
 * error, so that few requests do not move them far. */
double
DistanceFromDefaults(const FlowTuning& tuning, const FlowFitScale& scale)
{
    const double goodput = std::log(tuning.goodput) / scale.logGoodput;
    const double contention = tuning.contention / scale.contention;
    const double latency = tuning.latencySeconds / scale.latencySeconds;
    return goodput * goodput + contention * contention + latency * latency;
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
    NetworkOutcome outcome; ///< of packets, to fit to
};

double
GoodputMisfitOf(const NetworkOutcome& flow, const NetworkOutcome& packet)
{
    if (flow.seconds.empty())
    {
        return NO_REQUESTS;
    }
    const double error = 1.0 / std::sqrt(static_cast<double>(packet.seconds.size())); // of a count
    return SquaredErrors(flow.goodputBps, packet.goodputBps, error);
}

double
FlowMisfitOf(const NetworkOutcome& flow, const NetworkOutcome& packet)
{
    if (flow.seconds.empty())
    {
        return NO_REQUESTS;
    }
    double sum = SquaredErrors(flow.MeanSeconds(), packet.MeanSeconds(), MeanError(packet));
    for (const double share : {0.5, 0.95})
    {
        sum += SquaredErrors(flow.QuantileSeconds(share),
                             packet.QuantileSeconds(share),
                             QuantileError(packet, share));
    }
    return sum;
}

FlowCalibrator::FlowCalibrator(const ScenarioConfig& config, const Catalog& catalog, double seconds)
    : m_path(config.path)
    , m_seed(config.seed)
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
        RequireRequests(probe, probe.outcome);
        shortest = std::min(shortest, probe.outcome.QuantileSeconds(0.5));
    }
    scale.latencySeconds = std::min(0.1 * shortest, FlowTuning::MOST_LATENCY_SECONDS);
    progress("fitting");
    const auto misfit = [&](const FlowTuning& tuning) {
        double sum = DistanceFromDefaults(tuning, scale);
        for (const Probe& probe : m_probes)
        {
            probe.flow->SetFlowTuning(tuning);
            const NetworkOutcome flow = Run(probe, true, FIT_RUN);
            sum += probe.isSaturated ? GoodputMisfitOf(flow, probe.outcome)
                                     : FlowMisfitOf(flow, probe.outcome);
        }
        return sum;
    };
    return FitFlow(misfit, scale);
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
        progress("packets, probe " + std::to_string(number) + " of " +
                 std::to_string(2 * m_probes.size()));
        FlowCheck check;
        check.policy = probe.policy.ToString();
        check.load = probe.load;
        check.isSaturated = probe.isSaturated;
        check.packet = Run(probe, false, CHECK_RUN);
        RequireRequests(probe, check.packet);
        probe.flow->SetFlowTuning({});
        check.before = Run(probe, true, CHECK_RUN);
        probe.flow->SetFlowTuning(tuning);
        check.after = Run(probe, true, CHECK_RUN);
        checks.push_back(std::move(check));
    }
    return checks;
}

} // namespace edgeward
