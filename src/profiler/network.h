/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_NETWORK_H
#define EDGEWARD_PROFILER_NETWORK_H

#include "dnn/dnn-graph.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace edgeward
{

/** The layers of a graph, each of which can be executed. */
class Network
{
  public:
    virtual ~Network() = default;

    /** What one layer computes. @param inputs outputs of the layers that it reads, or the image */
    virtual at::Tensor Run(std::size_t layer, const std::vector<at::Tensor>& inputs) const = 0;

    /** Bytes of all weights as stored. */
    virtual double WeightBytes() const = 0;
};

/** Weights of one layer; undefined where the layer has none. */
struct LayerWeights
{
    at::Tensor weight;   ///< (out x in/groups x kernel x kernel), or (out x in) of a linear layer
    at::Tensor bias;     ///< (out)
    at::Tensor gamma;    ///< (out), scale of batch normalization
    at::Tensor beta;     ///< (out), offset of batch normalization
    at::Tensor mean;     ///< (out), running mean
    at::Tensor variance; ///< (out), running variance
};

/** A network in fp32 made of torch::nn modules. */
class FloatNetwork : public Network
{
  public:
    /** Weights of a layer; they share memory with the network's. */
    virtual LayerWeights Weights(std::size_t layer) const = 0;

    /** Run() without the activation at the end of the layer. */
    virtual at::Tensor RunLinearPart(std::size_t layer,
                                     const std::vector<at::Tensor>& inputs) const = 0;
};

/**
 * The graph in fp32, operators one by one: convolution, batch normalization and activation are
 * three. Weights are random and keep activations in range (He et al. 2015); the same for the same
 * seed. Time does not depend on their values.
 *
 * @throws ConfigError if a layer is known by its measured cost only
 */
std::unique_ptr<FloatNetwork> MakeFloatNetwork(const DnnGraph& graph, std::uint64_t seed);

/**
 * A network in int8: batch normalization folded into the convolution, ReLU and ReLU6 fused with
 * it, weights and activations per tensor, activation ranges those of the fp32 network on @p
 * calibration. Layers that read the image quantize it, exits give fp32; a layer without a quantized
 * kernel computes in fp32 between two conversions. Uses LibTorch's current quantization engine.
 */
std::unique_ptr<Network> MakeQuantizedNetwork(const DnnGraph& graph,
                                              std::unique_ptr<FloatNetwork> reference,
                                              const at::Tensor& calibration);

/** Images of standard normal pixels (batch x channels x height x width). */
at::Tensor MakeImages(std::int64_t batch, const FeatureShape& shape, std::uint64_t seed);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_NETWORK_H
