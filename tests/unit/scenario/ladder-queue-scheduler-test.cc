/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/ladder-queue-scheduler.h"

#include "base/random-stream.h"
#include "support/simulator-test.h"

#include "ns3/object-factory.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

#include <functional>
#include <iterator>
#include <limits>
#include <set>
#include <utility>
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

TEST(LadderQueueScheduler, OrdersByTimeThenByScheduling)
{
    LadderQueueScheduler queue;
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

/** How far ahead of the present events are. */
struct Ahead
{
    const char* name;
    std::function<std::uint64_t(RandomStream&)> draw;
};

/** Random operations on a queue that grows to some thousands and shrinks again, against a sorted
 * set. */
class LadderQueue : public testing::TestWithParam<Ahead>
{
};

TEST_P(LadderQueue, DoesWhatASortedSetDoes)
{
    constexpr int STEPS = 60'000;
    RandomStream random(1);
    LadderQueueScheduler queue;
    std::set<std::pair<std::uint64_t, std::uint32_t>> expected;
    std::uint64_t now = 0;
    std::uint32_t number = 0;
    for (int step = 0; step < STEPS; ++step)
    {
        const bool isGrowing = step / 10'000 % 2 == 0;
        if (expected.empty() || random.Uniform() < (isGrowing ? 0.65 : 0.35))
        {
            const std::uint64_t time = now + GetParam().draw(random);
            queue.Insert(MakeEvent(time, ++number));
            expected.insert({time, number});
        }
        else if (random.Uniform() < 0.1)
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
            now = next.m_ts;
        }
        ASSERT_EQ(queue.IsEmpty(), expected.empty());
    }
    for (const auto& [time, uid] : expected)
    {
        ASSERT_EQ(queue.RemoveNext().key.m_uid, uid);
    }
    EXPECT_TRUE(queue.IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Times,
    LadderQueue,
    testing::Values(Ahead{"AllAtOnce", [](RandomStream&) { return std::uint64_t{0}; }},
                    Ahead{"ManyAtATime", [](RandomStream& random) { return random.Index(20); }},
                    Ahead{"Even", [](RandomStream& random) { return random.Index(1'000'000'000); }},
                    Ahead{"NearAndFar",
                          [](RandomStream& random) {
                              return random.Uniform() < 0.8
                                         ? random.Index(1000)
                                         : std::uint64_t{20'000'000'000} + random.Index(1000);
                          }},
                    Ahead{"BurstsFarApart",
                          [](RandomStream& random) {
                              return (1 + random.Index(3)) * 1'000'000'000 + random.Index(100);
                          }},
                    // From nanoseconds to centuries: 2^62 ns are 146 years.
                    Ahead{
                        "EveryScale",
                        [](RandomStream& random) { return std::uint64_t{1} << random.Index(48); }},
                    Ahead{"VeryFar", [](RandomStream&) { return std::uint64_t{1} << 47; }}),
    [](const auto& test) { return test.param.name; });

/** Times that cannot be added to anything. */
TEST(LadderQueueScheduler, HoldsTheLatestTimes)
{
    LadderQueueScheduler queue;
    const std::uint64_t latest = std::numeric_limits<std::int64_t>::max();
    constexpr std::uint32_t COUNT = 1000;
    for (std::uint32_t number = 0; number < COUNT; ++number)
    {
        queue.Insert(MakeEvent(number % 2 == 0 ? latest - number : number, number));
    }
    std::uint64_t last = 0;
    for (std::uint32_t number = 0; number < COUNT; ++number)
    {
        const std::uint64_t time = queue.RemoveNext().key.m_ts;
        ASSERT_GE(time, last);
        last = time;
    }
    EXPECT_EQ(last, latest);
    EXPECT_TRUE(queue.IsEmpty());
}

using LadderQueueSimulation = SimulatorTest;

TEST_F(LadderQueueSimulation, ServesNs3)
{
    ns3::Simulator::SetScheduler(ns3::ObjectFactory("edgeward::LadderQueueScheduler"));
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
