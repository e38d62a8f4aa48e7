/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_MLP_H
#define EDGEWARD_RL_MLP_H

#include "rl/safetensors.h"
#include "rl/transition.h"

#include <cstddef>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * A fully connected network with ReLU between its layers and none behind the last, for acting
 * without LibTorch.
 *
 * Float32 and row-major (out x in) like torch::nn::Linear, so that weights are copied without
 * conversion. Forward() allocates nothing. One object serves one thread: the activations are
 * members.
 */
class Mlp
{
  public:
    /** All weights 0. @param sizes {inputs, hidden..., outputs}, at least two numbers, each > 0 */
    explicit Mlp(const std::vector<std::size_t>& sizes);

    /**
     * From tensors "layers.K.weight" (out x in) and "layers.K.bias" (out), K from 0.
     * @param tensors further names are an error
     * @param name    stands for the file in messages
     * @throws ConfigError if a tensor is missing, unknown, does not fit its neighbours or holds NaN
     * or infinity
     */
    static Mlp FromTensors(const TensorMap& tensors, const std::string& name);

    /** The inverse of FromTensors(). */
    TensorMap ToTensors() const;

    /** {inputs, hidden..., outputs} */
    const std::vector<std::size_t>& Sizes() const;

    std::size_t Inputs() const;
    std::size_t Outputs() const;

    /** Number of linear layers, hidden layers + 1. */
    std::size_t Layers() const;

    /** Weights of @p layer, row-major (Sizes()[layer + 1] x Sizes()[layer]); for copying from a
     * tensor. */
    std::vector<float>& Weight(std::size_t layer);

    /** Biases of @p layer, (Sizes()[layer + 1]). */
    std::vector<float>& Bias(std::size_t layer);

    /**
     * Q-values of one observation.
     * @param observation Inputs() numbers
     * @return Outputs() numbers, valid until the next call
     */
    const float* Forward(const float* observation);

    /** Like the other. @pre observation.size() == Inputs() */
    const float* Forward(const Observation& observation);

    /**
     * Q-values of many observations.
     * @param observations (count x Inputs())
     * @param count        rows
     * @param values       (count x Outputs()), overwritten
     */
    void ForwardBatch(const float* observations, std::size_t count, float* values) const;

  private:
    std::vector<std::size_t> m_sizes;
    std::vector<std::vector<float>> m_weights;
    std::vector<std::vector<float>> m_biases;
    std::vector<std::vector<float>> m_activations; ///< output of each layer of the last Forward()
};

/**
 * The allowed action with the largest value; the first one of equals.
 * @param values one number an action
 * @param mask   at least one action allowed
 */
std::int32_t BestAllowedAction(const float* values, const ActionMask& mask);

/** Like the other, for a mask of @p actions bytes that is one row of a batch. */
std::int32_t BestAllowedAction(const float* values, const std::uint8_t* mask, std::size_t actions);

} // namespace edgeward

#endif // EDGEWARD_RL_MLP_H
