/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_WORLD_H
#define EDGEWARD_SCENARIO_SCENARIO_WORLD_H

#include "dnn/cost-table.h"
#include "policy/policy.h"
#include "scenario/scenario-config.h"

#include <memory>
#include <vector>

namespace edgeward
{

class Catalog;

/** What a scenario is before anything runs: its nodes, its networks, what each costs where. Shared
 * by all runs. */
struct ScenarioWorld
{
    /** @throws ConfigError if a device, network or cost is missing. */
    ScenarioWorld(const ScenarioConfig& config, const Catalog& catalog);

    std::vector<DnnId> dnnPerGroup; ///< what each device group asks for, in the scenario's order
    std::vector<NodeDevice> devicePerNode; ///< by NodeId
    std::shared_ptr<const CostTable> costs;
    PolicyEnvironment environment; ///< seed and run are set by each run
};

/** Number of workers that a processor of the scenario has. */
std::uint32_t Workers(const ObjectConfig& processor);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_WORLD_H
