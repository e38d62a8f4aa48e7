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
    NetworkOutcome packet;
    NetworkOutcome before; ///< flows with default parameters
    NetworkOutcome after;  ///< flows with fitted parameters
};

/** How wrong flows are: logarithms of mean, median and 95th percentile, flows over packets, in
 * standard errors of packets, squared and added up. Packets must have requests; flows without any
 * are very wrong. */
double FlowMisfitOf(const NetworkOutcome& flow, const NetworkOutcome& packet);

/** How wrong flows are about what a saturated network carries: by goodput alone, since there the
 * times hang on how long the load has lasted. */
double GoodputMisfitOf(const NetworkOutcome& flow, const NetworkOutcome& packet);

/**
 * Fits the flow model of a scenario's network to packets. A probe is a short simulation in which
 * every request goes to the edge, or to the cloud, at the scenario's own load, at half of it,
 * or, for a quarter of the time, at so much more that the network is saturated, if that is within
 * four times; nothing fails and no
 * battery runs empty. What is fitted and what is checked are different
 * replications, and neither is one that policies are compared or trained on.
 */
class FlowCalibrator
{
  public:
    /** Says what is being done. */
    using Progress = std::function<void(const std::string&)>;

    /**
     * @param config  checked; its own fidelity does not matter
     * @param seconds simulated time in which requests arrive, after the last workload's start
     * @throws ConfigError if the scenario has no server
     */
    FlowCalibrator(const ScenarioConfig& config, const Catalog& catalog, double seconds);
    ~FlowCalibrator();

    /** @throws ConfigError if flows do not know the network, or no request came through. */
    FlowTuning Fit(const Progress& progress);

    /** Compare on another replication than Fit().
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
    NetworkOutcome Run(const Probe& probe, bool isFlow, std::uint64_t run) const;
    /** @throws ConfigError if there are none */
    void RequireRequests(const Probe& probe, const NetworkOutcome& outcome) const;

    std::string m_path; ///< of the scenario
    std::uint64_t m_seed;
    std::vector<Probe> m_probes;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_FLOW_CALIBRATOR_H
