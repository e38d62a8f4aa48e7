/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/ladder-queue-scheduler.h"

#include "ns3/assert.h"

#include <algorithm>
#include <utility>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(LadderQueueScheduler);

namespace
{

/** A heap of so many events is as fast as it gets. */
constexpr std::size_t FEW = 128;

/** As many are wanted in an interval: enough that opening one does not count, and so few that they
 * are still in the cache when their time comes. */
constexpr std::size_t PER_INTERVAL = 16;

/** Of the time that all intervals span: it can be added to any time of ns-3's. */
constexpr std::uint32_t MOST_BITS = 63;

bool
IsEarlier(const Scheduler::Event& a, const Scheduler::Event& b)
{
    return a.key.m_ts < b.key.m_ts;
}

/** Whether all have the same time: then they cannot be divided. */
bool
IsAtOnce(const std::vector<Scheduler::Event>& events)
{
    return std::all_of(events.begin(), events.end(), [&events](const Scheduler::Event& event) {
        return event.key.m_ts == events.front().key.m_ts;
    });
}

/** The least number of bits with which as many as @p count can be told apart. */
std::uint32_t
BitsOf(std::uint64_t count)
{
    std::uint32_t bits = 0;
    while (bits < MOST_BITS && (std::uint64_t{1} << bits) < count)
    {
        ++bits;
    }
    return bits;
}

} // namespace

TypeId
LadderQueueScheduler::GetTypeId()
{
    static TypeId tid = TypeId("edgeward::LadderQueueScheduler")
                            .SetParent<Scheduler>()
                            .SetGroupName("Edgeward")
                            .AddConstructor<LadderQueueScheduler>();
    return tid;
}

std::uint64_t
LadderQueueScheduler::Rung::StartOf(std::size_t interval) const
{
    return start + (static_cast<std::uint64_t>(interval) << shift);
}

bool
LadderQueueScheduler::IsFar(const Event& event) const
{
    return m_rungsUsed > 0 && event.key.m_ts >= m_horizon;
}

std::vector<Scheduler::Event>&
LadderQueueScheduler::FarPlaceOf(const Event& event)
{
    for (std::size_t i = m_rungsUsed; i > 0; --i)
    {
        Rung& rung = m_rungs[i - 1];
        const std::uint64_t interval = (event.key.m_ts - rung.start) >> rung.shift;
        if (interval < rung.intervals.size())
        {
            return rung.intervals[interval];
        }
    }
    return m_beyond;
}

void
LadderQueueScheduler::Insert(const Event& event)
{
    if (IsFar(event))
    {
        FarPlaceOf(event).push_back(event);
        return;
    }
    m_near.Insert(event);
    if (m_rungsUsed == 0 && m_near.Size() > 2 * FEW)
    {
        std::vector<Event> all;
        m_near.Exchange(all);
        Begin(std::move(all));
        Advance();
    }
}

bool
LadderQueueScheduler::IsEmpty() const
{
    return m_near.Size() == 0;
}

Scheduler::Event
LadderQueueScheduler::PeekNext() const
{
    NS_ASSERT_MSG(!IsEmpty(), "LadderQueueScheduler: no event");
    return m_near.First();
}

Scheduler::Event
LadderQueueScheduler::RemoveNext()
{
    NS_ASSERT_MSG(!IsEmpty(), "LadderQueueScheduler: no event");
    const Event next = m_near.RemoveFirst();
    Advance();
    return next;
}

void
LadderQueueScheduler::Remove(const Event& event)
{
    if (!IsFar(event))
    {
        const bool isFound = m_near.Remove(event);
        NS_ASSERT_MSG(isFound, "LadderQueueScheduler: this event is not pending");
        Advance();
        return;
    }
    std::vector<Event>& place = FarPlaceOf(event);
    const auto found = std::find_if(place.begin(), place.end(), [&event](const Event& other) {
        return other.key.m_uid == event.key.m_uid;
    });
    NS_ASSERT_MSG(found != place.end(), "LadderQueueScheduler: this event is not pending");
    *found = place.back();
    place.pop_back();
}

void
LadderQueueScheduler::Advance()
{
    while (m_near.Size() == 0 && m_rungsUsed > 0)
    {
        Rung& rung = m_rungs[m_rungsUsed - 1];
        while (rung.next < rung.intervals.size() && rung.intervals[rung.next].empty())
        {
            ++rung.next;
        }
        if (rung.next < rung.intervals.size())
        {
            OpenOrDivide();
        }
        else if (--m_rungsUsed == 0)
        {
            Begin(std::exchange(m_beyond, {}));
        }
    }
}

void
LadderQueueScheduler::OpenOrDivide()
{
    Rung& rung = m_rungs[m_rungsUsed - 1];
    std::vector<Event>& events = rung.intervals[rung.next];
    const std::uint64_t start = rung.StartOf(rung.next);
    const std::uint32_t shift = rung.shift;
    ++rung.next;
    m_horizon = rung.StartOf(rung.next);
    if (events.size() <= FEW || shift == 0 || IsAtOnce(events))
    {
        Open(events);
        return;
    }
    std::vector<Event> divided;
    divided.swap(events);
    Divide(divided, start, shift);
}

void
LadderQueueScheduler::Open(std::vector<Event>& events)
{
    for (const Event& event : events)
    {
        __builtin_prefetch(event.impl);
    }
    m_near.Exchange(events);
    events.clear();
}

void
LadderQueueScheduler::Divide(std::vector<Event>& events, std::uint64_t start, std::uint32_t shift)
{
    const std::uint32_t bits = std::min(shift, BitsOf(events.size() / PER_INTERVAL));
    AddRung(start, shift - bits, std::size_t{1} << bits);
    m_horizon = start;
    for (const Event& event : events)
    {
        FarPlaceOf(event).push_back(event);
    }
}

void
LadderQueueScheduler::Begin(std::vector<Event> events)
{
    if (events.size() <= FEW)
    {
        Open(events);
        return;
    }
    // Intervals for the nearer half, and as many again.
    const auto middle = events.begin() + static_cast<std::ptrdiff_t>(events.size() / 2);
    std::nth_element(events.begin(), middle, events.end(), IsEarlier);
    const std::uint64_t start = std::min_element(events.begin(), middle, IsEarlier)->key.m_ts;
    const std::size_t half = events.size() / 2 / PER_INTERVAL;
    const std::uint32_t shift = BitsOf((middle->key.m_ts - start) / half + 1);
    AddRung(start, std::min(shift, MOST_BITS - BitsOf(2 * half)), 2 * half);
    m_horizon = start;
    for (const Event& event : events)
    {
        FarPlaceOf(event).push_back(event);
    }
}

void
LadderQueueScheduler::AddRung(std::uint64_t start, std::uint32_t shift, std::size_t count)
{
    m_rungs.resize(std::max(m_rungs.size(), m_rungsUsed + 1));
    Rung& rung = m_rungs[m_rungsUsed];
    ++m_rungsUsed;
    rung.start = start;
    rung.shift = shift;
    rung.intervals.resize(count);
    rung.next = 0;
}

} // namespace edgeward
