/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/event-heap.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

namespace
{

constexpr std::size_t CHILDREN = 4;

__extension__ using Rank = unsigned __int128;

/** What orders events, as one number: the time, and for equal times the order of scheduling.
 * Numbers are compared without branches, half of which would be guessed wrong. */
Rank
RankOf(const Scheduler::Event& event)
{
    return (Rank{event.key.m_ts} << 64) | event.key.m_uid;
}

/** Whether @p a comes before @p b. */
bool
IsBefore(const Scheduler::Event& a, const Scheduler::Event& b)
{
    return RankOf(a) < RankOf(b);
}

/** The one that comes first of a whole group of children. */
std::size_t
FirstOfFour(const Scheduler::Event* children)
{
    const Rank rank0 = RankOf(children[0]);
    const Rank rank1 = RankOf(children[1]);
    const Rank rank2 = RankOf(children[2]);
    const Rank rank3 = RankOf(children[3]);
    const std::size_t left = rank1 < rank0 ? 1 : 0;
    const std::size_t right = rank3 < rank2 ? 3 : 2;
    const Rank rankLeft = rank1 < rank0 ? rank1 : rank0;
    const Rank rankRight = rank3 < rank2 ? rank3 : rank2;
    return rankRight < rankLeft ? right : left;
}

} // namespace

void
EventHeap::Insert(const Event& event)
{
    m_heap.push_back(event);
    Rise(m_heap.size() - 1, event, 0);
}

EventHeap::Event
EventHeap::RemoveFirst()
{
    const Event first = m_heap.front();
    const Event last = m_heap.back();
    m_heap.pop_back();
    if (!m_heap.empty())
    {
        Sink(0, last);
    }
    return first;
}

bool
EventHeap::Remove(const Event& event)
{
    const auto found = std::find_if(m_heap.begin(), m_heap.end(), [&event](const Event& other) {
        return other.key.m_uid == event.key.m_uid;
    });
    if (found == m_heap.end())
    {
        return false;
    }
    const auto hole = static_cast<std::size_t>(found - m_heap.begin());
    const Event last = m_heap.back();
    m_heap.pop_back();
    if (hole == m_heap.size())
    {
        return true;
    }
    // The last one takes its place: below it, or above.
    if (hole > 0 && IsBefore(last, m_heap[(hole - 1) / CHILDREN]))
    {
        Rise(hole, last, 0);
    }
    else
    {
        Sink(hole, last);
    }
    return true;
}

void
EventHeap::Exchange(std::vector<Event>& events)
{
    m_heap.swap(events);
    // From the last one that has children up (Floyd, Communications of the ACM 7(12), 1964).
    for (std::size_t hole = (m_heap.size() + CHILDREN - 2) / CHILDREN; hole > 0; --hole)
    {
        const Event event = m_heap[hole - 1];
        Sink(hole - 1, event);
    }
}

void
EventHeap::Rise(std::size_t hole, const Event& event, std::size_t top)
{
    const Event rising = event;
    while (hole > top)
    {
        const std::size_t parent = (hole - 1) / CHILDREN;
        if (!IsBefore(rising, m_heap[parent]))
        {
            break;
        }
        m_heap[hole] = m_heap[parent];
        hole = parent;
    }
    m_heap[hole] = rising;
}

void
EventHeap::Sink(std::size_t hole, const Event& event)
{
    // Bottom-up (Wegener, Theoretical Computer Science 118(1), 1993): the hole goes down to the
    // last level without looking at the event, which came from there and hardly ever rises again.
    const Event sinking = event;
    const std::size_t top = hole;
    Event* const heap = m_heap.data();
    const std::size_t size = m_heap.size();
    std::size_t child = CHILDREN * hole + 1;
    for (; child + CHILDREN <= size; child = CHILDREN * hole + 1)
    {
        const std::size_t first = child + FirstOfFour(heap + child);
        heap[hole] = heap[first];
        hole = first;
    }
    if (child < size)
    {
        const Event* const first = std::min_element(heap + child, heap + size, IsBefore);
        heap[hole] = *first;
        hole = static_cast<std::size_t>(first - heap);
    }
    Rise(hole, sinking, top);
}

} // namespace edgeward
