/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_PROGRESS_H
#define EDGEWARD_NET_FLOW_PROGRESS_H

#include "net/flow-ends.h"
#include "net/flow-sharing.h"

#include <functional>
#include <optional>

namespace edgeward
{

/**
 * Amounts that flows move over time: what is left of each, and which ends next. Time is given by
 * the caller, in integer nanoseconds that never go back.
 *
 * After any number of Start(), Stop(), TakeFinished() and SetCapacity() at one instant, call
 * Settle() once.
 *
 * A flow may be quiet: nobody waits for its end, and it holds no other flow back, so that its end
 * changes nothing but itself. It needs no event: CatchUp() ends it afterwards.
 */
class FlowProgress
{
  public:
    using FlowId = FlowSharing::FlowId;
    /** @param endNs when it ended, not later than now */
    using QuietEnd = std::function<void(FlowId flow, std::int64_t endNs)>;

    static constexpr std::int64_t NEVER = FlowEnds::NEVER;

    /** The resources and groups of the flows. Change no flow there. */
    FlowSharing& Sharing();

    /**
     * Let a flow begin.
     * @param amount    to move, > 0, in the flow's units
     * @param isAwaited somebody waits for its end; else it may be quiet
     * @throws std::logic_error as FlowSharing::Start()
     */
    FlowId Start(std::int64_t nowNs,
                 double amount,
                 const std::vector<FlowSharing::Use>& uses,
                 double weight,
                 FlowSharing::GroupId group = FlowSharing::NO_GROUP,
                 bool isAwaited = true);

    /** End a flow before its time. @return what it had not moved */
    double Stop(std::int64_t nowNs, FlowId flow);

    /** Change the capacity of a resource. */
    void SetCapacity(FlowSharing::ResourceId resource, double capacity);

    /** Take note of all changes at this instant. @return when the next flow ends that is not quiet,
     * or NEVER */
    std::int64_t Settle(std::int64_t nowNs);

    /** Flows that Settle() has given another end; valid until the next call. */
    const std::vector<FlowId>& Changed() const;

    /** End a flow that is not quiet and whose time has come, the one due first. @return which;
     * nothing if none is due */
    std::optional<FlowId> TakeFinished(std::int64_t nowNs);

    /** Whether a flow is quiet, as things are. */
    bool IsQuiet(FlowId flow) const;

    /** When a flow ends, as things are. */
    std::int64_t EndNs(FlowId flow) const;

    /** Somebody waits for a flow's end now. @return as Settle() */
    std::int64_t Await(FlowId flow);

    /** Who hears of the ends of quiet flows. */
    void SetQuietEnd(QuietEnd listener);

    /** End the quiet flows whose time has come, in order. Call it before whatever depends on them.
     */
    void
    CatchUp(std::int64_t nowNs)
    {
        if (m_quiet.NextNs() <= nowNs)
        {
            EndQuiet(nowNs);
        }
    }

  private:
    struct Entry
    {
        double left = 0.0;
        double rate = 0.0; ///< since sinceNs
        std::int64_t sinceNs = 0;
        std::int64_t endNs = NEVER;
        bool isAwaited = true;
    };

    void EndQuiet(std::int64_t nowNs);

    FlowSharing m_sharing;
    std::vector<Entry> m_entries; ///< by FlowId
    FlowEnds m_ends;              ///< of flows that are not quiet
    FlowEnds m_quiet;
    QuietEnd m_quietEnd;
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_PROGRESS_H
