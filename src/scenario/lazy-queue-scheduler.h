/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_LAZY_QUEUE_SCHEDULER_H
#define EDGEWARD_SCENARIO_LAZY_QUEUE_SCHEDULER_H

#include "scenario/event-heap.h"

#include "ns3/scheduler.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeward
{

/**
 * An event queue for thousands of events most of which are far away: the next request of every
 * device, its timeout. Only those of the near future are in order, in a heap; the far ones lie in
 * intervals of equal length, each in any order until its time comes (Rönngren, Riboe and Ayani,
 * "Lazy queue: a new approach to implementation of the pending-event set", International Journal in
 * Computer Simulation 3(3), 1993). The heap, which every event goes through, stays small enough for
 * the cache, and what an interval's events need is fetched when it is opened.
 *
 * Events are executed in the order of ns-3's schedulers: by time, then as they were scheduled.
 * Inserting and taking the next are O(1) where times are spread evenly and O(log n) where they are
 * not, removing another one is O(events of the same interval).
 */
class LazyQueueScheduler : public ns3::Scheduler
{
  public:
    static ns3::TypeId GetTypeId();

    void Insert(const Event& event) override;
    bool IsEmpty() const override;
    Event PeekNext() const override;
    Event RemoveNext() override;
    void Remove(const Event& event) override;

  private:
    /** Whether an event lies behind the horizon. */
    bool IsFar(const Event& event) const;

    /** Where an event behind the horizon belongs. */
    std::vector<Event>& FarPlaceOf(const Event& event);

    /** The heap has become empty: fill it, if there is anything. */
    void Advance();

    /** Put the events of an interval, or all there are, into the heap, which is empty. */
    void Open(std::vector<Event>& events);

    /** Deal @p events, all there are, out to new intervals, or into the heap if they are few. */
    void Spread(std::vector<Event> events);

    EventHeap m_near;            ///< before the horizon; empty if there is no event
    bool m_isSpread = false;     ///< there are intervals; otherwise everything is near
    std::uint64_t m_horizon = 0; ///< end of the intervals that were opened; as all times here in
                                 ///< ns-3's time steps
    std::uint64_t m_start = 0;   ///< of the first interval
    std::uint32_t m_shift = 0;   ///< an interval is 2^m_shift long
    std::vector<std::vector<Event>> m_intervals;
    std::size_t m_next = 0;      ///< of m_intervals: the first that was not opened
    std::vector<Event> m_beyond; ///< behind all intervals
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_LAZY_QUEUE_SCHEDULER_H
