/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_NODE_ENERGY_H
#define EDGEWARD_RESULTS_NODE_ENERGY_H

#include "base/ids.h"

#include <string>

namespace edgeward
{

/** Energy of a node over a whole run (J). */
struct NodeEnergy
{
    NodeId node = NO_NODE;
    std::string name;
    NodeRole role = NodeRole::DEVICE;
    double computeBusyJoule = 0.0; ///< above idle
    double computeIdleJoule = 0.0;
    double radioActiveJoule = 0.0; ///< above idle
    double radioIdleJoule = 0.0;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_NODE_ENERGY_H
