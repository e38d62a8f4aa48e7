/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_LANES_H
#define EDGEWARD_NET_FLOW_LANES_H

#include "base/ids.h"

#include <cstdint>
#include <vector>

namespace edgeward
{

/** Queues of messages, one before each bottleneck that is taken in order. The first of a lane
 * moves, the others wait. */
class FlowLanes
{
  public:
    using TransferId = std::uint32_t;
    static constexpr TransferId NONE = static_cast<TransferId>(-1);

    /** Let a message stand behind the last of a lane. @param from its sender @return whether it is
     * the first */
    bool Push(std::uint32_t lane, TransferId id, NodeId from);

    /** The first of a lane leaves. @return who is first now, or NONE */
    TransferId Pop(std::uint32_t lane);

    /** Take a message out that is not the first. @pre it is in the lane */
    void Remove(std::uint32_t lane, TransferId id);

    /** The first of a lane, or NONE. */
    TransferId Head(std::uint32_t lane) const;

    /** How many are in a lane. */
    std::uint32_t Count(std::uint32_t lane) const;

    /** Who stands behind a message in its lane, or NONE. */
    TransferId After(TransferId id) const;

    /** Put a sender's oldest message first. @return which, or NONE if there is none of it */
    TransferId Prefer(std::uint32_t lane, NodeId from);

  private:
    struct Lane
    {
        TransferId head = NONE;
        TransferId tail = NONE;
        std::uint32_t count = 0;
    };

    /** What a lane knows of a message. */
    struct Entry
    {
        TransferId next = NONE;
        NodeId from = NO_NODE;
    };

    std::vector<Lane> m_lanes;
    std::vector<Entry> m_entries; ///< by TransferId
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_LANES_H
