/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Small decision problems whose answer is known.
 */
#include "unit/rl/toy-problems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

using test::MakeDqn;
using test::MakeProblem;
using test::OneHot;

/** Explores evenly forever, so that every value is learned and not only those on the way of the
 * best policy. */
const std::string EVEN =
    "hiddenLayers=32,bufferSize=2000,learningStarts=100,batchSize=32,trainFrequency=1,"
    "learningRate=0.005,finalLearningRate=0.0001,targetNetworkFrequency=50,"
    "startEpsilon=1,endEpsilon=1";

class KnownValues : public testing::TestWithParam<const char*>
{
};

TEST_P(KnownValues, OfAFiveStateChain)
{
    // Right moves on, left moves back (state 0: stays), each costs nothing; right in state 4 pays 1
    // and terminates. Q*(s, right) = 0.9^(4 - s), Q*(s, left) = 0.9 max Q*(max(s - 1, 0)).
    constexpr std::size_t STATES = 5;
    constexpr int STEPS = 3000;
    auto learner = MakeDqn(EVEN, GetParam());
    learner->Start(MakeProblem(STATES, 2, STEPS));
    std::size_t state = 0;
    for (int step = 0; step < STEPS; ++step)
    {
        Transition transition;
        transition.observation = OneHot(state, STATES);
        transition.nextMask = {1, 1};
        transition.action = learner->Act(transition.observation, transition.nextMask);
        const bool isRight = transition.action == 1;
        const bool isEnd = isRight && state == STATES - 1;
        const std::size_t next = isEnd ? 0 : isRight ? state + 1 : state - (state > 0 ? 1 : 0);
        transition.reward = isEnd ? 1.0F : 0.0F;
        transition.discount = isEnd ? 0.0F : 0.9F;
        transition.nextObservation = OneHot(next, STATES);
        learner->Observe(transition);
        state = next;
    }
    double worst = 0.0;
    for (std::size_t s = 0; s < STATES; ++s)
    {
        const std::vector<float> values = learner->Values(OneHot(s, STATES));
        const double right = std::pow(0.9, 4.0 - static_cast<double>(s));
        const double left = 0.9 * std::pow(0.9, 4.0 - static_cast<double>(s > 0 ? s - 1 : 0));
        // The problem is deterministic and its values can be represented exactly: what remains is
        // optimization.
        EXPECT_NEAR(values[1], right, 0.005) << "state " << s;
        EXPECT_NEAR(values[0], left, 0.005) << "state " << s;
        EXPECT_EQ(learner->ActGreedily(OneHot(s, STATES), {1, 1}), 1);
        worst = std::max({worst, std::abs(values[1] - right), std::abs(values[0] - left)});
    }
    RecordProperty("largestError", FormatDouble(worst));
}

INSTANTIATE_TEST_SUITE_P(Variants,
                         KnownValues,
                         testing::Values("",
                                         "doubleDqn=false",
                                         "loss=mse",
                                         "tau=0.05,targetNetworkFrequency=1",
                                         "dueling=true",
                                         "prioritizedReplay=true",
                                         "dueling=true,prioritizedReplay=true,loss=mse"));

/** One state forever: every decision leads back to it. @return the learned values */
std::vector<float>
LearnOneState(const std::vector<float>& rewards,
              const std::vector<float>& discounts,
              const ActionMask& nextMask)
{
    auto learner = MakeDqn(EVEN);
    learner->Start(MakeProblem(2, rewards.size(), 1500));
    Transition transition;
    transition.observation = transition.nextObservation = OneHot(0, 2);
    transition.nextMask = nextMask;
    for (int step = 0; step < 1500; ++step)
    {
        transition.action = learner->Act(transition.observation, ActionMask(rewards.size(), 1));
        const auto action = static_cast<std::size_t>(transition.action);
        transition.reward = rewards[action];
        transition.discount = discounts[action];
        learner->Observe(transition);
    }
    const std::vector<float> values = learner->Values(OneHot(0, 2));
    for (std::size_t action = 0; action < values.size(); ++action)
    {
        testing::Test::RecordProperty("value" + std::to_string(action),
                                      FormatDouble(values[action]));
    }
    return values;
}

TEST(DqnLearning, DiscountsByTheTimeThatADecisionTook)
{
    // Action 0 takes one unit and pays 1, action 1 takes three and pays 1.6; gamma = 0.5 a unit. V*
    // = 1 / (1 - 0.5) = 2 by action 0; Q*(1) = 1.6 + 0.5^3 V* = 1.85. With 0.5 a decision, action 1
    // would be worth 1.6 / 0.5 = 3.2.
    const std::vector<float> values = LearnOneState({1.0F, 1.6F}, {0.5F, 0.125F}, {1, 1});
    EXPECT_NEAR(values[0], 2.0, 0.005);
    EXPECT_NEAR(values[1], 1.85, 0.005);
}

TEST(DqnLearning, ATerminatedDecisionIsWorthItsReward)
{
    const std::vector<float> values = LearnOneState({1.0F, 2.0F}, {0.0F, 0.0F}, {1, 1});
    EXPECT_NEAR(values[0], 1.0, 0.005);
    EXPECT_NEAR(values[1], 2.0, 0.005);
}

TEST(DqnLearning, AForbiddenActionNeverEntersTheValues)
{
    // Action 1 pays 20 and is forbidden next time, as if another state looked the same: action 0 is
    // worth 1 / 0.5.
    const std::vector<float> values = LearnOneState({1.0F, 20.0F}, {0.5F, 0.0F}, {1, 0});
    EXPECT_NEAR(values[0], 2.0, 0.005); // 11 if the target's maximum were not masked
    EXPECT_NEAR(values[1], 20.0, 0.005);
}

TEST(DqnLearning, TakesTheForkThatPaysLater)
{
    // Left pays 0.5 and ends; right pays nothing and leads to a second choice between 1 and -1.
    constexpr int EPISODES = 500;
    auto learner =
        MakeDqn("hiddenLayers=32,bufferSize=1000,learningStarts=50,batchSize=32,trainFrequency=1,"
                "learningRate=0.005,targetNetworkFrequency=25,explorationFraction=0.5");
    learner->Start(MakeProblem(2, 2, 2 * EPISODES));
    double late = 0.0;
    for (int episode = 0; episode < EPISODES; ++episode)
    {
        Transition first;
        first.observation = OneHot(0, 2);
        first.nextObservation = OneHot(1, 2);
        first.nextMask = {1, 1};
        first.action = learner->Act(first.observation, first.nextMask);
        first.reward = first.action == 0 ? 0.5F : 0.0F;
        first.discount = first.action == 0 ? 0.0F : 0.9F;
        double sum = first.reward;
        learner->Observe(first);
        if (first.action == 1)
        {
            Transition second = first;
            second.observation = OneHot(1, 2);
            second.action = learner->Act(second.observation, second.nextMask);
            second.reward = second.action == 0 ? 1.0F : -1.0F;
            second.discount = 0.0F;
            sum += second.reward;
            learner->Observe(second);
        }
        late += episode >= EPISODES - 100 ? sum : 0.0;
    }
    // Epsilon is about 0.05 by then: a decision is wrong with probability 0.025, which costs 0.5 at
    // the first and 2 at the second; 100 episodes give 93.8 +- 3.3 on average, and the best policy
    // that has not learned gives 50.
    RecordProperty("lastHundredEpisodes", FormatDouble(late));
    EXPECT_GE(late, 80.0);
    EXPECT_EQ(learner->ActGreedily(OneHot(0, 2), {1, 1}), 1);
    EXPECT_EQ(learner->ActGreedily(OneHot(1, 2), {1, 1}), 0);
}

TEST(DqnLearning, FindsTheOneRightActionAmongManyForbiddenOnes)
{
    // InvalidActionEnvDiscrete of sb3-contrib at a quarter of its size: the action equal to the
    // state pays 1; three quarters of the actions are forbidden at random, never the right one. Its
    // maskable PPO must get 90 of 100 points.
    constexpr std::size_t DIM = 20;
    constexpr std::size_t FORBIDDEN = 15;
    constexpr int STEPS = 2500;
    RandomStream world(9);
    std::size_t state = 0;
    ActionMask mask;
    const auto move = [&] {
        state = world.Index(DIM);
        mask.assign(DIM, 1);
        for (std::size_t count = 0; count < FORBIDDEN;)
        {
            const std::size_t action = world.Index(DIM);
            if (action != state && mask[action] == 1)
            {
                mask[action] = 0;
                ++count;
            }
        }
    };
    auto learner =
        MakeDqn("hiddenLayers=64,bufferSize=2500,learningStarts=200,batchSize=64,trainFrequency=1,"
                "learningRate=0.002,targetNetworkFrequency=100,explorationFraction=0.6");
    learner->Start(MakeProblem(DIM, DIM, STEPS));
    move();
    for (int step = 0; step < STEPS; ++step)
    {
        Transition transition;
        transition.observation = OneHot(state, DIM);
        transition.action = learner->Act(transition.observation, mask);
        const auto action = static_cast<std::size_t>(transition.action);
        ASSERT_EQ(mask[action], 1) << "a forbidden action was chosen";
        transition.reward = action == state ? 1.0F : 0.0F;
        transition.discount = 0.4F;
        move();
        transition.nextObservation = OneHot(state, DIM);
        transition.nextMask = mask;
        learner->Observe(transition);
    }
    int points = 0;
    for (int step = 0; step < 1000; ++step)
    {
        points += static_cast<std::size_t>(learner->ActGreedily(OneHot(state, DIM), mask)) == state
                      ? 1
                      : 0;
        move();
    }
    RecordProperty("pointsOf1000", points);
    EXPECT_GE(points, 900);
}

} // namespace

} // namespace edgeward
