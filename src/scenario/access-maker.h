/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_ACCESS_MAKER_H
#define EDGEWARD_SCENARIO_ACCESS_MAKER_H

#include "net/access-network.h"
#include "scenario/scenario-config.h"

namespace edgeward
{

/** The access network of a scenario: one, or many cells of it. */
ns3::Ptr<AccessNetwork> MakeAccess(const ScenarioConfig& config);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_ACCESS_MAKER_H
