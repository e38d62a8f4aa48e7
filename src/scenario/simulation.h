/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SIMULATION_H
#define EDGEWARD_SCENARIO_SIMULATION_H

#include "policy/policy.h"
#include "results/node-energy.h"
#include "results/record-sink.h"
#include "scenario/scenario-config.h"

#include <memory>

namespace edgeward
{

class Catalog;

/** What one simulation was, beside its records. */
struct RunReport
{
    std::uint64_t generated = 0; ///< requests; equals the sum of the four outcomes
    std::uint64_t completed = 0;
    std::uint64_t rejected = 0;
    std::uint64_t dropped = 0;
    std::uint64_t unfinished = 0;
    std::uint64_t events = 0; ///< simulator events executed
    double simulatedSeconds = 0.0;
    std::vector<NodeEnergy> energy;
};

/**
 * One scenario, one policy, one replication: builds the ns-3 objects, runs, and destroys them.
 *
 * ns-3's simulator is one per process; runs of one process come one after the other. The same
 * (config, policy, seed, run) give bit-identical records, whatever ran before in the process.
 */
class Simulation
{
  public:
    Simulation(const ScenarioConfig& config, const Catalog& catalog);
    ~Simulation();

    /** What policies and figures need to know without running: nodes, variants, reward. */
    PolicyEnvironment Environment(std::uint64_t seed, std::uint64_t run) const;

    /**
     * @param policy  decides, and learns if it is a learner
     * @param sink    gets every record, in order of the ends
     * @param seed    experiment seed (ns-3 RngSeed)
     * @param run     replication (ns-3 RngRun)
     * @param seconds simulated time of arrivals; 0: as configured
     */
    RunReport Run(Policy& policy,
                  RecordSink& sink,
                  std::uint64_t seed,
                  std::uint64_t run,
                  double seconds = 0.0) const;

    /** Parameters of flows from the next run on, instead of the configuration's. */
    void SetFlowTuning(const FlowTuning& tuning);

  private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SIMULATION_H
