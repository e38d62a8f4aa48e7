/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DNN_LAYER_H
#define EDGEWARD_DNN_DNN_LAYER_H

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** What a layer computes. Normalization and activation behind it are parts of it. */
enum class LayerKind : std::uint8_t
{
    CONVOLUTION,
    LINEAR,
    MAX_POOL,
    AVERAGE_POOL,        ///< over windows
    GLOBAL_AVERAGE_POOL, ///< over all positions
    ADD,                 ///< sum of its inputs
    MULTIPLY,            ///< first input times the second, one factor per channel
    CONCATENATE,         ///< along channels
    SLICE,               ///< a range of channels
    SHUFFLE,             ///< channels of groups interleaved (ShuffleNet)
    REORGANIZE,          ///< space to depth (YOLO)
    LOCAL_RESPONSE_NORM, ///< across channels (AlexNet)
    ACTIVATION,          ///< nothing but its activation
    OTHER                ///< known by its measured cost only
};

/** The non-linearity at the end of a layer. */
enum class Activation : std::uint8_t
{
    NONE,
    RELU,
    RELU6,
    LEAKY_RELU, ///< slope 0.1 below zero (YOLO)
    HARD_SWISH,
    HARD_SIGMOID,
    SIGMOID,
    SILU,
    TANH
};

/** One feature map: channels x height x width. Of a linear layer: features x 1 x 1. */
struct FeatureShape
{
    std::uint32_t channels = 0;
    std::uint32_t height = 1;
    std::uint32_t width = 1;

    std::uint64_t Elements() const;

    /** "64x56x56", or "1000" where height and width are 1. */
    std::string ToString() const;

    bool operator==(const FeatureShape& other) const;
};

/** The window of a convolution or a pool. */
struct LayerWindow
{
    std::uint32_t kernelHeight = 1;
    std::uint32_t kernelWidth = 1;
    std::uint32_t stride = 1;
    std::uint32_t padBegin = 0;      ///< rows above
    std::uint32_t padEnd = 0;        ///< rows below
    std::uint32_t padBeginWidth = 0; ///< columns left
    std::uint32_t padEndWidth = 0;   ///< columns right
    bool isCeilMode = false;         ///< the last window may end behind the border
    bool isPaddingCounted = false;   ///< of an average
};

/** One layer of a network. */
struct DnnLayer
{
    std::string name;
    LayerKind kind = LayerKind::OTHER;
    std::string op; ///< readable operator, e.g. "depthwise_conv2d"; see OperatorName
    double macs = 0.0;
    double parameters = 0.0;
    std::uint64_t outputBytes = 0;     ///< as executed: 4 bytes per element in fp32, 1 in int8
    std::vector<std::uint16_t> inputs; ///< earlier layers that it reads; none: the network's input
    std::vector<FeatureShape> inputShapes; ///< of what it reads, in the same order; empty: unknown
    FeatureShape output;                   ///< no channels: unknown
    LayerWindow window;
    std::uint32_t groups = 1;       ///< of a convolution or a shuffle
    std::uint32_t firstChannel = 0; ///< of a slice
    bool hasBias = false;
    bool hasNorm = false; ///< batch normalization behind it
    Activation activation = Activation::NONE;

    /** Elements that it reads; 0 if unknown. */
    std::uint64_t InputElements() const;

    /** Bytes per element of its output; 4 if unknown. */
    double ElementBytes() const;
};

/**
 * The operator as tables name it: "conv2d", "pointwise_conv2d", "depthwise_conv2d", "linear",
 * "max_pool", "avg_pool", "add", ...
 */
std::string OperatorName(const DnnLayer& layer);

/** The kind that has this OperatorName; OTHER if it is none of ours. */
LayerKind KindOfOperator(const std::string& op);

/** "relu", "hard_swish", ...; "" for none. */
std::string ToString(Activation activation);

} // namespace edgeward

#endif // EDGEWARD_DNN_DNN_LAYER_H
