/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-progress.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

constexpr double NANO = 1e-9;
constexpr double FAR_NS = 4e18; ///< later than any simulation lasts

} // namespace

FlowSharing&
FlowProgress::Sharing()
{
    return m_sharing;
}

FlowProgress::FlowId
FlowProgress::Start(std::int64_t nowNs,
                    double amount,
                    const std::vector<FlowSharing::Use>& uses,
                    double weight,
                    FlowSharing::GroupId group)
{
    if (!(amount > 0.0))
    {
        throw std::logic_error("FlowProgress: a flow moves more than nothing");
    }
    const FlowId flow = m_sharing.Start(uses, weight, group);
    if (flow >= m_entries.size())
    {
        m_entries.resize(flow + 1);
    }
    Entry& entry = m_entries[flow];
    entry.left = amount;
    entry.rate = 0.0;
    entry.sinceNs = nowNs;
    entry.endNs = NEVER;
    m_heap.push_back(flow);
    entry.place = m_heap.size() - 1;
    Rise(entry.place);
    return flow;
}

double
FlowProgress::Stop(std::int64_t nowNs, FlowId flow)
{
    const Entry& entry = m_entries.at(flow);
    const double left = entry.left - entry.rate * NANO * static_cast<double>(nowNs - entry.sinceNs);
    RemoveFromHeap(flow);
    m_sharing.End(flow);
    return std::max(0.0, left);
}

void
FlowProgress::SetCapacity(FlowSharing::ResourceId resource, double capacity)
{
    m_sharing.SetCapacity(resource, capacity);
}

std::int64_t
FlowProgress::Settle(std::int64_t nowNs)
{
    for (const FlowId flow : m_sharing.Update())
    {
        Entry& entry = m_entries[flow];
        entry.left -= entry.rate * NANO * static_cast<double>(nowNs - entry.sinceNs);
        entry.left = std::max(0.0, entry.left);
        entry.sinceNs = nowNs;
        entry.rate = m_sharing.GetRate(flow);
        const double ns = entry.left / (NANO * entry.rate); // infinite at rate 0
        entry.endNs = ns < FAR_NS ? nowNs + std::llround(ns) : NEVER;
        Rise(entry.place);
        Sink(entry.place);
    }
    return m_heap.empty() ? NEVER : m_entries[m_heap.front()].endNs;
}

std::optional<FlowProgress::FlowId>
FlowProgress::TakeFinished(std::int64_t nowNs)
{
    if (m_heap.empty() || m_entries[m_heap.front()].endNs > nowNs)
    {
        return std::nullopt;
    }
    const FlowId flow = m_heap.front();
    RemoveFromHeap(flow);
    m_sharing.End(flow);
    return flow;
}

bool
FlowProgress::IsSooner(FlowId a, FlowId b) const
{
    const auto endA = m_entries[a].endNs;
    const auto endB = m_entries[b].endNs;
    return endA != endB ? endA < endB : a < b;
}

void
FlowProgress::Put(std::uint32_t place, FlowId flow)
{
    m_heap[place] = flow;
    m_entries[flow].place = place;
}

void
FlowProgress::Rise(std::uint32_t place)
{
    const FlowId flow = m_heap[place];
    while (place > 0 && IsSooner(flow, m_heap[(place - 1) / 2]))
    {
        Put(place, m_heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    Put(place, flow);
}

void
FlowProgress::Sink(std::uint32_t place)
{
    const FlowId flow = m_heap[place];
    while (true)
    {
        std::uint32_t child = 2 * place + 1;
        if (child + 1 < m_heap.size() && IsSooner(m_heap[child + 1], m_heap[child]))
        {
            ++child;
        }
        if (child >= m_heap.size() || !IsSooner(m_heap[child], flow))
        {
            break;
        }
        Put(place, m_heap[child]);
        place = child;
    }
    Put(place, flow);
}

void
FlowProgress::RemoveFromHeap(FlowId flow)
{
    const std::uint32_t place = m_entries[flow].place;
    const FlowId last = m_heap.back();
    m_heap.pop_back();
    if (last != flow)
    {
        Put(place, last);
        Rise(place);
        Sink(m_entries[last].place);
    }
}

} // namespace edgeward
