/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_LADDER_QUEUE_SCHEDULER_H
#define EDGEWARD_SCENARIO_LADDER_QUEUE_SCHEDULER_H

#include "scenario/event-heap.h"

#include "ns3/scheduler.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeward
{

/**
 * An event queue for thousands of events most of which are far away: the next request of every
 * device, its timeout, its end. Only those of the near future are in order, in a heap; the others
 * lie in intervals of equal length, each in any order until its time comes. An interval with too
 * many events is divided into shorter ones, a new rung of the ladder (Tang, Goh and Thng, "Ladder
 * queue: an O(1) priority queue structure for large-scale discrete event simulation", ACM
 * Transactions on Modeling and Computer Simulation 15(3), 2005; there the nearest events are a
 * sorted list). So the heap, which every event goes through, stays in the cache, and what an
 * interval's events need is fetched when it is opened.
 *
 * Events are executed in the order of ns-3's schedulers: by time, then as they were scheduled.
 * Removing one that is not the next takes O(events of the same interval).
 */
class LadderQueueScheduler : public ns3::Scheduler
{
  public:
    static ns3::TypeId GetTypeId();

    void Insert(const Event& event) override;
    bool IsEmpty() const override;
    Event PeekNext() const override;
    Event RemoveNext() override;
    void Remove(const Event& event) override;

  private:
    /** Intervals that follow one another. Times are in ns-3's time steps. */
    struct Rung
    {
        std::uint64_t start = 0; ///< of the first
        std::uint32_t shift = 0; ///< each is 2^shift long
        std::vector<std::vector<Event>> intervals;
        std::size_t next = 0; ///< the first that has not been opened or divided

        std::uint64_t StartOf(std::size_t interval) const;
    };

    /** Whether an event is not for the heap. */
    bool IsFar(const Event& event) const;

    /** Where a far event belongs. */
    std::vector<Event>& FarPlaceOf(const Event& event);

    /** The heap has become empty: fill it, if there is anything. */
    void Advance();

    /** Go on to the next interval of the last rung. */
    void OpenOrDivide();

    /** Put @p events, the nearest, into the heap, which is empty. */
    void Open(std::vector<Event>& events);

    /** Put @p events, which belong into an interval of 2^@p shift from @p start on, into a new
     * rung. */
    void Divide(std::vector<Event>& events, std::uint64_t start, std::uint32_t shift);

    /** Begin a ladder for @p events, which are all there are, or put them into the heap if they are
     * few. */
    void Begin(std::vector<Event> events);

    /** A new last rung of @p count intervals. */
    void AddRung(std::uint64_t start, std::uint32_t shift, std::size_t count);

    EventHeap m_near;            ///< all before the horizon; empty if there is no event
    std::uint64_t m_horizon = 0; ///< end of the intervals that have been opened; of no meaning
                                 ///< without a ladder, when all events are near
    std::vector<Rung>
        m_rungs; ///< each but the first takes the place of an interval of the one before
    std::size_t m_rungsUsed = 0; ///< the rest is kept for its memory
    std::vector<Event> m_beyond; ///< behind the first rung
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_LADDER_QUEUE_SCHEDULER_H
