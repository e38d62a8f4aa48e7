/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/mlp.h"

#include "base/errors.h"
#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

using namespace edgeward;

namespace
{

Mlp
RandomNetwork(const std::vector<std::size_t>& sizes, std::uint64_t seed)
{
    Mlp network(sizes);
    RandomStream random(seed);
    for (std::size_t layer = 0; layer < network.Layers(); ++layer)
    {
        for (float& weight : network.Weight(layer))
        {
            weight = static_cast<float>(random.Uniform(-0.5, 0.5));
        }
        for (float& bias : network.Bias(layer))
        {
            bias = static_cast<float>(random.Uniform(-0.5, 0.5));
        }
    }
    return network;
}

/** What a mistake in @p tensors is answered with. */
std::string
Complaint(const TensorMap& tensors)
{
    try
    {
        Mlp::FromTensors(tensors, "weights.safetensors");
    }
    catch (const ConfigError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(Mlp, ComputesByHandWhatTheDefinitionSays)
{
    Mlp network({2, 2, 1});
    network.Weight(0) = {1.0F, 2.0F, -3.0F, 4.0F}; // row-major (out x in)
    network.Bias(0) = {0.5F, -0.5F};
    network.Weight(1) = {10.0F, 100.0F};
    network.Bias(1) = {-1000.0F};
    // hidden = relu(1*1 + 2*1 + 0.5, -3*1 + 4*1 - 0.5) = (3.5, 0.5); out = 35 + 50 - 1000: no ReLU
    // behind the last layer.
    EXPECT_FLOAT_EQ(network.Forward(Observation{1.0F, 1.0F})[0], -915.0F);
    // hidden = relu(-1 + 0.5, 3 - 0.5) = (0, 2.5); out = 250 - 1000.
    EXPECT_FLOAT_EQ(network.Forward(Observation{-1.0F, 0.0F})[0], -750.0F);
}

TEST(Mlp, ABatchGivesWhatItsRowsGive)
{
    Mlp network = RandomNetwork({7, 16, 16, 5}, 1);
    RandomStream random(2);
    std::vector<float> observations(9 * 7);
    for (float& value : observations)
    {
        value = static_cast<float>(random.Normal());
    }
    std::vector<float> values(9 * 5);
    network.ForwardBatch(observations.data(), 9, values.data());
    for (std::size_t row = 0; row < 9; ++row)
    {
        const float* single = network.Forward(observations.data() + 7 * row);
        for (std::size_t action = 0; action < 5; ++action)
        {
            EXPECT_NEAR(values[5 * row + action], single[action], 1e-5);
        }
    }
}

TEST(Mlp, SurvivesTheTripThroughTensors)
{
    Mlp network = RandomNetwork({3, 8, 2}, 3);
    const TensorMap tensors = network.ToTensors();
    EXPECT_EQ(tensors.at("layers.0.weight").shape, (std::vector<std::int64_t>{8, 3}));
    EXPECT_EQ(tensors.at("layers.1.bias").shape, (std::vector<std::int64_t>{2}));
    Mlp copy = Mlp::FromTensors(tensors, "weights.safetensors");
    EXPECT_EQ(copy.Sizes(), network.Sizes());
    const Observation observation{0.1F, -0.2F, 0.3F};
    EXPECT_EQ(copy.Forward(observation)[0], network.Forward(observation)[0]);
    EXPECT_EQ(copy.Forward(observation)[1], network.Forward(observation)[1]);
}

TEST(Mlp, RefusesTensorsThatAreNoNetwork)
{
    const TensorMap good = RandomNetwork({3, 8, 2}, 3).ToTensors();
    TensorMap tensors = good;
    tensors.erase("layers.1.bias");
    EXPECT_NE(Complaint(tensors).find("weights.safetensors: has no tensor 'layers.1.bias'"),
              std::string::npos);
    EXPECT_NE(Complaint({}).find("'layers.0.weight'"), std::string::npos);
    tensors = good;
    tensors["extra"] = {};
    EXPECT_NE(Complaint(tensors).find("unknown tensor 'extra'"), std::string::npos);
    tensors = good;
    tensors["layers.1.weight"] = {{2, 7}, std::vector<float>(14)};
    EXPECT_NE(Complaint(tensors).find("layer 1 has a weight of shape (2 x 7)"), std::string::npos);
    tensors = good;
    tensors["layers.0.bias"].values[4] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_NE(Complaint(tensors).find("not finite"), std::string::npos);
}

TEST(Mlp, AnObservationOfAnotherLengthIsAProgrammingError)
{
    Mlp network({3, 2});
    EXPECT_THROW(network.Forward(Observation{1.0F}), std::logic_error);
}

TEST(BestAllowedAction, NeverTakesAForbiddenActionAndTheFirstOfEquals)
{
    const float values[] = {1.0F, 5.0F, 3.0F, 3.0F};
    EXPECT_EQ(BestAllowedAction(values, {1, 1, 1, 1}), 1);
    EXPECT_EQ(BestAllowedAction(values, {1, 0, 1, 1}), 2);
    EXPECT_EQ(BestAllowedAction(values, {0, 0, 0, 1}), 3);
    EXPECT_THROW(BestAllowedAction(values, {0, 0, 0, 0}), std::logic_error);
}
