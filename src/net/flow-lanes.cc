/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-lanes.h"

#include <algorithm>

namespace edgeward
{

bool
FlowLanes::Push(std::uint32_t index, TransferId id, NodeId from)
{
    m_lanes.resize(std::max<std::size_t>(m_lanes.size(), index + 1));
    m_entries.resize(std::max<std::size_t>(m_entries.size(), id + 1));
    m_entries[id] = {NONE, from};
    Lane& lane = m_lanes[index];
    (lane.count == 0 ? lane.head : m_entries[lane.tail].next) = id;
    lane.tail = id;
    return ++lane.count == 1;
}

FlowLanes::TransferId
FlowLanes::Pop(std::uint32_t index)
{
    Lane& lane = m_lanes[index];
    lane.head = m_entries[lane.head].next;
    --lane.count;
    return lane.head;
}

void
FlowLanes::Remove(std::uint32_t index, TransferId id)
{
    Lane& lane = m_lanes[index];
    TransferId before = lane.head;
    while (m_entries[before].next != id)
    {
        before = m_entries[before].next;
    }
    m_entries[before].next = m_entries[id].next;
    lane.tail = lane.tail == id ? before : lane.tail;
    --lane.count;
}

FlowLanes::TransferId
FlowLanes::Head(std::uint32_t lane) const
{
    return lane < m_lanes.size() ? m_lanes[lane].head : NONE;
}

std::uint32_t
FlowLanes::Count(std::uint32_t lane) const
{
    return m_lanes[lane].count;
}

FlowLanes::TransferId
FlowLanes::After(TransferId id) const
{
    return m_entries[id].next;
}

FlowLanes::TransferId
FlowLanes::Prefer(std::uint32_t index, NodeId from)
{
    Lane& lane = m_lanes[index];
    TransferId oldest = lane.head;
    while (oldest != NONE && m_entries[oldest].from != from)
    {
        oldest = m_entries[oldest].next;
    }
    if (oldest != NONE && oldest != lane.head)
    {
        Remove(index, oldest);
        ++lane.count;
        m_entries[oldest].next = lane.head;
        lane.head = oldest;
    }
    return oldest;
}

} // namespace edgeward
