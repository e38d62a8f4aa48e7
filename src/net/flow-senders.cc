/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-senders.h"

namespace edgeward
{

FlowSenders::FlowSenders(std::uint32_t senders)
    : m_messages(senders, 0)
{
}

bool
FlowSenders::Change(std::uint32_t sender, int change)
{
    std::uint32_t& count = m_messages.at(sender);
    const std::uint32_t before = m_busy;
    m_busy -= count > 0 ? 1 : 0;
    count += change;
    m_busy += count > 0 ? 1 : 0;
    return m_busy != before;
}

std::uint32_t
FlowSenders::Busy() const
{
    return m_busy;
}

} // namespace edgeward
