/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-table.h"

#include <algorithm>
#include <utility>

namespace edgeward
{

std::uint32_t&
RequestTable::Slot(RequestId request)
{
    return m_ring[request & (m_ring.size() - 1)];
}

void
RequestTable::Grow()
{
    std::vector<std::uint32_t> ring(std::max<std::size_t>(64, 2 * m_ring.size()));
    for (RequestId request = m_first; request < m_end; ++request)
    {
        ring[request & (ring.size() - 1)] = Slot(request);
    }
    m_ring.swap(ring);
}

void
RequestTable::Add(InferenceRequest& request)
{
    if (m_end - m_first == m_ring.size())
    {
        Grow();
    }
    if (m_free.empty())
    {
        m_free.push_back(static_cast<std::uint32_t>(m_records.size()));
        m_records.emplace_back();
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    Slot(m_end) = slot;
    request.id = m_end++;
    m_records[slot].request = request;
}

RequestRecord*
RequestTable::Find(RequestId request)
{
    return const_cast<RequestRecord*>(std::as_const(*this).Find(request));
}

const RequestRecord*
RequestTable::Find(RequestId request) const
{
    if (request < m_first || request >= m_end)
    {
        return nullptr;
    }
    const std::uint32_t slot = m_ring[request & (m_ring.size() - 1)];
    return slot == ENDED ? nullptr : &m_records[slot];
}

RequestRecord
RequestTable::Take(RequestId request)
{
    const std::uint32_t slot = Slot(request);
    Slot(request) = ENDED;
    m_free.push_back(slot);
    // The window begins at the earliest that is still under way.
    while (m_first < m_end && Slot(m_first) == ENDED)
    {
        ++m_first;
    }
    return std::exchange(m_records[slot], RequestRecord{});
}

void
RequestTable::Recycle(RequestRecord record)
{
    if (m_free.empty())
    {
        return;
    }
    RequestRecord& next = m_records[m_free.back()];
    record.stages.clear();
    record.energy.clear();
    next.stages = std::move(record.stages);
    next.energy = std::move(record.energy);
}

std::optional<RequestId>
RequestTable::First() const
{
    return m_first == m_end ? std::nullopt : std::optional<RequestId>(m_first);
}

std::uint64_t
RequestTable::CountAdded() const
{
    return m_end;
}

void
RequestTable::Clear()
{
    m_first = m_end;
    m_records.clear();
    m_free.clear();
}

} // namespace edgeward
