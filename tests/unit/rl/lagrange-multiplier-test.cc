/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/lagrange-multiplier.h"

#include "rl/a2c.h"

#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{

namespace
{

/*
 * Action 1 is worth 1 and costs 1, action 0 neither; the mean cost is limited to a quarter. The
 * best mix takes action 1 every fourth time, and at its price, the multiplier 1, both are worth the
 * same.
 */
constexpr double LIMIT = 0.25;
constexpr double BEST_MULTIPLIER = 1.0;

} // namespace

TEST(LagrangeMultiplier, MovesByTheExcessAndStaysWithinItsBounds)
{
    LagrangeMultiplier multiplier({0.5, 1.0, 2.0});
    multiplier.Observe(0.5);
    EXPECT_EQ(multiplier.Value(), 1.25);
    multiplier.Observe(-1.0);
    EXPECT_EQ(multiplier.Value(), 0.75);
    multiplier.Observe(-100.0);
    EXPECT_EQ(multiplier.Value(), 0.0);
    multiplier.Observe(100.0);
    EXPECT_EQ(multiplier.Value(), 2.0);
}

TEST(LagrangeMultiplier, ABestResponseSettlesAtTheBestMixAndPrice)
{
    LagrangeMultiplier multiplier({0.01, 0.0, 100.0});
    constexpr int DECISIONS = 10000;
    double cost = 0.0;
    for (int decision = 0; decision < DECISIONS; ++decision)
    {
        const double taken = 1.0 - multiplier.Value() > 0.0 ? 1.0 : 0.0;
        multiplier.Observe(taken - LIMIT);
        cost += taken;
    }
    // One step above or below the price at which both actions are worth the same.
    EXPECT_NEAR(multiplier.Value(), BEST_MULTIPLIER, 0.01);
    // The identity of the class, exact but for rounding, as no clamp acted.
    EXPECT_NEAR(cost / DECISIONS - LIMIT, multiplier.Value() / (0.01 * DECISIONS), 1e-9);
    EXPECT_NEAR(cost / DECISIONS, LIMIT, 0.0101);
}

TEST(LagrangeMultiplier, AnActorCriticLearnsTheBestMix)
{
    A2c learner(A2cOptions::FromSpec(Spec::Parse(
        "a2c(hiddenLayers=16,rolloutLength=32,learningRate=0.003,entropyCoefficient=0.1)")));
    LearnerProblem problem;
    problem.observationSize = 1;
    problem.actions = 2;
    problem.seed = 3;
    learner.Start(problem);
    LagrangeMultiplier multiplier({0.0003, 0.0, 100.0});
    const ActionMask mask = {1, 1};
    double cost = 0.0;
    double price = 0.0;
    constexpr int DECISIONS = 60000;
    for (int decision = 0; decision < DECISIONS; ++decision)
    {
        Transition transition;
        transition.observation = transition.nextObservation = {1.0F};
        transition.mask = transition.nextMask = mask;
        transition.action = learner.Act(transition.observation, mask);
        const double excess = transition.action - LIMIT;
        transition.reward = static_cast<float>(transition.action - multiplier.Value() * excess);
        learner.Observe(transition);
        multiplier.Observe(excess);
        if (decision >= DECISIONS / 2)
        {
            cost += transition.action / (DECISIONS / 2.0);
            price += multiplier.Value() / (DECISIONS / 2.0);
        }
    }
    // Without the multiplier it takes action 1 always. Two standard deviations of a share of 30
    // 000.
    EXPECT_NEAR(cost, LIMIT, 0.005);
    // With entropy coefficient c the policy takes actions in proportion to exp(worth / c), so that
    // the limit is met where exp((1 - multiplier) / c) = 0.25 / 0.75. Four seeds were within 0.001.
    EXPECT_NEAR(price, BEST_MULTIPLIER + 0.1 * std::log(3.0), 0.005);
}

} // namespace edgeward
