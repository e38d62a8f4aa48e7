/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-table.h"

#include <utility>

namespace edgeward
{

RequestId
RequestTable::Add(RequestRecord record)
{
    m_window.emplace_back(std::move(record));
    return m_first + m_window.size() - 1;
}

RequestRecord*
RequestTable::Find(RequestId request)
{
    return const_cast<RequestRecord*>(std::as_const(*this).Find(request));
}

const RequestRecord*
RequestTable::Find(RequestId request) const
{
    if (request < m_first || request - m_first >= m_window.size())
    {
        return nullptr;
    }
    const std::optional<RequestRecord>& record = m_window[request - m_first];
    return record ? &*record : nullptr;
}

RequestRecord
RequestTable::Take(RequestId request)
{
    RequestRecord record = std::move(*m_window[request - m_first]);
    m_window[request - m_first].reset();
    // The window begins at the earliest that is still under way.
    while (!m_window.empty() && !m_window.front())
    {
        m_window.pop_front();
        ++m_first;
    }
    return record;
}

std::optional<RequestId>
RequestTable::First() const
{
    return m_window.empty() ? std::nullopt : std::optional<RequestId>(m_first);
}

std::uint64_t
RequestTable::CountAdded() const
{
    return m_first + m_window.size();
}

void
RequestTable::Clear()
{
    m_first += m_window.size();
    m_window.clear();
}

} // namespace edgeward
