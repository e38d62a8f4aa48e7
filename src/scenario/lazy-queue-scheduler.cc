/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/lazy-queue-scheduler.h"

#include "ns3/assert.h"

#include <algorithm>
#include <utility>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(LazyQueueScheduler);

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

/** The least number of bits that is at least as long as @p length. */
std::uint32_t
BitsOf(std::uint64_t length)
{
    std::uint32_t bits = 0;
    while (bits < 63 && (std::uint64_t{1} << bits) < length)
    {
        ++bits;
    }
    return bits;
}

} // namespace

TypeId
LazyQueueScheduler::GetTypeId()
{
    static TypeId tid = TypeId("edgeward::LazyQueueScheduler")
                            .SetParent<Scheduler>()
                            .SetGroupName("Edgeward")
                            .AddConstructor<LazyQueueScheduler>();
    return tid;
}

bool
LazyQueueScheduler::IsFar(const Event& event) const
{
    return m_isSpread && event.key.m_ts >= m_horizon;
}

std::vector<Scheduler::Event>&
LazyQueueScheduler::FarPlaceOf(const Event& event)
{
    const std::uint64_t interval = (event.key.m_ts - m_start) >> m_shift;
    return interval < m_intervals.size() ? m_intervals[interval] : m_beyond;
}

void
LazyQueueScheduler::Insert(const Event& event)
{
    if (IsFar(event))
    {
        FarPlaceOf(event).push_back(event);
        return;
    }
    m_near.Insert(event);
    if (!m_isSpread && m_near.Size() > 2 * FEW)
    {
        std::vector<Event> all;
        m_near.Exchange(all);
        Spread(std::move(all));
    }
}

bool
LazyQueueScheduler::IsEmpty() const
{
    return m_near.Size() == 0;
}

Scheduler::Event
LazyQueueScheduler::PeekNext() const
{
    NS_ASSERT_MSG(!IsEmpty(), "LazyQueueScheduler: no event");
    return m_near.First();
}

Scheduler::Event
LazyQueueScheduler::RemoveNext()
{
    NS_ASSERT_MSG(!IsEmpty(), "LazyQueueScheduler: no event");
    const Event next = m_near.RemoveFirst();
    Advance();
    return next;
}

void
LazyQueueScheduler::Remove(const Event& event)
{
    if (!IsFar(event))
    {
        const bool isFound = m_near.Remove(event);
        NS_ASSERT_MSG(isFound, "LazyQueueScheduler: this event is not pending");
        Advance();
        return;
    }
    std::vector<Event>& place = FarPlaceOf(event);
    const auto found = std::find_if(place.begin(), place.end(), [&event](const Event& other) {
        return other.key.m_uid == event.key.m_uid;
    });
    NS_ASSERT_MSG(found != place.end(), "LazyQueueScheduler: this event is not pending");
    *found = place.back();
    place.pop_back();
}

void
LazyQueueScheduler::Advance()
{
    while (m_near.Size() == 0 && m_isSpread)
    {
        while (m_next < m_intervals.size() && m_intervals[m_next].empty())
        {
            ++m_next;
        }
        if (m_next < m_intervals.size())
        {
            ++m_next;
            m_horizon = m_start + (static_cast<std::uint64_t>(m_next) << m_shift);
            Open(m_intervals[m_next - 1]);
        }
        else
        {
            Spread(std::exchange(m_beyond, {}));
        }
    }
}

void
LazyQueueScheduler::Open(std::vector<Event>& events)
{
    for (const Event& event : events)
    {
        __builtin_prefetch(event.impl);
    }
    m_near.Exchange(events);
    events.clear();
}

void
LazyQueueScheduler::Spread(std::vector<Event> events)
{
    m_isSpread = events.size() > FEW;
    if (!m_isSpread)
    {
        Open(events);
        return;
    }
    // Intervals for the nearer half, and as many again.
    const auto middle = events.begin() + static_cast<std::ptrdiff_t>(events.size() / 2);
    std::nth_element(events.begin(), middle, events.end(), IsEarlier);
    m_start = std::min_element(events.begin(), middle, IsEarlier)->key.m_ts;
    const std::size_t half = events.size() / 2 / PER_INTERVAL;
    m_intervals.resize(2 * half);
    m_shift =
        std::min(BitsOf((middle->key.m_ts - m_start) / half + 1), MOST_BITS - BitsOf(2 * half));
    m_next = 0;
    m_horizon = m_start;
    for (const Event& event : events)
    {
        FarPlaceOf(event).push_back(event);
    }
    Advance();
}

} // namespace edgeward
