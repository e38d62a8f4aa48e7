/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_EVENT_HEAP_H
#define EDGEWARD_SCENARIO_EVENT_HEAP_H

#include "ns3/scheduler.h"

#include <cstddef>
#include <vector>

namespace edgeward
{

/**
 * Events in the order of ns-3's schedulers, by time, then as they were scheduled: an implicit heap
 * in which every event has four children (Johnson, "Priority queues with update and finding minimum
 * spanning trees", Information Processing Letters 4(3), 1975). It is half as deep as a binary heap,
 * and the children that are compared lie next to each other (LaMarca and Ladner, "The influence of
 * caches on the performance of heaps", ACM Journal of Experimental Algorithmics 1, 1996).
 */
class EventHeap
{
  public:
    using Event = ns3::Scheduler::Event;

    std::size_t
    Size() const
    {
        return m_heap.size();
    }

    /** The one that comes first. @pre not empty, as for RemoveFirst() */
    const Event&
    First() const
    {
        return m_heap.front();
    }

    void Insert(const Event& event);
    Event RemoveFirst();

    /** Take out an event, found by its number; O(n). @return false if it is not there */
    bool Remove(const Event& event);

    /** Exchange what is in the heap for @p events, which come in any order; O(n). */
    void Exchange(std::vector<Event>& events);

  private:
    /** Put @p event where it belongs between @p hole, whose event is gone, and @p top above it. */
    void Rise(std::size_t hole, const Event& event, std::size_t top);

    /** Put @p event, which does not belong above @p hole, where it belongs below. */
    void Sink(std::size_t hole, const Event& event);

    std::vector<Event> m_heap; ///< the children of i are 4 i + 1 to 4 i + 4
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_EVENT_HEAP_H
