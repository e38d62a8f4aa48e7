/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "unit/rl/toy-problems.h"

#include "rl/flat-parameters.h"
#include "rl/mlp.h"
#include "rl/q-trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace edgeward
{

namespace
{

using Network = QTrainer::Network;

const std::vector<std::size_t> SIZES = {3, 8, 6, 4};

QArchitecture
OfSizes(const std::vector<std::size_t>& sizes)
{
    QArchitecture architecture;
    architecture.inputs = sizes.front();
    architecture.hidden.assign(sizes.begin() + 1, sizes.end() - 1);
    architecture.actions = sizes.back();
    return architecture;
}

const QArchitecture ARCHITECTURE = OfSizes(SIZES);

std::unique_ptr<NetworkBackEnd>
BackEnd()
{
    return Registry<NetworkBackEnd>::Create(Spec::Parse(test::BACK_END));
}

constexpr std::size_t ROWS = 6;

/** A small network and one batch; the targets are far enough for both branches of the Huber loss.
 */
class QTrainerTest : public testing::Test
{
  protected:
    QTrainerTest()
        : m_random(5)
        , m_trainer(ARCHITECTURE, ARCHITECTURE.Initial(RandomStream(3)), *BackEnd())
    {
        for (std::size_t i = 0; i < ROWS * SIZES.front(); ++i)
        {
            m_observations.push_back(static_cast<float>(m_random.Uniform(-1.0, 1.0)));
        }
    }

    double
    Differentiate(TdLoss loss)
    {
        TdBatch batch;
        batch.rows = ROWS;
        batch.actions = m_actions.data();
        batch.targets = m_targets.data();
        return m_trainer.Differentiate(loss, m_observations.data(), batch);
    }

    std::vector<float>
    Values(Network network)
    {
        std::vector<float> values(ROWS * SIZES.back());
        m_trainer.Values(network, m_observations.data(), ROWS, values.data());
        return values;
    }

    /** The definition, in double precision on the values the network gives. */
    double
    Loss(TdLoss loss)
    {
        const std::vector<float> values = Values(Network::ONLINE);
        double sum = 0.0;
        for (std::size_t row = 0; row < ROWS; ++row)
        {
            const auto action = static_cast<std::size_t>(m_actions[row]);
            const double error = std::abs(values[row * SIZES.back() + action] - m_targets[row]);
            const bool isLinear = loss == TdLoss::HUBER && error > 1.0;
            const double square = loss == TdLoss::HUBER ? error * error / 2.0 : error * error;
            sum += isLinear ? error - 0.5 : square;
        }
        return sum / ROWS;
    }

    RandomStream m_random;
    QTrainer m_trainer;
    std::vector<float> m_observations;
    std::vector<std::int64_t> m_actions = {0, 1, 2, 3, 0, 1};
    std::vector<float> m_targets = {0.2F, -0.5F, 3.0F, -4.0F, 0.7F, 1.9F};
};

class QTrainerLoss : public QTrainerTest, public testing::WithParamInterface<TdLoss>
{
};

TEST_P(QTrainerLoss, GradientIsTheDerivativeOfTheLoss)
{
    EXPECT_NEAR(Differentiate(GetParam()), Loss(GetParam()), 1e-6);
    const std::vector<float> gradient = m_trainer.Gradient();
    const std::vector<float> start = m_trainer.Parameters(Network::ONLINE);
    // Central differences: rounding of float values (6e-8 of a loss of about 2) over a step of 2e-3
    // leaves 1e-4.
    const float step = 1e-3F;
    double largest = 0.0;
    for (std::size_t i = 0; i < start.size(); ++i)
    {
        std::vector<float> moved = start;
        moved[i] = start[i] + step;
        m_trainer.SetParameters(Network::ONLINE, moved);
        const double above = Loss(GetParam());
        moved[i] = start[i] - step;
        m_trainer.SetParameters(Network::ONLINE, moved);
        const double below = Loss(GetParam());
        EXPECT_NEAR(gradient[i], (above - below) / (2.0 * step), 1e-3) << "parameter " << i;
        largest = std::max<double>(largest, std::abs(gradient[i]));
    }
    EXPECT_GT(largest, 0.1) << "a zero gradient would pass";
}

INSTANTIATE_TEST_SUITE_P(Losses,
                         QTrainerLoss,
                         testing::Values(TdLoss::HUBER, TdLoss::MSE),
                         [](const testing::TestParamInfo<TdLoss>& info) {
                             return std::string(info.param == TdLoss::HUBER ? "Huber" : "Mse");
                         });

TEST_F(QTrainerTest, GradientsOfTwoBatchesDoNotAddUp)
{
    Differentiate(TdLoss::MSE);
    const std::vector<float> once = m_trainer.Gradient();
    Differentiate(TdLoss::MSE);
    EXPECT_EQ(m_trainer.Gradient(), once);
}

TEST_F(QTrainerTest, ClippingShortensOnlyLongGradients)
{
    Differentiate(TdLoss::MSE);
    const std::vector<float> whole = m_trainer.Gradient();
    double square = 0.0;
    for (const float value : whole)
    {
        square += static_cast<double>(value) * value;
    }
    const double norm = std::sqrt(square);
    EXPECT_NEAR(m_trainer.ClipGradient(norm * 1.01), norm, 1e-5 * norm);
    EXPECT_EQ(m_trainer.Gradient(), whole);
    m_trainer.ClipGradient(norm / 4.0);
    for (std::size_t i = 0; i < whole.size(); ++i)
    {
        EXPECT_NEAR(m_trainer.Gradient()[i], whole[i] / 4.0, 1e-5);
    }
}

TEST_F(QTrainerTest, StepsAreAdams)
{
    // Kingma and Ba 2015, Algorithm 1, in double precision beside three steps of the optimizer.
    const double rate = 0.01;
    std::vector<float> start = m_trainer.Parameters(Network::ONLINE);
    std::vector<double> wanted(start.begin(), start.end());
    std::vector<double> first(start.size(), 0.0);
    std::vector<double> second(start.size(), 0.0);
    for (int step = 1; step <= 3; ++step)
    {
        Differentiate(TdLoss::HUBER);
        for (std::size_t i = 0; i < wanted.size(); ++i)
        {
            const double gradient = m_trainer.Gradient()[i];
            first[i] = 0.9 * first[i] + 0.1 * gradient;
            second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
            const double mean = first[i] / (1.0 - std::pow(0.9, step));
            const double spread = second[i] / (1.0 - std::pow(0.999, step));
            wanted[i] -= rate * mean / (std::sqrt(spread) + 1e-8);
        }
        m_trainer.ApplyGradient(rate);
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
    {
        EXPECT_NEAR(m_trainer.Parameters(Network::ONLINE)[i], wanted[i], 1e-5);
    }
    EXPECT_EQ(m_trainer.Optimizer().step, 3);
}

TEST_F(QTrainerTest, TheTargetFollowsTheOnlineNetworkAndNotTheReverse)
{
    const std::vector<float> start = m_trainer.Parameters(Network::TARGET);
    Differentiate(TdLoss::HUBER);
    m_trainer.ApplyGradient(0.01);
    const std::vector<float> online = m_trainer.Parameters(Network::ONLINE);
    ASSERT_NE(online, start);
    EXPECT_EQ(m_trainer.Parameters(Network::TARGET), start)
        << "training moves the online network only";

    m_trainer.UpdateTarget(0.25);
    EXPECT_EQ(m_trainer.Parameters(Network::ONLINE), online);
    for (std::size_t i = 0; i < start.size(); ++i)
    {
        EXPECT_NEAR(
            m_trainer.Parameters(Network::TARGET)[i], 0.25 * online[i] + 0.75 * start[i], 1e-6);
    }
    m_trainer.UpdateTarget(1.0);
    EXPECT_EQ(m_trainer.Parameters(Network::TARGET), online);
    EXPECT_EQ(m_trainer.Parameters(Network::ONLINE), online);
    EXPECT_EQ(Values(Network::TARGET), Values(Network::ONLINE));
}

TEST_F(QTrainerTest, TheEigenCopyAgreesWithLibTorch)
{
    for (const std::vector<std::size_t>& sizes :
         {std::vector<std::size_t>{32, 64, 64, 12}, {7, 256, 256, 24}, {5, 3}})
    {
        const std::vector<float> parameters = InitialParameters(sizes, RandomStream(11));
        const QTrainer trainer(OfSizes(sizes), parameters, *BackEnd());
        Mlp copy(sizes);
        CopyParameters(parameters, copy);
        for (int i = 0; i < 200; ++i)
        {
            Observation observation;
            for (std::size_t k = 0; k < sizes.front(); ++k)
            {
                observation.push_back(static_cast<float>(m_random.Uniform(-1.0, 1.0)));
            }
            std::vector<float> values(sizes.back());
            trainer.Values(Network::ONLINE, observation.data(), 1, values.data());
            const float* copied = copy.Forward(observation);
            for (std::size_t action = 0; action < values.size(); ++action)
            {
                ASSERT_NEAR(copied[action], values[action], 1e-5);
            }
        }
    }
}

TEST(FlatParameters, InitialOnesAreUniformWithinTheBoundOfTheirLayer)
{
    const std::vector<std::size_t> sizes = {16, 100, 4};
    const std::vector<float> parameters = InitialParameters(sizes, RandomStream(1));
    ASSERT_EQ(parameters.size(), CountParameters(sizes));
    ASSERT_EQ(parameters.size(), 17u * 100u + 101u * 4u);
    double square = 0.0;
    for (std::size_t i = 0; i < 1700; ++i)
    {
        EXPECT_LE(std::abs(parameters[i]), 0.25F); // 1 / sqrt(16)
        square += static_cast<double>(parameters[i]) * parameters[i];
    }
    // Variance of U(-b, b) is b^2 / 3; its estimate from n values has relative error sqrt(0.8 / n)
    // = 2.2%, 4 of them.
    EXPECT_NEAR(square / 1700.0, 0.0625 / 3.0, 0.0625 / 3.0 * 0.088);
    for (std::size_t i = 1700; i < parameters.size(); ++i)
    {
        EXPECT_LE(std::abs(parameters[i]), 0.1F); // 1 / sqrt(100)
    }
    EXPECT_EQ(InitialParameters(sizes, RandomStream(1)), parameters);
    EXPECT_NE(InitialParameters(sizes, RandomStream(2)), parameters);
}

} // namespace

} // namespace edgeward
