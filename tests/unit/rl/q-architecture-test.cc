/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/q-architecture.h"

#include "rl/mlp.h"
#include "rl/network-back-end.h"
#include "rl/q-trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace edgeward
{

namespace
{

using Network = QTrainer::Network;

QArchitecture
Make(bool isDueling, bool isNoisy)
{
    QArchitecture architecture;
    architecture.inputs = 3;
    architecture.hidden = {8, 6};
    architecture.actions = 4;
    architecture.isDueling = isDueling;
    architecture.isNoisy = isNoisy;
    return architecture;
}

std::unique_ptr<NetworkBackEnd>
Eigen()
{
    return Registry<NetworkBackEnd>::Create(Spec::Parse("eigen"));
}

TEST(Dueling, ValuesAreTheStatesValueAndAdvantagesWithoutTheirMean)
{
    const QArchitecture architecture = Make(true, false);
    EXPECT_EQ(architecture.Sizes(), (std::vector<std::size_t>{3, 8, 6, 5}));
    const float outputs[] = {10.0F, 1.0F, 2.0F, 3.0F, 6.0F}; // V, then A with mean 3
    float values[4];
    architecture.ToValues(outputs, 1, values);
    EXPECT_EQ(std::vector<float>(values, values + 4), (std::vector<float>{8, 9, 10, 13}));
}

TEST(Dueling, IsIdentifiable)
{
    // Wang et al. 2016, section 3: a constant added to A must not change Q, and V is the mean of Q.
    const QArchitecture architecture = Make(true, false);
    const float outputs[] = {-2.0F, 1.0F, -5.0F, 0.5F, 4.0F};
    const float shifted[] = {-2.0F, 101.0F, 95.0F, 100.5F, 104.0F};
    float values[4];
    float shiftedValues[4];
    architecture.ToValues(outputs, 1, values);
    architecture.ToValues(shifted, 1, shiftedValues);
    for (int action = 0; action < 4; ++action)
    {
        EXPECT_NEAR(shiftedValues[action], values[action], 1e-4);
    }
    EXPECT_NEAR(std::accumulate(values, values + 4, 0.0F) / 4.0F, -2.0F, 1e-6);
}

TEST(Dueling, TheStreamsDoNotReadEachOther)
{
    const QArchitecture architecture = Make(true, false);
    const std::vector<float> parameters = architecture.Initial(RandomStream(1));
    QTrainer trainer(architecture, parameters, *Eigen());
    RandomStream random(2);
    std::vector<float> observations(3 * 5);
    for (int step = 0; step < 20; ++step)
    {
        for (float& value : observations)
        {
            value = static_cast<float>(random.Uniform(-1.0, 1.0));
        }
        const std::int64_t actions[] = {0, 1, 2, 3, 0};
        const float targets[] = {1.0F, 2.0F, -3.0F, 0.0F, 5.0F};
        TdBatch batch;
        batch.rows = 5;
        batch.actions = actions;
        batch.targets = targets;
        trainer.Differentiate(TdLoss::MSE, observations.data(), batch);
        trainer.ApplyGradient(0.01);
    }
    const std::vector<float>& trained = trainer.Parameters(Network::ONLINE);
    const float* last = trained.data() + (3 + 1) * 8 + (8 + 1) * 6; // (5 x 6)
    for (std::size_t row = 0; row < 5; ++row)
    {
        for (std::size_t unit = 0; unit < 6; ++unit)
        {
            const bool isOwn = (row == 0) == (unit < 3);
            EXPECT_EQ(last[row * 6 + unit] != 0.0F, isOwn) << row << " " << unit;
        }
    }
}

class ArchitectureParts : public testing::TestWithParam<bool>
{
};

TEST_P(ArchitectureParts, TheNetworkToActWithHasTheSameValues)
{
    const QArchitecture architecture = Make(GetParam(), false);
    const std::vector<float> parameters = architecture.Initial(RandomStream(4));
    const QTrainer trainer(architecture, parameters, *Eigen());
    Mlp acting({3, 8, 6, 4});
    architecture.CopyTo(parameters.data(), acting);
    RandomStream random(5);
    for (int i = 0; i < 50; ++i)
    {
        Observation observation(3);
        for (float& value : observation)
        {
            value = static_cast<float>(random.Uniform(-1.0, 1.0));
        }
        float values[4];
        trainer.Values(Network::ONLINE, observation.data(), 1, values);
        const float* copied = acting.Forward(observation);
        for (int action = 0; action < 4; ++action)
        {
            EXPECT_NEAR(copied[action], values[action], 1e-5);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Dueling, ArchitectureParts, testing::Bool());

TEST_P(ArchitectureParts, TheGradientOfANoisyNetworkIsTheDerivativeOfItsLoss)
{
    const QArchitecture architecture = Make(GetParam(), true);
    std::vector<float> parameters = architecture.Initial(RandomStream(4));
    ASSERT_EQ(parameters.size(), 2 * architecture.Weights());
    const float observations[] = {0.3F, -0.7F, 0.9F, -0.2F, 0.5F, 0.1F};
    const std::int64_t actions[] = {1, 3};
    const float targets[] = {0.7F, -0.4F};
    TdBatch batch;
    batch.rows = 2;
    batch.actions = actions;
    batch.targets = targets;
    // The same stream gives the same noise to every one.
    const auto loss = [&](const std::vector<float>& at, std::vector<float>* gradient) {
        QTrainer trainer(architecture, at, *Eigen());
        RandomStream noise(9);
        trainer.DrawNoise(Network::ONLINE, noise);
        const double result = trainer.Differentiate(TdLoss::MSE, observations, batch);
        if (gradient)
        {
            *gradient = trainer.Gradient();
        }
        return result;
    };
    std::vector<float> gradient;
    loss(parameters, &gradient);
    double largestOfScales = 0.0;
    for (std::size_t i = 0; i < parameters.size(); ++i)
    {
        if (parameters[i] == 0.0F)
        {
            EXPECT_EQ(gradient[i], 0.0F) << "across the streams";
            continue;
        }
        std::vector<float> moved = parameters;
        moved[i] += 1e-3F;
        const double above = loss(moved, nullptr);
        moved[i] = parameters[i] - 1e-3F;
        const double below = loss(moved, nullptr);
        // Losses of about 1 in float, 6e-8, over a step of 2e-3, and the bend of second order.
        EXPECT_NEAR(gradient[i], (above - below) / 2e-3, 2e-3 + 0.01 * std::abs(gradient[i])) << i;
        if (i >= architecture.Weights())
        {
            largestOfScales = std::max<double>(largestOfScales, std::abs(gradient[i]));
        }
    }
    EXPECT_GT(largestOfScales, 0.05) << "else the noise has no part in it";
}

TEST(Noisy, NoiseIsFactorisedOfUnitScaleAndSilentUntilDrawn)
{
    const QArchitecture architecture = Make(false, true);
    const std::vector<float> parameters = architecture.Initial(RandomStream(4));
    EXPECT_FLOAT_EQ(parameters[architecture.Weights()], 0.5F / std::sqrt(3.0F));
    QTrainer trainer(architecture, parameters, *Eigen());
    const std::vector<float> silent = trainer.Weights(Network::ONLINE);
    EXPECT_TRUE(std::equal(silent.begin(), silent.end(), parameters.begin()));
    RandomStream random(7);
    double squares = 0.0;
    constexpr int DRAWS = 2000;
    for (int draw = 0; draw < DRAWS; ++draw)
    {
        trainer.DrawNoise(Network::ONLINE, random);
        const std::vector<float>& weights = trainer.Weights(Network::ONLINE);
        const auto noise = [&](std::size_t i) {
            return (weights[i] - parameters[i]) / parameters[architecture.Weights() + i];
        };
        // Rank 1: e(0,0) e(1,1) = e(0,1) e(1,0) in the first layer, 3 inputs.
        ASSERT_NEAR(noise(0) * noise(4), noise(1) * noise(3), 1e-3);
        squares += static_cast<double>(noise(0)) * noise(0);
    }
    // E[f(x)^2] = E|x| = sqrt(2 / pi), so a product of two has variance 2 / pi. Its square has
    // variance 1 - (2 / pi)^2 = 0.6; 4 standard errors of 2000 draws.
    EXPECT_NEAR(squares / DRAWS, 2.0 / 3.14159265, 4.0 * std::sqrt(0.6 / DRAWS));
}

} // namespace

} // namespace edgeward
