/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_NETWORK_BUILDER_H
#define EDGEWARD_DNN_NETWORK_BUILDER_H

#include "dnn/dnn-graph.h"

#include <string>
#include <vector>

namespace edgeward
{

/**
 * Writes a network down layer by layer, as its paper's table does, and computes shapes,
 * multiply-accumulates, parameters and bytes.
 *
 * Every call appends one layer, in order of execution, and gives a handle of its output for later
 * calls to read. Batch normalization and activation belong to the layer in front of them, because
 * every inference engine fuses them. Multiply-accumulates are counted for convolutions and linear
 * layers only, parameters with the two of each normalized channel, as published tables count.
 *
 * All throw ConfigError if shapes do not fit: the resolution is too small for the network.
 */
class NetworkBuilder
{
  public:
    /** The output of a layer, or the network's input. */
    struct Tensor
    {
        int layer = -1; ///< -1: the network's input
        FeatureShape shape;
    };

    /** A convolution with square kernel; unset padding keeps the size at stride 1. */
    struct Convolution
    {
        std::uint32_t channels = 0; ///< of the output
        std::uint32_t kernel = 3;
        std::uint32_t stride = 1;
        int padding = -1; ///< on each side; -1: kernel / 2
        std::uint32_t groups = 1;
        bool hasNorm = true; ///< else it has a bias
        Activation activation = Activation::RELU;
    };

    /** A pool with square window. */
    struct Pool
    {
        std::uint32_t kernel = 2;
        std::uint32_t stride = 2;
        std::uint32_t padding = 0; ///< on each side
        bool isCeilMode = false;
    };

    /**
     * @param input        shape of the network's input
     * @param elementBytes bytes per element of every layer's output: 4 in fp32, 1 in int8
     */
    NetworkBuilder(FeatureShape input, std::uint32_t elementBytes);

    Tensor Input() const;

    Tensor Convolve(const std::string& name, const Tensor& in, const Convolution& convolution);

    /** A convolution per channel, with normalization. */
    Tensor Depthwise(const std::string& name,
                     const Tensor& in,
                     std::uint32_t kernel,
                     std::uint32_t stride,
                     Activation activation = Activation::RELU);

    /** A 1 x 1 convolution with normalization. */
    Tensor Pointwise(const std::string& name,
                     const Tensor& in,
                     std::uint32_t channels,
                     Activation activation = Activation::RELU);

    /** A fully connected layer with bias; reads all elements of its input. */
    Tensor Linear(const std::string& name,
                  const Tensor& in,
                  std::uint32_t features,
                  Activation activation = Activation::NONE);

    Tensor MaxPool(const std::string& name, const Tensor& in, const Pool& pool);

    /** A max pool of stride 1 whose window hangs over the last row and column: same size (YOLO). */
    Tensor MaxPoolSame(const std::string& name, const Tensor& in, std::uint32_t kernel);

    Tensor AveragePool(const std::string& name, const Tensor& in, const Pool& pool);

    Tensor GlobalAveragePool(const std::string& name, const Tensor& in);

    /** Sum of equal shapes. */
    Tensor Add(const std::string& name,
               const Tensor& a,
               const Tensor& b,
               Activation activation = Activation::NONE);

    /** @p in times one factor per channel (squeeze and excitation). */
    Tensor Multiply(const std::string& name, const Tensor& in, const Tensor& factors);

    /** Channels of all of @p parts, of equal height and width, one after the other. */
    Tensor Concatenate(const std::string& name, const std::vector<Tensor>& parts);

    /** @p channels channels from @p first on. */
    Tensor Slice(const std::string& name,
                 const Tensor& in,
                 std::uint32_t first,
                 std::uint32_t channels);

    /** Channel c of group g becomes channel c * groups + g (Zhang et al. 2018, ShuffleNet). */
    Tensor Shuffle(const std::string& name, const Tensor& in, std::uint32_t groups);

    /** Blocks of 2 x 2 positions become channels (Redmon and Farhadi 2017, YOLOv2). */
    Tensor Reorganize(const std::string& name, const Tensor& in);

    /** Normalization across @p channels neighbouring channels (Krizhevsky et al. 2012, 3.3). */
    Tensor LocalResponseNorm(const std::string& name, const Tensor& in, std::uint32_t channels);

    Tensor Activate(const std::string& name, const Tensor& in, Activation activation);

    /** The inference may end with @p answer. The last layer is an exit by itself. */
    void Exit(const std::string& name, const Tensor& answer);

    /** The network so far; the last layer gives its result. */
    DnnGraph Build() const;

  private:
    DnnLayer MakeLayer(const std::string& name,
                       LayerKind kind,
                       const std::vector<Tensor>& in) const;
    Tensor Append(DnnLayer layer);

    FeatureShape m_input;
    std::uint32_t m_elementBytes;
    std::vector<DnnLayer> m_layers;
    std::vector<DnnGraph::Exit> m_exits;
};

} // namespace edgeward

#endif // EDGEWARD_DNN_NETWORK_BUILDER_H
