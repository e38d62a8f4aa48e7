/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_NETWORK_H
#define EDGEWARD_PROFILER_NETWORK_H

#include "profiler/layer-description.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace edgeward
{

/** A network that can be executed layer by layer. Weights are random: time does not depend on their
 * values. */
class Network
{
  public:
    virtual ~Network() = default;

    /** What one layer computes. @param input output of the layer before, or the image. */
    virtual at::Tensor Run(std::size_t layer, const at::Tensor& input) const = 0;

    /** Number of layers. */
    virtual std::size_t Size() const = 0;
};

/** Weights of one layer; undefined where the layer has none. */
struct LayerWeights
{
    at::Tensor weight;   ///< (out x in/groups x kernel x kernel), or (out x in) of a linear layer
    at::Tensor bias;     ///< (out), of a linear layer
    at::Tensor gamma;    ///< (out), scale of batch normalization
    at::Tensor beta;     ///< (out), offset of batch normalization
    at::Tensor mean;     ///< (out), running mean
    at::Tensor variance; ///< (out), running variance
};

/** Random weights that keep activations in range (He et al. 2015); the same for the same seed. */
std::vector<LayerWeights> MakeWeights(const std::vector<LayerDescription>& layers,
                                      std::uint64_t seed);

/** An image of standard normal pixels (1 x 3 x resolution x resolution). */
at::Tensor MakeImage(std::int64_t resolution, std::uint64_t seed);

/** The network in fp32, operators one by one: convolution, batch normalization and ReLU are three.
 */
std::unique_ptr<Network> MakeFloatNetwork(const std::vector<LayerDescription>& layers,
                                          const std::vector<LayerWeights>& weights);

/**
 * The network in int8: batch normalization folded into the convolution, ReLU fused with it, weights
 * and activations per tensor, activation ranges those of the fp32 network on @p calibration. The
 * first layer quantizes the image, the last one gives fp32. Uses LibTorch's current quantization
 * engine.
 */
std::unique_ptr<Network> MakeQuantizedNetwork(const std::vector<LayerDescription>& layers,
                                              const std::vector<LayerWeights>& weights,
                                              const at::Tensor& calibration);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_NETWORK_H
