/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/mlp.h"

#include "base/errors.h"

#include <Eigen/Core>

#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

using RowMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

ConfigError
Damaged(const std::string& name, const std::string& problem)
{
    return ConfigError(
        {name},
        "",
        problem,
        "the checkpoint is damaged or not one of a fully connected network; train again");
}

std::string
ShapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "(";
    for (std::size_t k = 0; k < shape.size(); ++k)
    {
        text += (k > 0 ? " x " : "") + std::to_string(shape[k]);
    }
    return text + ")";
}

const Tensor&
FindTensor(const TensorMap& tensors, const std::string& key, const std::string& name)
{
    const auto found = tensors.find(key);
    if (found == tensors.end())
    {
        throw Damaged(name, "has no tensor '" + key + "'");
    }
    for (const float value : found->second.values)
    {
        if (!std::isfinite(value))
        {
            throw Damaged(name, "tensor '" + key + "' holds a number that is not finite");
        }
    }
    return found->second;
}

std::string
WeightKey(std::size_t layer)
{
    return "layers." + std::to_string(layer) + ".weight";
}

std::string
BiasKey(std::size_t layer)
{
    return "layers." + std::to_string(layer) + ".bias";
}

/** The layer sizes that the tensors' shapes imply, checked against each other. */
std::vector<std::size_t>
SizesOf(const TensorMap& tensors, const std::string& name)
{
    std::vector<std::size_t> sizes;
    for (std::size_t layer = 0; layer == 0 || tensors.count(WeightKey(layer)) > 0; ++layer)
    {
        const std::string weightKey = WeightKey(layer);
        const std::string biasKey = BiasKey(layer);
        const Tensor& weight = FindTensor(tensors, weightKey, name);
        const Tensor& bias = FindTensor(tensors, biasKey, name);
        if (weight.shape.size() != 2 || weight.shape[0] < 1 || weight.shape[1] < 1)
        {
            throw Damaged(name,
                          "tensor '" + WeightKey(layer) + "' has shape " + ShapeText(weight.shape) +
                              ", which is no matrix");
        }
        const auto outputs = static_cast<std::size_t>(weight.shape[0]);
        const auto inputs = static_cast<std::size_t>(weight.shape[1]);
        if (sizes.empty())
        {
            sizes.push_back(inputs);
        }
        if (sizes.back() != inputs || bias.shape != std::vector<std::int64_t>{weight.shape[0]})
        {
            throw Damaged(name,
                          "layer " + std::to_string(layer) + " has a weight of shape " +
                              ShapeText(weight.shape) + " and a bias of shape " +
                              ShapeText(bias.shape) + " behind " + std::to_string(sizes.back()) +
                              " inputs");
        }
        sizes.push_back(outputs);
    }
    return sizes;
}

} // namespace

Mlp::Mlp(const std::vector<std::size_t>& sizes)
    : m_sizes(sizes)
{
    if (sizes.size() < 2)
    {
        throw std::logic_error("Mlp: needs inputs and outputs");
    }
    for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer)
    {
        if (sizes[layer] == 0 || sizes[layer + 1] == 0)
        {
            throw std::logic_error("Mlp: a layer without units");
        }
        m_weights.emplace_back(sizes[layer] * sizes[layer + 1], 0.0F);
        m_biases.emplace_back(sizes[layer + 1], 0.0F);
        m_activations.emplace_back(sizes[layer + 1], 0.0F);
    }
}

Mlp
Mlp::FromTensors(const TensorMap& tensors, const std::string& name)
{
    Mlp network(SizesOf(tensors, name));
    for (std::size_t layer = 0; layer < network.Layers(); ++layer)
    {
        network.m_weights[layer] = tensors.at(WeightKey(layer)).values;
        network.m_biases[layer] = tensors.at(BiasKey(layer)).values;
    }
    const TensorMap known = network.ToTensors();
    for (const auto& entry : tensors)
    {
        if (known.count(entry.first) == 0)
        {
            throw Damaged(name, "holds an unknown tensor '" + entry.first + "'");
        }
    }
    return network;
}

TensorMap
Mlp::ToTensors() const
{
    TensorMap tensors;
    for (std::size_t layer = 0; layer < Layers(); ++layer)
    {
        const auto inputs = static_cast<std::int64_t>(m_sizes[layer]);
        const auto outputs = static_cast<std::int64_t>(m_sizes[layer + 1]);
        tensors[WeightKey(layer)] = Tensor{{outputs, inputs}, m_weights[layer]};
        tensors[BiasKey(layer)] = Tensor{{outputs}, m_biases[layer]};
    }
    return tensors;
}

const std::vector<std::size_t>&
Mlp::Sizes() const
{
    return m_sizes;
}

std::size_t
Mlp::Inputs() const
{
    return m_sizes.front();
}

std::size_t
Mlp::Outputs() const
{
    return m_sizes.back();
}

std::size_t
Mlp::Layers() const
{
    return m_weights.size();
}

std::vector<float>&
Mlp::Weight(std::size_t layer)
{
    return m_weights.at(layer);
}

std::vector<float>&
Mlp::Bias(std::size_t layer)
{
    return m_biases.at(layer);
}

const float*
Mlp::Forward(const float* observation)
{
    const float* input = observation;
    for (std::size_t layer = 0; layer < Layers(); ++layer)
    {
        const auto inputs = static_cast<Eigen::Index>(m_sizes[layer]);
        const auto outputs = static_cast<Eigen::Index>(m_sizes[layer + 1]);
        const Eigen::Map<const RowMatrix> weight(m_weights[layer].data(), outputs, inputs);
        const Eigen::Map<const Eigen::VectorXf> bias(m_biases[layer].data(), outputs);
        const Eigen::Map<const Eigen::VectorXf> in(input, inputs);
        Eigen::Map<Eigen::VectorXf> out(m_activations[layer].data(), outputs);
        out = bias;
        out.noalias() += weight * in;
        if (layer + 1 < Layers())
        {
            out = out.cwiseMax(0.0F);
        }
        input = m_activations[layer].data();
    }
    return input;
}

const float*
Mlp::Forward(const Observation& observation)
{
    if (observation.size() != Inputs())
    {
        throw std::logic_error("Mlp: observation of another length");
    }
    return Forward(observation.data());
}

void
Mlp::ForwardBatch(const float* observations, std::size_t count, float* values) const
{
    const auto rows = static_cast<Eigen::Index>(count);
    RowMatrix hidden =
        Eigen::Map<const RowMatrix>(observations, rows, static_cast<Eigen::Index>(Inputs()));
    for (std::size_t layer = 0; layer < Layers(); ++layer)
    {
        const auto inputs = static_cast<Eigen::Index>(m_sizes[layer]);
        const auto outputs = static_cast<Eigen::Index>(m_sizes[layer + 1]);
        const Eigen::Map<const RowMatrix> weight(m_weights[layer].data(), outputs, inputs);
        const Eigen::Map<const Eigen::RowVectorXf> bias(m_biases[layer].data(), outputs);
        RowMatrix out = hidden * weight.transpose();
        out.rowwise() += bias;
        hidden = layer + 1 < Layers() ? RowMatrix(out.cwiseMax(0.0F)) : out;
    }
    Eigen::Map<RowMatrix>(values, rows, static_cast<Eigen::Index>(Outputs())) = hidden;
}

std::int32_t
BestAllowedAction(const float* values, const ActionMask& mask)
{
    return BestAllowedAction(values, mask.data(), mask.size());
}

std::int32_t
BestAllowedAction(const float* values, const std::uint8_t* mask, std::size_t actions)
{
    std::int32_t best = -1;
    for (std::size_t action = 0; action < actions; ++action)
    {
        if (mask[action] != 0 && (best < 0 || values[action] > values[best]))
        {
            best = static_cast<std::int32_t>(action);
        }
    }
    if (best < 0)
    {
        throw std::logic_error("BestAllowedAction: the mask allows nothing");
    }
    return best;
}

} // namespace edgeward
