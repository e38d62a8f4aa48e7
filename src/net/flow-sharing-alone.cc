/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The usual change of a network with room: a flow begins on links where it holds nobody back, or
 * ends there. What progressive filling would find is found here without looking at other flows.
 */
#include "net/flow-sharing.h"

#include <algorithm>

namespace edgeward
{

double
FlowSharing::LevelAlone(const Flow& flow, const Use& use) const
{
    const Resource& resource = m_resources[use.resource];
    const bool isAlone = resource.users.size() == 1;
    const double left = isAlone ? resource.capacity : resource.capacity - resource.used;
    return std::max(0.0, left) / (flow.share * use.perUnit);
}

FlowSharing::ResourceId
FlowSharing::FindLimitAlone(const Flow& flow, double& level) const
{
    auto limit = NO_RESOURCE;
    double shared = std::numeric_limits<double>::infinity();
    level = std::numeric_limits<double>::infinity();
    for (const Use& use : flow.uses)
    {
        const double here = LevelAlone(flow, use);
        if (m_resources[use.resource].users.size() > 1)
        {
            shared = std::min(shared, here);
        }
        else if (here < level || (here == level && use.resource < limit))
        {
            level = here;
            limit = use.resource;
        }
    }
    return level < shared ? limit : NO_RESOURCE;
}

bool
FlowSharing::IsForOne(const Resource& resource, FlowId one)
{
    return resource.users.empty() ||
           (resource.users.size() == 1 && resource.users.front().flow == one);
}

bool
FlowSharing::UpdateAlone()
{
    if (m_started.size() > 1)
    {
        return false;
    }
    const bool hasBegun = !m_started.empty() && !m_flows[m_started.front()].uses.empty();
    const FlowId one = hasBegun ? m_started.front() : NO_FLOW;
    // Nobody but the one that begins may be held back where something has changed.
    const auto isHolding = [&](ResourceId id) {
        const Resource& resource = m_resources[id];
        return resource.isChanged || (resource.isLimit && !IsForOne(resource, one));
    };
    if (std::any_of(m_touched.begin(), m_touched.end(), isHolding))
    {
        return false;
    }
    if (hasBegun && !BeginAlone(one))
    {
        return false;
    }
    for (const ResourceId id : m_touched)
    {
        m_resources[id].isTouched = false;
        if (m_resources[id].users.empty())
        {
            m_resources[id].isLimit = false;
            m_resources[id].used = 0.0; // what rounding left
        }
    }
    m_touched.clear();
    m_started.clear();
    return true;
}

bool
FlowSharing::BeginAlone(FlowId id)
{
    Flow& flow = m_flows[id];
    flow.share = flow.group == NO_GROUP ? flow.weight : flow.weight / m_groupSizes[flow.group];
    double level = 0.0;
    const ResourceId limit = FindLimitAlone(flow, level);
    if (limit == NO_RESOURCE)
    {
        return false;
    }
    flow.rate = flow.share * level;
    for (const Use& use : flow.uses)
    {
        Resource& resource = m_resources[use.resource];
        resource.isLimit = use.resource == limit;
        resource.used = IsForOne(resource, id) ? 0.0 : resource.used;
        resource.used += flow.rate * use.perUnit;
    }
    if (flow.rate != 0.0)
    {
        m_changed.push_back(id);
    }
    return true;
}

} // namespace edgeward
