/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_FLOW_CALIBRATOR_H
#define EDGEWARD_SCENARIO_FLOW_CALIBRATOR_H

#include "net/flow-tuning.h"
#include "scenario/network-outcome.h"
#include "scenario/scenario-config.h"

#include <functional>
#include <memory>
#include <vector>

namespace edgeward
{

class Catalog;

/** One probe: flows before and after the fit, against packets. */
struct FlowCheck
{
    std::string policy;       ///< that sends every request over the network
    double load = 1.0;        ///< times the scenario's own
    bool isSaturated = false; ///< the network cannot carry it
    NetworkOutcome packet;    ///< all replications
    NetworkOutcome before;    ///< flows with default parameters
    NetworkOutcome after;     ///< flows with fitted parameters
    double meanError = 0.0;   ///< standard error of ln(before / packet) of the mean time, from its
                              ///< spread over replications; 0 of a single one
};

/**
 * Fits the flow model of a scenario's network to packets. A probe is a short simulation in which
 * every request goes to the edge, or to the cloud, at the scenario's own load, at half of it,
 * or, for a quarter of the time, at so much more that the network is saturated, if that is within
 * four times; nothing fails and no
 * battery runs empty, in several replications. What is fitted and what is checked are different
 * ones, and neither is one that policies are compared or trained on. A parameter is fitted only if
 * that is worth it on replications left out of the fit (SelectFlow()).
 */
class FlowCalibrator
{
  public:
    /** Says what is being done. */
    using Progress = std::function<void(const std::string&)>;

    /**
     * @param config  checked; its own fidelity does not matter
     * @param seconds simulated time in which requests arrive, after the last workload's start
     * @param replications of each probe, to fit and to check: >= 1; one leaves nothing to tell by
     * whether a parameter is worth it
     * @throws ConfigError if the scenario has no server
     */
    FlowCalibrator(const ScenarioConfig& config,
                   const Catalog& catalog,
                   double seconds,
                   std::uint32_t replications);
    ~FlowCalibrator();

    /** @throws ConfigError if flows do not know the network, or no request came through. */
    FlowTuning Fit(const Progress& progress);

    /** Compare on other replications than Fit().
     * @param leastLoad times the scenario's own; what has less is left out */
    std::vector<FlowCheck> Check(const FlowTuning& tuning,
                                 const Progress& progress,
                                 double leastLoad = 0.0);

  private:
    struct Probe;
    static Probe MakeProbe(const ScenarioConfig& config,
                           const Catalog& catalog,
                           const std::string& policy,
                           double load,
                           double seconds);
    /** Add a probe at the least load, in steps, that saturates flows; none if that is far. @pre the
     * last probe of the policy is at a light load */
    void AddSaturated(const ScenarioConfig& config,
                      const Catalog& catalog,
                      const std::string& policy,
                      double seconds);
    /** The replications to fit to. @param name of the probe in messages */
    void RunPackets(Probe& probe, const std::string& name, const Progress& progress);
    std::string NameOf(std::size_t probe) const;
    NetworkOutcome Run(const Probe& probe, bool isFlow, std::uint64_t run) const;
    /** @throws ConfigError if there are none */
    void RequireRequests(const Probe& probe, const NetworkOutcome& outcome) const;

    std::string m_path; ///< of the scenario
    std::uint64_t m_seed;
    std::uint32_t m_replications;
    std::vector<Probe> m_probes;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_FLOW_CALIBRATOR_H
