/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/masked-softmax.h"
#include "rl/rollout.h"

#include "base/errors.h"

#include <gtest/gtest.h>

#include <cmath>

namespace edgeward
{

namespace
{

Transition
Step(std::uint32_t agent, std::uint64_t sequence, float reward, float discount)
{
    Transition transition;
    transition.observation = {static_cast<float>(sequence)};
    transition.nextObservation = {static_cast<float>(sequence + 1)};
    transition.reward = reward;
    transition.discount = discount;
    transition.agent = agent;
    transition.sequence = sequence;
    return transition;
}

/** Advantages of @p steps with V(o_t) = 10, V(o_(t+1)) = 20 everywhere. */
std::vector<double>
Advantages(const std::vector<Transition>& steps, double lambda)
{
    Rollout rollout(steps.size(), 1, 2);
    for (const Transition& step : steps)
    {
        rollout.Add(step);
    }
    rollout.Sort();
    const std::vector<float> values(steps.size(), 10.0F);
    const std::vector<float> nextValues(steps.size(), 20.0F);
    return rollout.Advantages(values.data(), nextValues.data(), lambda);
}

} // namespace

TEST(Rollout, AdvantagesAreTheDiscountedSumOfErrors)
{
    // delta = r + d 20 - 10: 1, 2, 4 for the three; A_t = delta_t + d lambda A_(t+1).
    const std::vector<Transition> steps = {
        Step(0, 1, 1.0F, 0.5F), Step(0, 2, 2.0F, 0.5F), Step(0, 3, 4.0F, 0.5F)};
    EXPECT_EQ(Advantages(steps, 0.0), (std::vector<double>{1.0, 2.0, 4.0}));
    EXPECT_EQ(Advantages(steps, 1.0), (std::vector<double>{3.0, 4.0, 4.0}));
    EXPECT_EQ(Advantages(steps, 0.5), (std::vector<double>{1.75, 3.0, 4.0}));
}

TEST(Rollout, NothingFollowsATerminationAndTheNextValueATruncation)
{
    std::vector<Transition> steps = {Step(0, 1, 1.0F, 0.0F), Step(0, 2, 2.0F, 0.5F)};
    EXPECT_EQ(Advantages(steps, 1.0)[0], 1.0 - 10.0);
    steps[0] = Step(0, 1, 1.0F, 0.5F);
    steps[0].isTruncated = true;
    EXPECT_EQ(Advantages(steps, 1.0)[0], 1.0 + 0.5 * 20.0 - 10.0);
}

TEST(Rollout, AgentsAreToldApartAndPutInOrder)
{
    const std::vector<Transition> steps = {Step(1, 8, 4.0F, 0.5F),
                                           Step(0, 2, 2.0F, 0.5F),
                                           Step(1, 7, 1.0F, 0.5F),
                                           Step(0, 1, 1.0F, 0.5F)};
    EXPECT_EQ(Advantages(steps, 1.0), (std::vector<double>{2.0, 2.0, 3.0, 4.0}));
}

TEST(Rollout, AGapIsBridgedByTheNextValue)
{
    const std::vector<Transition> steps = {Step(0, 1, 1.0F, 0.5F), Step(0, 3, 2.0F, 0.5F)};
    EXPECT_EQ(Advantages(steps, 1.0), (std::vector<double>{1.0, 2.0}));
}

TEST(Rollout, UnnumberedTransitionsFollowEachOther)
{
    const std::vector<Transition> steps = {Step(0, 0, 1.0F, 0.5F), Step(0, 0, 2.0F, 0.5F)};
    EXPECT_EQ(Advantages(steps, 1.0), (std::vector<double>{2.0, 2.0}));
}

TEST(Rollout, RefusesWhatDoesNotFit)
{
    Rollout rollout(1, 1, 2);
    Transition wrong = Step(0, 1, 0.0F, 0.0F);
    wrong.mask = {0, 1};
    EXPECT_THROW(rollout.Add(wrong), std::logic_error); // its action is forbidden
    wrong.mask = {1, 1};
    rollout.Add(wrong);
    EXPECT_THROW(rollout.Add(wrong), std::logic_error); // full
    Rollout other(1, 1, 2);
    EXPECT_THROW(other.Restore(rollout.Save() + "x", "file"), ConfigError);
    EXPECT_THROW(other.Restore(rollout.Save().substr(0, 20), "file"), ConfigError);
}

TEST(MaskedSoftmax, GivesForbiddenActionsNothing)
{
    const float logits[] = {0.0F, 100.0F, std::log(3.0F)};
    const std::uint8_t mask[] = {1, 0, 1};
    MaskedSoftmax softmax;
    softmax.Set(logits, mask, 3);
    EXPECT_NEAR(softmax.Probabilities()[0], 0.25, 1e-7);
    EXPECT_EQ(softmax.Probabilities()[1], 0.0);
    EXPECT_NEAR(softmax.Probabilities()[2], 0.75, 1e-7);
    EXPECT_NEAR(softmax.Entropy(), 0.25 * std::log(4.0) + 0.75 * std::log(4.0 / 3.0), 1e-7);
    RandomStream random(1);
    int counts[3] = {};
    for (int draw = 0; draw < 10000; ++draw)
    {
        ++counts[softmax.Draw(random)];
    }
    EXPECT_EQ(counts[1], 0);
    // Four standard deviations of a binomial share: 4 sqrt(0.25 * 0.75 / 10000) = 0.017.
    EXPECT_NEAR(counts[0] / 10000.0, 0.25, 0.017);
}

TEST(MaskedSoftmax, SurvivesLogitsOfAnySize)
{
    const float logits[] = {-3e38F, 3e38F};
    const std::uint8_t mask[] = {1, 1};
    MaskedSoftmax softmax;
    softmax.Set(logits, mask, 2);
    EXPECT_EQ(softmax.Probabilities()[1], 1.0);
    EXPECT_EQ(softmax.Entropy(), 0.0);
    const std::uint8_t nothing[] = {0, 0};
    EXPECT_THROW(softmax.Set(logits, nothing, 2), std::logic_error);
}

TEST(MaskedSoftmax, TheGradientIsThatOfFiniteDifferences)
{
    std::vector<float> logits = {0.3F, -0.2F, 5.0F, 1.1F};
    const std::uint8_t mask[] = {1, 1, 0, 1};
    const auto differentiate = [&](float* gradient) {
        MaskedSoftmax softmax;
        softmax.Set(logits.data(), mask, 4);
        PolicyLoss loss;
        DifferentiatePolicy(softmax, {1, 1.7}, 0.6, 0.5, loss, gradient);
        return loss.policy - 0.6 * loss.entropy;
    };
    float gradient[4];
    float ignored[4];
    differentiate(gradient);
    constexpr float STEP = 1e-3F;
    for (std::size_t k = 0; k < logits.size(); ++k)
    {
        const float was = logits[k];
        logits[k] = was + STEP;
        const double above = differentiate(ignored);
        logits[k] = was - STEP;
        const double below = differentiate(ignored);
        logits[k] = was;
        // Logits are float32: their difference is 2 STEP up to 1e-4 of it.
        EXPECT_NEAR(gradient[k], (above - below) / (2.0 * STEP), 2e-4);
    }
    EXPECT_EQ(gradient[2], 0.0F);
}

} // namespace edgeward
