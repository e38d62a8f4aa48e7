/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_PLACES_H
#define EDGEWARD_RESULTS_PLACES_H

#include "base/ids.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace edgeward
{

/** The places of a figure's legend, and which one each node is. */
struct Places
{
    std::vector<std::string> names;       ///< the first is "device", whichever device asked
    std::map<NodeId, std::size_t> places; ///< by node; NO_NODE: the device that asked
};

/**
 * Every node a place of its own, as long as there are colours to tell them apart; else a place for
 * each role, such as "edge (20)".
 * @param nodes that requests were sent to, but for the device that asked
 * @param names of the nodes by NodeId; a node beyond has its number
 * @param roles of the nodes; of a node without one nothing is known, and it stays by itself
 */
Places MakePlaces(const std::set<NodeId>& nodes,
                  const std::vector<std::string>& names,
                  const std::map<NodeId, NodeRole>& roles);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_PLACES_H
