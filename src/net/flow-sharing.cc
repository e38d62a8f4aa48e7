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
    if (m_resources.at(resource).capacity != capacity)
    {
        m_resources[resource].capacity = capacity;
        Touch(resource, true);
    }
}

const std::vector<FlowSharing::FlowId>&
FlowSharing::Changed() const
{
    return m_changed;
}

const std::vector<FlowSharing::FlowId>&
FlowSharing::Involved() const
{
    return m_foundFlows;
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
    // The others of the group weigh less from now on.
    const bool isChanged = group != NO_GROUP && m_groupSizes.at(group)++ > 0;
    for (std::uint32_t i = 0; i < uses.size(); ++i)
    {
        auto& users = m_resources[uses[i].resource].users;
        flow.places.push_back(users.size());
        users.push_back({id, i});
        Touch(uses[i].resource, isChanged);
    }
    m_started.push_back(id);
    return id;
}

void
FlowSharing::End(FlowId id)
{
    Flow& flow = m_flows.at(id);
    // The others of the group weigh more from now on.
    const bool isChanged = flow.group != NO_GROUP && --m_groupSizes[flow.group] > 0;
    for (std::size_t i = 0; i < flow.uses.size(); ++i)
    {
        Resource& resource = m_resources[flow.uses[i].resource];
        const User last = resource.users.back();
        resource.users[flow.places[i]] = last;
        m_flows[last.flow].places[last.use] = flow.places[i];
        resource.users.pop_back();
        resource.used -= flow.rate * flow.uses[i].perUnit;
        Touch(flow.uses[i].resource, isChanged);
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
FlowSharing::Touch(ResourceId id, bool isChanged)
{
    Resource& resource = m_resources[id];
    resource.isChanged = resource.isChanged || isChanged;
    if (!resource.isTouched)
    {
        resource.isTouched = true;
        m_touched.push_back(id);
    }
}

void
FlowSharing::MakeWhole(ResourceId id)
{
    if (!m_resources[id].isWhole)
    {
        m_resources[id].isWhole = true;
        m_whole.push_back(id);
    }
}

void
FlowSharing::Visit(ResourceId id)
{
    Resource& resource = m_resources[id];
    if (resource.seen != m_updates)
    {
        resource.seen = m_updates;
        resource.isWhole = false;
        m_foundResources.push_back(id);
    }
    // With room left it holds nobody back: those who only pass through it need not be asked.
    if (resource.isLimit || resource.users.size() == 1)
    {
        MakeWhole(id);
    }
}

void
FlowSharing::Find(FlowId id)
{
    Flow& flow = m_flows[id];
    if (flow.seen == m_updates)
    {
        return;
    }
    flow.seen = m_updates;
    m_foundFlows.push_back(id);
    for (const Use& use : flow.uses)
    {
        Visit(use.resource);
    }
}

void
FlowSharing::Collect()
{
    m_foundResources.clear();
    m_whole.clear();
    m_spread = 0;
    for (const ResourceId id : m_touched)
    {
        Resource& resource = m_resources[id];
        Visit(id);
        if (resource.isChanged)
        {
            MakeWhole(id);
        }
        resource.isTouched = false;
        resource.isChanged = false;
    }
    m_touched.clear();
    for (const FlowId id : m_started)
    {
        if (!m_flows[id].uses.empty()) // it may have ended since
        {
            Find(id);
        }
    }
    m_started.clear();
    Spread();
}

void
FlowSharing::Spread()
{
    // The list grows while it is walked.
    for (; m_spread < m_whole.size(); ++m_spread)
    {
        for (const User& user : m_resources[m_whole[m_spread]].users)
        {
            Find(user.flow);
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
FlowSharing::PrepareFill()
{
    for (const ResourceId id : m_foundResources)
    {
        Resource& resource = m_resources[id];
        resource.left = resource.isWhole ? resource.capacity : resource.capacity - resource.used;
        resource.demand = 0.0;
        resource.grows = 0;
    }
    for (const FlowId id : m_foundFlows)
    {
        Flow& flow = m_flows[id];
        flow.isFixed = false;
        flow.share = flow.group == NO_GROUP ? flow.weight : flow.weight / m_groupSizes[flow.group];
        for (const Use& use : flow.uses)
        {
            Resource& resource = m_resources[use.resource];
            resource.left += resource.isWhole ? 0.0 : flow.rate * use.perUnit;
            resource.demand += flow.share * use.perUnit;
            ++resource.grows;
        }
    }
    m_limits.clear();
    for (const ResourceId id : m_foundResources)
    {
        Push(id);
    }
}

bool
FlowSharing::Fill()
{
    PrepareFill();
    for (const ResourceId id : m_whole)
    {
        m_resources[id].isLimit = false;
    }
    while (!m_limits.empty())
    {
        std::pop_heap(m_limits.begin(), m_limits.end(), IsLater);
        const Limit limit = m_limits.back();
        m_limits.pop_back();
        Resource& resource = m_resources[limit.resource];
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
        if (!resource.isWhole)
        {
            MakeWhole(limit.resource);
            return false;
        }
        resource.isLimit = true;
        for (const User& user : resource.users)
        {
            if (!m_flows[user.flow].isFixed)
            {
                Fix(user.flow, level);
            }
        }
    }
    return true;
}

void
FlowSharing::Commit()
{
    for (const ResourceId id : m_whole)
    {
        m_resources[id].used = 0.0;
    }
    for (const FlowId id : m_foundFlows)
    {
        Flow& flow = m_flows[id];
        for (const Use& use : flow.uses)
        {
            Resource& resource = m_resources[use.resource];
            const double before = resource.isWhole ? 0.0 : flow.rate;
            resource.used += (flow.newRate - before) * use.perUnit;
        }
        if (flow.rate != flow.newRate)
        {
            flow.rate = flow.newRate;
            m_changed.push_back(id);
        }
    }
}

const std::vector<FlowSharing::FlowId>&
FlowSharing::Update()
{
    m_changed.clear();
    m_foundFlows.clear();
    if (UpdateAlone())
    {
        return m_changed;
    }
    ++m_updates;
    Collect();
    while (!Fill())
    {
        Spread();
    }
    Commit();
    return m_changed;
}

} // namespace edgeward
