/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_QUATERNARY_HEAP_SCHEDULER_H
#define EDGEWARD_SCENARIO_QUATERNARY_HEAP_SCHEDULER_H

#include "ns3/scheduler.h"

#include <cstddef>
#include <vector>

namespace edgeward
{

/**
 * An event queue for thousands of pending events: an implicit heap in which every event has four
 * children (Johnson, "Priority queues with update and finding minimum spanning trees", Information
 * Processing Letters 4(3), 1975). It is half as deep as a binary heap, and the children that are
 * compared lie next to each other (LaMarca and Ladner, "The influence of caches on the performance
 * of heaps", ACM Journal of Experimental Algorithmics 1, 1996).
 *
 * Events are executed in the order of ns-3's schedulers: by time, then as they were scheduled.
 * Inserting and taking the next are O(log n), removing another one O(n), as in
 * ns3::PriorityQueueScheduler.
 */
class QuaternaryHeapScheduler : public ns3::Scheduler
{
  public:
    static ns3::TypeId GetTypeId();

    void Insert(const Event& event) override;
    bool IsEmpty() const override;
    Event PeekNext() const override;
    Event RemoveNext() override;
    void Remove(const Event& event) override;

  private:
    /** Put @p event where it belongs between @p hole, whose event is gone, and the root. */
    void Rise(std::size_t hole, const Event& event);

    /** Put @p event, which does not belong above @p hole, where it belongs below. */
    void Sink(std::size_t hole, const Event& event);

    std::vector<Event> m_heap; ///< the children of i are 4 i + 1 to 4 i + 4
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_QUATERNARY_HEAP_SCHEDULER_H
