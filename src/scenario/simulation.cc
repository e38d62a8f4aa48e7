/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/simulation.h"

#include "scenario/scenario-world.h"
#include "scenario/simulation-run.h"
#include "scenario/variable-maker.h"

namespace edgeward
{

struct Simulation::Parts
{
    Parts(const ScenarioConfig& scenario, const Catalog& catalog)
        : config(scenario)
        , world(config, catalog)
    {
    }

    ScenarioConfig config;
    ScenarioWorld world;
    VariableMakers variables;
};

Simulation::Simulation(const ScenarioConfig& config, const Catalog& catalog)
    : m_parts(std::make_unique<Parts>(config, catalog))
{
}

Simulation::~Simulation() = default;

PolicyEnvironment
Simulation::Environment(std::uint64_t seed, std::uint64_t run) const
{
    PolicyEnvironment environment = m_parts->world.environment;
    environment.seed = seed;
    environment.run = run;
    return environment;
}

void
Simulation::SetFlowTuning(const FlowTuning& tuning)
{
    m_parts->config.flowTuning = tuning;
}

RunReport
Simulation::Run(
    Policy& policy, RecordSink& sink, std::uint64_t seed, std::uint64_t run, double seconds) const
{
    SimulationRun simulation(
        m_parts->config, m_parts->world, m_parts->variables, policy, sink, seed, run);
    return simulation.Execute(seconds > 0.0 ? seconds : m_parts->config.durationSeconds);
}

} // namespace edgeward
