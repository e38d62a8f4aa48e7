/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-ends.h"

#include <algorithm>

namespace edgeward
{

void
FlowEnds::Put(FlowId flow, std::int64_t endNs)
{
    if (flow >= m_places.size())
    {
        m_places.resize(flow + 1, NOWHERE);
    }
    if (m_places[flow] == NOWHERE)
    {
        m_places[flow] = m_heap.size();
        m_heap.emplace_back();
    }
    Settle(m_places[flow], {endNs, flow});
}

bool
FlowEnds::Remove(FlowId flow)
{
    if (!Has(flow))
    {
        return false;
    }
    const std::uint32_t place = m_places[flow];
    m_places[flow] = NOWHERE;
    const Entry last = m_heap.back();
    m_heap.pop_back();
    if (last.flow != flow)
    {
        Settle(place, last);
    }
    return true;
}

bool
FlowEnds::Has(FlowId flow) const
{
    return flow < m_places.size() && m_places[flow] != NOWHERE;
}

std::int64_t
FlowEnds::NextNs() const
{
    return m_heap.empty() ? NEVER : m_heap.front().endNs;
}

FlowEnds::FlowId
FlowEnds::Next() const
{
    return m_heap.front().flow;
}

bool
FlowEnds::IsSooner(const Entry& a, const Entry& b)
{
    return a.endNs != b.endNs ? a.endNs < b.endNs : a.flow < b.flow;
}

void
FlowEnds::Set(std::uint32_t place, const Entry& entry)
{
    m_heap[place] = entry;
    m_places[entry.flow] = place;
}

void
FlowEnds::Settle(std::uint32_t place, const Entry& entry)
{
    while (place > 0 && IsSooner(entry, m_heap[(place - 1) / 2]))
    {
        Set(place, m_heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    for (std::uint32_t child = 2 * place + 1; child < m_heap.size(); child = 2 * place + 1)
    {
        if (child + 1 < m_heap.size() && IsSooner(m_heap[child + 1], m_heap[child]))
        {
            ++child;
        }
        if (!IsSooner(m_heap[child], entry))
        {
            break;
        }
        Set(place, m_heap[child]);
        place = child;
    }
    Set(place, entry);
}

} // namespace edgeward
