/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_PROGRESS_H
#define EDGEWARD_NET_FLOW_PROGRESS_H

#include "net/flow-sharing.h"

#include <optional>

namespace edgeward
{

/**
 * Amounts that flows move over time: what is left of each, and which ends next. Time is given by
 * the caller, in integer nanoseconds that never go back.
 *
 * After any number of Start(), Stop(), TakeFinished() and SetCapacity() at one instant, call
 * Settle() once.
 */
class FlowProgress
{
  public:
    using FlowId = FlowSharing::FlowId;

    static constexpr std::int64_t NEVER = std::numeric_limits<std::int64_t>::max();

    /** The resources and groups of the flows. Change no flow there. */
    FlowSharing& Sharing();

    /**
     * Let a flow begin.
     * @param amount to move, > 0, in the flow's units
     * @throws std::logic_error as FlowSharing::Start()
     */
    FlowId Start(std::int64_t nowNs,
                 double amount,
                 const std::vector<FlowSharing::Use>& uses,
                 double weight,
                 FlowSharing::GroupId group = FlowSharing::NO_GROUP);

    /** End a flow before its time. @return what it had not moved */
    double Stop(std::int64_t nowNs, FlowId flow);

    /** Change the capacity of a resource. */
    void SetCapacity(FlowSharing::ResourceId resource, double capacity);

    /** Take note of all changes at this instant. @return when the next flow ends, or NEVER */
    std::int64_t Settle(std::int64_t nowNs);

    /** End a flow whose time has come, the one due first. @return which; nothing if none is due */
    std::optional<FlowId> TakeFinished(std::int64_t nowNs);

  private:
    struct Entry
    {
        double left = 0.0;
        double rate = 0.0; ///< since sinceNs
        std::int64_t sinceNs = 0;
        std::int64_t endNs = NEVER;
        std::uint32_t place = 0; ///< in the heap
    };

    bool IsSooner(FlowId a, FlowId b) const;
    void Put(std::uint32_t place, FlowId flow);
    void Rise(std::uint32_t place);
    void Sink(std::uint32_t place);
    void RemoveFromHeap(FlowId flow);

    FlowSharing m_sharing;
    std::vector<Entry> m_entries; ///< by FlowId
    std::vector<FlowId> m_heap;   ///< binary, the first to end on top
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_PROGRESS_H
