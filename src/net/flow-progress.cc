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
                    FlowSharing::GroupId group,
                    bool isAwaited)
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
    m_entries[flow] = {amount, 0.0, nowNs, NEVER, isAwaited};
    return flow;
}

double
FlowProgress::Stop(std::int64_t nowNs, FlowId flow)
{
    const Entry& entry = m_entries.at(flow);
    const double left = entry.left - entry.rate * NANO * static_cast<double>(nowNs - entry.sinceNs);
    m_ends.Remove(flow);
    m_quiet.Remove(flow);
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
    m_sharing.Update();
    for (const FlowId flow : m_sharing.Involved())
    {
        // It shares now: its end matters to others.
        m_entries[flow].isAwaited = true;
        if (m_quiet.Remove(flow))
        {
            m_ends.Put(flow, m_entries[flow].endNs);
        }
    }
    for (const FlowId flow : m_sharing.Changed())
    {
        Entry& entry = m_entries[flow];
        entry.left -= entry.rate * NANO * static_cast<double>(nowNs - entry.sinceNs);
        entry.left = std::max(0.0, entry.left);
        entry.sinceNs = nowNs;
        entry.rate = m_sharing.GetRate(flow);
        const double ns = entry.left / (NANO * entry.rate); // infinite at rate 0
        entry.endNs = ns < FAR_NS ? nowNs + std::llround(ns) : NEVER;
        (entry.isAwaited ? m_ends : m_quiet).Put(flow, entry.endNs);
    }
    return m_ends.NextNs();
}

const std::vector<FlowProgress::FlowId>&
FlowProgress::Changed() const
{
    return m_sharing.Changed();
}

std::optional<FlowProgress::FlowId>
FlowProgress::TakeFinished(std::int64_t nowNs)
{
    if (m_ends.NextNs() > nowNs)
    {
        return std::nullopt;
    }
    const FlowId flow = m_ends.Next();
    m_ends.Remove(flow);
    m_sharing.End(flow);
    return flow;
}

bool
FlowProgress::IsQuiet(FlowId flow) const
{
    return m_quiet.Has(flow);
}

std::int64_t
FlowProgress::EndNs(FlowId flow) const
{
    return m_entries.at(flow).endNs;
}

std::int64_t
FlowProgress::Await(FlowId flow)
{
    m_entries.at(flow).isAwaited = true;
    if (m_quiet.Remove(flow))
    {
        m_ends.Put(flow, m_entries[flow].endNs);
    }
    return m_ends.NextNs();
}

void
FlowProgress::SetQuietEnd(QuietEnd listener)
{
    m_quietEnd = std::move(listener);
}

void
FlowProgress::EndQuiet(std::int64_t nowNs)
{
    while (m_quiet.NextNs() <= nowNs)
    {
        const FlowId flow = m_quiet.Next();
        m_quiet.Remove(flow);
        m_sharing.End(flow);
        m_quietEnd(flow, m_entries[flow].endNs);
    }
}

} // namespace edgeward
