/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/transition-assembler.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>

using namespace edgeward;

namespace
{

constexpr std::int64_t SECOND = 1000000000;

/** An assembler and what came out of it. Observations are {request number}. */
class TransitionAssemblerTest : public testing::Test
{
  protected:
    struct Out
    {
        std::uint32_t agent;
        Transition transition;
    };

    void
    Decide(std::uint32_t agent, RequestId request, double seconds)
    {
        assembler.Decide(agent,
                         request,
                         static_cast<std::int64_t>(seconds * SECOND),
                         {static_cast<float>(request)},
                         {1, static_cast<std::uint8_t>(request % 2)},
                         static_cast<std::int32_t>(request % 2));
    }

    std::vector<Out> out;
    TransitionAssembler assembler{
        0.5, 2.0, [this](std::uint32_t agent, const Transition& transition) {
            out.push_back({agent, transition});
        }};
};

} // namespace

TEST_F(TransitionAssemblerTest, ATransitionJoinsADecisionItsRewardAndTheNextDecision)
{
    Decide(0, 10, 1.0);
    assembler.Reward(10, -3.0);
    EXPECT_TRUE(out.empty());
    Decide(0, 11, 5.0);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].transition.observation, Observation{10.0F});
    EXPECT_EQ(out[0].transition.action, 0);
    EXPECT_EQ(out[0].transition.reward, -3.0F);
    EXPECT_EQ(out[0].transition.nextObservation, Observation{11.0F});
    EXPECT_EQ(out[0].transition.nextMask, (ActionMask{1, 1}));
    // Four seconds are two time units: 0.5^2.
    EXPECT_FLOAT_EQ(out[0].transition.discount, 0.25F);
}

TEST_F(TransitionAssemblerTest, ARewardMayComeAfterTheNextDecision)
{
    Decide(0, 1, 0.0);
    Decide(0, 2, 1.0);
    EXPECT_TRUE(out.empty());
    EXPECT_TRUE(assembler.Reward(1, 1.0));
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].transition.observation, Observation{1.0F});
    EXPECT_EQ(out[0].transition.nextObservation, Observation{2.0F});
}

TEST_F(TransitionAssemblerTest, RewardsOutOfOrderReachTheirOwnDecisions)
{
    for (RequestId request = 0; request < 4; ++request)
    {
        Decide(0, request, static_cast<double>(request));
    }
    for (const RequestId request : {2, 0, 1})
    {
        assembler.Reward(request, 100.0 + static_cast<double>(request));
    }
    ASSERT_EQ(out.size(), 3U);
    for (const Out& one : out)
    {
        EXPECT_EQ(one.transition.reward, 100.0F + one.transition.observation[0]);
        EXPECT_EQ(one.transition.nextObservation[0], one.transition.observation[0] + 1.0F);
    }
}

TEST_F(TransitionAssemblerTest, TheNextObservationIsTheSameAgentsNotTheNextInTime)
{
    Decide(0, 1, 0.0);
    Decide(7, 2, 0.5);
    Decide(0, 3, 1.0);
    assembler.Reward(1, 0.0);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].agent, 0U);
    EXPECT_EQ(out[0].transition.nextObservation, Observation{3.0F});
}

TEST_F(TransitionAssemblerTest, RequestsInFlightAtTheHorizonAreForgottenNotTerminated)
{
    Decide(0, 1, 0.0);
    Decide(0, 2, 1.0); // 1 waits for its reward, 2 for both
    Decide(1, 3, 1.0);
    assembler.Reward(3, 5.0); // 3 waits for a next decision that never comes
    EXPECT_EQ(assembler.Flush(), 3U);
    EXPECT_TRUE(out.empty());
    EXPECT_FALSE(assembler.Reward(1, 9.0));
    EXPECT_TRUE(out.empty());
}

TEST_F(TransitionAssemblerTest, NoTransitionCrossesAHorizon)
{
    Decide(0, 1, 9.0);
    assembler.Reward(1, 1.0);
    assembler.Flush();
    Decide(0, 1, 0.0); // the next simulation starts again at 0, with the same request numbers
    EXPECT_TRUE(out.empty());
    assembler.Reward(1, 2.0);
    Decide(0, 2, 1.0);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].transition.reward, 2.0F);
}

TEST_F(TransitionAssemblerTest, ATruncatedRequestLeavesItsNeighboursAlone)
{
    Decide(0, 1, 0.0);
    Decide(0, 2, 1.0);
    Decide(0, 3, 2.0);
    EXPECT_TRUE(assembler.Truncate(2));
    EXPECT_FALSE(assembler.Truncate(2));
    assembler.Reward(1, 1.0);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].transition.nextObservation, Observation{2.0F});
}

TEST_F(TransitionAssemblerTest, ARewardCountsOnce)
{
    Decide(0, 1, 0.0);
    EXPECT_TRUE(assembler.Reward(1, 1.0));
    EXPECT_FALSE(assembler.Reward(1, 2.0));
    EXPECT_FALSE(assembler.Reward(99, 2.0));
    Decide(0, 2, 1.0);
    EXPECT_EQ(out.at(0).transition.reward, 1.0F);
}

TEST_F(TransitionAssemblerTest, DecisionsAtOneInstantAreNotDiscounted)
{
    Decide(0, 1, 3.0);
    Decide(0, 2, 3.0);
    assembler.Reward(1, 0.0);
    EXPECT_EQ(out.at(0).transition.discount, 1.0F);
}

TEST_F(TransitionAssemblerTest, WithGammaZeroNothingLaterCountsHoweverSoon)
{
    const TransitionAssembler myopic(0.0, 1.0, [](std::uint32_t, const Transition&) {});
    EXPECT_EQ(myopic.Discount(0), 0.0);
    EXPECT_EQ(myopic.Discount(SECOND), 0.0);
}

TEST_F(TransitionAssemblerTest, MisuseIsAProgrammingError)
{
    Decide(0, 1, 3.0);
    EXPECT_THROW(Decide(0, 1, 4.0), std::logic_error);
    EXPECT_THROW(Decide(0, 2, 2.0), std::logic_error);
    EXPECT_THROW(TransitionAssembler(1.5, 1.0, nullptr), std::logic_error);
    EXPECT_THROW(TransitionAssembler(0.5, 0.0, nullptr), std::logic_error);
}

TEST_F(TransitionAssemblerTest, ASinkThatThrowsLeavesNothingBehindTwice)
{
    int calls = 0;
    TransitionAssembler throwing(0.5, 1.0, [&](std::uint32_t, const Transition&) {
        ++calls;
        throw std::runtime_error("loss is not finite");
    });
    throwing.Decide(0, 1, 0, {0.0F}, {1}, 0);
    throwing.Reward(1, 1.0);
    EXPECT_THROW(throwing.Decide(0, 2, 1, {0.0F}, {1}, 0), std::runtime_error);
    EXPECT_EQ(throwing.Pending(), 1U);
    EXPECT_FALSE(throwing.Reward(1, 1.0));
    EXPECT_EQ(calls, 1);
}

// Against a model that knows everything: random agents, random ends, and each transition computed
// from the whole history.
TEST_F(TransitionAssemblerTest, RandomHistoriesGiveExactlyTheTransitionsOfTheDefinition)
{
    RandomStream random(42);
    for (int history = 0; history < 200; ++history)
    {
        out.clear();
        assembler.Flush();
        struct Decision
        {
            std::uint32_t agent;
            std::int64_t ns;
        };
        std::vector<Decision> decisions;
        std::set<RequestId> inFlight;
        std::map<RequestId, double> rewards;
        std::int64_t now = 0;
        for (int step = 0; step < 60; ++step)
        {
            now += static_cast<std::int64_t>(random.Index(SECOND));
            if (inFlight.empty() || random.Uniform() < 0.5)
            {
                const auto agent = static_cast<std::uint32_t>(random.Index(4));
                const RequestId request = decisions.size();
                assembler.Decide(agent, request, now, {static_cast<float>(request)}, {1}, 0);
                decisions.push_back({agent, now});
                inFlight.insert(request);
            }
            else
            {
                auto ended = inFlight.begin();
                std::advance(ended, static_cast<std::ptrdiff_t>(random.Index(inFlight.size())));
                rewards[*ended] = random.Normal();
                EXPECT_TRUE(assembler.Reward(*ended, rewards[*ended]));
                inFlight.erase(ended);
            }
        }
        std::map<RequestId, Transition> got;
        for (const Out& one : out)
        {
            EXPECT_TRUE(
                got.emplace(static_cast<RequestId>(one.transition.observation[0]), one.transition)
                    .second);
        }
        std::size_t expected = 0;
        for (RequestId request = 0; request < decisions.size(); ++request)
        {
            RequestId next = request + 1;
            while (next < decisions.size() && decisions[next].agent != decisions[request].agent)
            {
                ++next;
            }
            if (next == decisions.size() || rewards.count(request) == 0)
            {
                EXPECT_EQ(got.count(request), 0U);
                continue;
            }
            ++expected;
            ASSERT_EQ(got.count(request), 1U);
            EXPECT_EQ(got[request].nextObservation[0], static_cast<float>(next));
            EXPECT_EQ(got[request].reward, static_cast<float>(rewards[request]));
            const double seconds =
                static_cast<double>(decisions[next].ns - decisions[request].ns) * 1e-9;
            EXPECT_FLOAT_EQ(got[request].discount,
                            static_cast<float>(std::pow(0.5, seconds / 2.0)));
        }
        EXPECT_EQ(out.size(), expected);
        EXPECT_EQ(assembler.Pending(), decisions.size() - expected);
    }
}
