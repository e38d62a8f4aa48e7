/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-sharing.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

FlowSharing::ResourceId
FlowSharing::AddResource(double capacity)
{
    m_resources.emplace_back();
    SetCapacity(m_resources.size() - 1, capacity);
    return m_resources.size() - 1;
}

FlowSharing::GroupId
FlowSharing::AddGroup()
{
    m_groupSizes.push_back(0);
    return m_groupSizes.size() - 1;
}

void
FlowSharing::SetCapacity(ResourceId resource, double capacity)
{
    if (!(capacity >= 0.0) || capacity == std::numeric_limits<double>::infinity())
    {
        throw std::logic_error("FlowSharing: a capacity is finite and not negative");
    }
    m_resources.at(resource).capacity = capacity;
    Touch(resource);
}

double
FlowSharing::GetCapacity(ResourceId resource) const
{
    return m_resources.at(resource).capacity;
}

std::size_t
FlowSharing::CountFlows(ResourceId resource) const
{
    return m_resources.at(resource).users.size();
}

FlowSharing::FlowId
FlowSharing::Start(const std::vector<Use>& uses, double weight, GroupId group)
{
    const auto isWrong = [this](const Use& use) {
        return use.resource >= m_resources.size() || !(use.perUnit > 0.0);
    };
    if (uses.empty() || std::any_of(uses.begin(), uses.end(), isWrong) || !(weight > 0.0))
    {
        throw std::logic_error("FlowSharing: a flow needs resources and positive numbers");
    }
    if (m_free.empty())
    {
        m_free.push_back(m_flows.size());
        m_flows.emplace_back();
    }
    const FlowId id = m_free.back();
    m_free.pop_back();
    Flow& flow = m_flows[id];
    flow.uses = uses; // keeps the memory of the slot's last flow
    flow.places.clear();
    flow.weight = weight;
    flow.rate = 0.0;
    flow.group = group;
    if (group != NO_GROUP)
    {
        ++m_groupSizes.at(group);
    }
    for (std::uint32_t i = 0; i < uses.size(); ++i)
    {
        auto& users = m_resources[uses[i].resource].users;
        flow.places.push_back(users.size());
        users.push_back({id, i});
        Touch(uses[i].resource);
    }
    return id;
}

void
FlowSharing::End(FlowId id)
{
    Flow& flow = m_flows.at(id);
    for (std::size_t i = 0; i < flow.uses.size(); ++i)
    {
        auto& users = m_resources[flow.uses[i].resource].users;
        const User last = users.back();
        users[flow.places[i]] = last;
        m_flows[last.flow].places[last.use] = flow.places[i];
        users.pop_back();
        Touch(flow.uses[i].resource);
    }
    if (flow.group != NO_GROUP)
    {
        --m_groupSizes[flow.group];
    }
    flow.uses.clear();
    m_free.push_back(id);
}

double
FlowSharing::GetRate(FlowId flow) const
{
    return m_flows.at(flow).rate;
}

void
FlowSharing::Touch(ResourceId resource)
{
    if (!m_resources[resource].isTouched)
    {
        m_resources[resource].isTouched = true;
        m_touched.push_back(resource);
    }
}

void
FlowSharing::Visit(ResourceId id)
{
    Resource& resource = m_resources[id];
    if (resource.seen != m_updates)
    {
        resource.seen = m_updates;
        m_foundResources.push_back(id);
    }
}

void
FlowSharing::Collect()
{
    m_foundResources.clear();
    m_foundFlows.clear();
    for (const ResourceId id : m_touched)
    {
        m_resources[id].isTouched = false;
        Visit(id);
    }
    m_touched.clear();
    // The list grows while it is walked.
    for (std::size_t i = 0; i < m_foundResources.size(); ++i)
    {
        for (const User& user : m_resources[m_foundResources[i]].users)
        {
            Flow& flow = m_flows[user.flow];
            if (flow.seen == m_updates)
            {
                continue;
            }
            flow.seen = m_updates;
            m_foundFlows.push_back(user.flow);
            for (const Use& use : flow.uses)
            {
                Visit(use.resource);
            }
        }
    }
}

bool
FlowSharing::IsLater(const Limit& a, const Limit& b)
{
    return a.level != b.level ? a.level > b.level : a.resource > b.resource;
}

void
FlowSharing::Push(ResourceId id)
{
    const Resource& resource = m_resources[id];
    if (resource.grows > 0)
    {
        m_limits.push_back({std::max(0.0, resource.left) / resource.demand, id});
        std::push_heap(m_limits.begin(), m_limits.end(), IsLater);
    }
}

void
FlowSharing::Fix(FlowId id, double level)
{
    Flow& flow = m_flows[id];
    flow.isFixed = true;
    flow.newRate = flow.share * level;
    for (const Use& use : flow.uses)
    {
        Resource& resource = m_resources[use.resource];
        resource.left -= flow.newRate * use.perUnit;
        resource.demand -= flow.share * use.perUnit;
        --resource.grows;
    }
}

void
FlowSharing::Fill()
{
    for (const ResourceId id : m_foundResources)
    {
        Resource& resource = m_resources[id];
        resource.left = resource.capacity;
        resource.demand = 0.0;
        resource.grows = resource.users.size();
    }
    for (const FlowId id : m_foundFlows)
    {
        Flow& flow = m_flows[id];
        flow.isFixed = false;
        flow.share = flow.group == NO_GROUP ? flow.weight : flow.weight / m_groupSizes[flow.group];
        for (const Use& use : flow.uses)
        {
            m_resources[use.resource].demand += flow.share * use.perUnit;
        }
    }
    m_limits.clear();
    for (const ResourceId id : m_foundResources)
    {
        Push(id);
    }
    while (!m_limits.empty())
    {
        std::pop_heap(m_limits.begin(), m_limits.end(), IsLater);
        const Limit limit = m_limits.back();
        m_limits.pop_back();
        const Resource& resource = m_resources[limit.resource];
        if (resource.grows == 0)
        {
            continue;
        }
        // Fixing a flow elsewhere only raises the level at which this one is used up.
        const double level = std::max(0.0, resource.left) / resource.demand;
        if (level > limit.level)
        {
            Push(limit.resource);
            continue;
        }
        for (const User& user : resource.users)
        {
            if (!m_flows[user.flow].isFixed)
            {
                Fix(user.flow, level);
            }
        }
    }
}

const std::vector<FlowSharing::FlowId>&
FlowSharing::Update()
{
    m_changed.clear();
    ++m_updates;
    Collect();
    Fill();
    for (const FlowId id : m_foundFlows)
    {
        Flow& flow = m_flows[id];
        if (flow.rate != flow.newRate)
        {
            flow.rate = flow.newRate;
            m_changed.push_back(id);
        }
    }
    return m_changed;
}

} // namespace edgeward
