/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_FLAT_PARAMETERS_H
#define EDGEWARD_RL_FLAT_PARAMETERS_H

#include "base/random-stream.h"

#include <cstddef>
#include <vector>

namespace edgeward
{

class Mlp;

/*
 * The parameters of a multi-layer perceptron in one flat array, layer by layer: the weights of a
 * layer (outputs x inputs, row by row), then its biases. Layer sizes are {inputs, hidden...,
 * outputs}.
 */

/** Parameters of a network of these layer sizes. */
std::size_t CountParameters(const std::vector<std::size_t>& sizes);

/**
 * Fresh parameters, weights and biases of a layer from U(-1/sqrt(inputs), 1/sqrt(inputs)) like
 * torch::nn::Linear (LeCun et al. 1998), but from our own stream so that they do not depend on
 * LibTorch's version.
 */
std::vector<float> InitialParameters(const std::vector<std::size_t>& sizes, RandomStream random);

/** Copy @p parameters into @p network. @pre they fit */
void CopyParameters(const std::vector<float>& parameters, Mlp& network);

} // namespace edgeward

#endif // EDGEWARD_RL_FLAT_PARAMETERS_H
