/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_SENDERS_H
#define EDGEWARD_NET_FLOW_SENDERS_H

#include <cstdint>
#include <vector>

namespace edgeward
{

/** Who has something to send on a shared medium. */
class FlowSenders
{
  public:
    /** @param senders that there are */
    explicit FlowSenders(std::uint32_t senders);

    /** A sender has one message more (1) or less (-1). @return whether Busy() has changed */
    bool Change(std::uint32_t sender, int change);

    /** Senders with messages. */
    std::uint32_t Busy() const;

  private:
    std::vector<std::uint32_t> m_messages; ///< by sender
    std::uint32_t m_busy = 0;
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_SENDERS_H
