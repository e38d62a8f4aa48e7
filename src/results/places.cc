/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/places.h"

#include "base/record.h"
#include "results/palette.h"

namespace edgeward
{

namespace
{

/** A place of their own for those of the nodes that a role has; nothing if it has none. */
void
AddGroup(Places& result, NodeRole role, const std::map<NodeId, NodeRole>& roles)
{
    const std::size_t place = result.names.size();
    std::size_t members = 0;
    for (auto& [node, index] : result.places)
    {
        const auto found = roles.find(node);
        if (found != roles.end() && found->second == role)
        {
            index = place;
            ++members;
        }
    }
    if (members > 0)
    {
        const std::string name = role == NodeRole::DEVICE ? "other device" : ToString(role);
        result.names.push_back(name + " (" + std::to_string(members) + ")");
    }
}

} // namespace

Places
MakePlaces(const std::set<NodeId>& nodes,
           const std::vector<std::string>& names,
           const std::map<NodeId, NodeRole>& roles)
{
    Places result{{"device"}, {{NO_NODE, 0}}};
    for (const NodeId node : nodes)
    {
        result.places.emplace(node, 0);
    }
    const bool isGrouped = result.places.size() > SHADE_HUES;
    if (isGrouped)
    {
        for (const NodeRole role : {NodeRole::DEVICE, NodeRole::EDGE, NodeRole::CLOUD})
        {
            AddGroup(result, role, roles);
        }
    }
    for (auto& [node, place] : result.places)
    {
        if (node == NO_NODE || (isGrouped && roles.count(node) > 0))
        {
            continue;
        }
        place = result.names.size();
        result.names.push_back(node < names.size() ? names[node] : "node " + std::to_string(node));
    }
    return result;
}

} // namespace edgeward
