/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/quaternary-heap-scheduler.h"

#include "base/random-stream.h"
#include "support/simulator-test.h"

#include "ns3/object-factory.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

#include <iterator>
#include <limits>
#include <set>
#include <vector>

using namespace edgeward;
using ns3::Scheduler;

namespace
{

Scheduler::Event
MakeEvent(std::uint64_t time, std::uint32_t number)
{
    Scheduler::Event event;
    event.impl = nullptr;
    event.key = {time, number, 0};
    return event;
}

} // namespace

TEST(QuaternaryHeapScheduler, OrdersByTimeThenByScheduling)
{
    QuaternaryHeapScheduler queue;
    EXPECT_TRUE(queue.IsEmpty());
    const std::uint64_t latest = std::numeric_limits<std::uint64_t>::max();
    queue.Insert(MakeEvent(latest, 4));
    queue.Insert(MakeEvent(7, 6));
    queue.Insert(MakeEvent(7, 5));
    queue.Insert(MakeEvent(0, 7));
    EXPECT_EQ(queue.PeekNext().key.m_uid, 7U);
    std::vector<std::uint32_t> order;
    while (!queue.IsEmpty())
    {
        order.push_back(queue.RemoveNext().key.m_uid);
    }
    EXPECT_EQ(order, (std::vector<std::uint32_t>{7, 5, 6, 4}));
}

/** Random operations on queues of every size up to some hundreds, many events at the same time,
 * against a sorted set. */
TEST(QuaternaryHeapScheduler, DoesWhatASortedSetDoes)
{
    RandomStream random(1);
    QuaternaryHeapScheduler queue;
    std::set<std::pair<std::uint64_t, std::uint32_t>> expected;
    std::uint32_t number = 0;
    for (int step = 0; step < 60'000; ++step)
    {
        // Grows for a while, then shrinks.
        const bool isGrowing = step / 1000 % 2 == 0;
        if (expected.empty() || random.Uniform() < (isGrowing ? 0.6 : 0.35))
        {
            const std::uint64_t time = random.Index(200);
            queue.Insert(MakeEvent(time, ++number));
            expected.insert({time, number});
        }
        else if (random.Uniform() < 0.3)
        {
            const auto any = std::next(expected.begin(),
                                       static_cast<std::ptrdiff_t>(random.Index(expected.size())));
            queue.Remove(MakeEvent(any->first, any->second));
            expected.erase(any);
        }
        else
        {
            const Scheduler::EventKey next = queue.PeekNext().key;
            ASSERT_EQ(std::make_pair(next.m_ts, next.m_uid), *expected.begin());
            ASSERT_EQ(queue.RemoveNext().key.m_uid, next.m_uid);
            expected.erase(expected.begin());
        }
        ASSERT_EQ(queue.IsEmpty(), expected.empty());
    }
}

using QuaternaryHeapSimulation = SimulatorTest;

TEST_F(QuaternaryHeapSimulation, ServesNs3)
{
    ns3::Simulator::SetScheduler(ns3::ObjectFactory("edgeward::QuaternaryHeapScheduler"));
    std::vector<int> order;
    const auto note = [&order](int value) { order.push_back(value); };
    ns3::Simulator::Schedule(ns3::Seconds(2), [&] { note(4); });
    ns3::Simulator::Schedule(ns3::Seconds(1), [&] {
        note(1);
        ns3::Simulator::ScheduleNow([&] { note(3); });
    });
    ns3::Simulator::Schedule(ns3::Seconds(1), [&] { note(2); });
    const ns3::EventId removed = ns3::Simulator::Schedule(ns3::Seconds(1.5), [&] { note(-1); });
    ns3::Simulator::Remove(removed);
    ns3::Simulator::Run();
    EXPECT_EQ(order, (std::vector<int>{1, 2, 3, 4}));
}
