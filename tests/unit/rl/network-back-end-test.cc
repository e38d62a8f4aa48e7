/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "unit/rl/toy-problems.h"

#include "rl/flat-parameters.h"
#include "rl/trained-network.h"

#include <gtest/gtest.h>

namespace edgeward
{

namespace
{

const std::vector<std::size_t> SIZES = {3, 9, 7, 2};
constexpr std::size_t ROWS = 4;

/** A small network, and the loss that weighs its outputs. */
class NetworkBackEndTest : public testing::Test
{
  protected:
    NetworkBackEndTest()
        : m_network(SIZES,
                    InitialParameters(SIZES, RandomStream(3)),
                    *Registry<NetworkBackEnd>::Create(Spec::Parse(test::BACK_END)))
    {
        RandomStream random(5);
        for (std::size_t i = 0; i < ROWS * SIZES.front(); ++i)
        {
            m_inputs.push_back(static_cast<float>(random.Uniform(-1.0, 1.0)));
        }
    }

    double
    Loss()
    {
        const float* outputs = m_network.Forward(m_inputs.data(), ROWS);
        double sum = 0.0;
        for (std::size_t i = 0; i < m_weights.size(); ++i)
        {
            sum += static_cast<double>(m_weights[i]) * outputs[i];
        }
        return sum;
    }

    TrainedNetwork m_network;
    std::vector<float> m_inputs;
    std::vector<float> m_weights = {1.0F, -2.0F, 0.5F, 0.3F, -0.7F, 1.2F, 0.0F, 1.0F};
};

} // namespace

TEST_F(NetworkBackEndTest, TheGradientByTheInputsIsThatOfFiniteDifferences)
{
    Loss();
    std::vector<float> gradient(m_inputs.size());
    m_network.BackwardToInputs(m_weights.data(), gradient.data());
    constexpr float STEP = 1e-3F;
    for (std::size_t i = 0; i < m_inputs.size(); ++i)
    {
        const float was = m_inputs[i];
        m_inputs[i] = was + STEP;
        const double above = Loss();
        m_inputs[i] = was - STEP;
        const double below = Loss();
        m_inputs[i] = was;
        // Outputs are linear between kinks; float32 leaves about 1e-7 / STEP.
        EXPECT_NEAR(gradient[i], (above - below) / (2.0 * STEP), 1e-3) << "input " << i;
    }
}

TEST_F(NetworkBackEndTest, TheWayToTheInputsLeavesTheGradientOfTheParameters)
{
    Loss();
    m_network.Backward(m_weights.data());
    const std::vector<float> before = m_network.Gradient();
    std::vector<float> gradient(m_inputs.size());
    const std::vector<float> others(m_weights.size(), 3.0F);
    m_network.BackwardToInputs(others.data(), gradient.data());
    EXPECT_EQ(m_network.Gradient(), before);
}

} // namespace edgeward
