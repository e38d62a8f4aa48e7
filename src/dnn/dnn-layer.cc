/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn-layer.h"

#include <map>

namespace edgeward
{

namespace
{

std::string
ConvolutionName(const DnnLayer& layer)
{
    if (layer.groups > 1 && layer.groups == layer.output.channels)
    {
        return "depthwise_conv2d";
    }
    if (layer.window.kernelHeight == 1 && layer.window.kernelWidth == 1)
    {
        return "pointwise_conv2d";
    }
    return layer.groups > 1 ? "grouped_conv2d" : "conv2d";
}

} // namespace

std::uint64_t
FeatureShape::Elements() const
{
    return std::uint64_t{channels} * height * width;
}

std::string
FeatureShape::ToString() const
{
    const std::string text = std::to_string(channels);
    if (height == 1 && width == 1)
    {
        return text;
    }
    return text + "x" + std::to_string(height) + "x" + std::to_string(width);
}

bool
FeatureShape::operator==(const FeatureShape& other) const
{
    return channels == other.channels && height == other.height && width == other.width;
}

std::uint64_t
DnnLayer::InputElements() const
{
    std::uint64_t elements = 0;
    for (const FeatureShape& shape : inputShapes)
    {
        elements += shape.Elements();
    }
    return elements;
}

double
DnnLayer::ElementBytes() const
{
    const std::uint64_t elements = output.Elements();
    return elements == 0 ? 4.0 : static_cast<double>(outputBytes) / static_cast<double>(elements);
}

std::string
OperatorName(const DnnLayer& layer)
{
    switch (layer.kind)
    {
    case LayerKind::CONVOLUTION:
        return ConvolutionName(layer);
    case LayerKind::LINEAR:
        return "linear";
    case LayerKind::MAX_POOL:
        return "max_pool";
    case LayerKind::AVERAGE_POOL:
    case LayerKind::GLOBAL_AVERAGE_POOL:
        return "avg_pool";
    case LayerKind::ADD:
        return "add";
    case LayerKind::MULTIPLY:
        return "multiply";
    case LayerKind::CONCATENATE:
        return "concatenate";
    case LayerKind::SLICE:
        return "slice";
    case LayerKind::SHUFFLE:
        return "channel_shuffle";
    case LayerKind::REORGANIZE:
        return "reorganize";
    case LayerKind::LOCAL_RESPONSE_NORM:
        return "local_response_norm";
    case LayerKind::ACTIVATION:
        return layer.activation == Activation::NONE ? "identity" : ToString(layer.activation);
    case LayerKind::OTHER:
        break;
    }
    return layer.op;
}

LayerKind
KindOfOperator(const std::string& op)
{
    static const std::map<std::string, LayerKind> KINDS{
        {"conv2d", LayerKind::CONVOLUTION},
        {"pointwise_conv2d", LayerKind::CONVOLUTION},
        {"depthwise_conv2d", LayerKind::CONVOLUTION},
        {"grouped_conv2d", LayerKind::CONVOLUTION},
        {"linear", LayerKind::LINEAR},
        {"max_pool", LayerKind::MAX_POOL},
        {"avg_pool", LayerKind::AVERAGE_POOL},
        {"add", LayerKind::ADD},
        {"multiply", LayerKind::MULTIPLY},
        {"concatenate", LayerKind::CONCATENATE},
        {"slice", LayerKind::SLICE},
        {"channel_shuffle", LayerKind::SHUFFLE},
        {"reorganize", LayerKind::REORGANIZE},
        {"local_response_norm", LayerKind::LOCAL_RESPONSE_NORM},
        {"identity", LayerKind::ACTIVATION},
        {"relu", LayerKind::ACTIVATION},
        {"relu6", LayerKind::ACTIVATION},
        {"leaky_relu", LayerKind::ACTIVATION},
        {"hard_swish", LayerKind::ACTIVATION},
        {"hard_sigmoid", LayerKind::ACTIVATION},
        {"sigmoid", LayerKind::ACTIVATION},
        {"silu", LayerKind::ACTIVATION},
        {"tanh", LayerKind::ACTIVATION}};
    const auto found = KINDS.find(op);
    return found == KINDS.end() ? LayerKind::OTHER : found->second;
}

std::string
ToString(Activation activation)
{
    switch (activation)
    {
    case Activation::NONE:
        break;
    case Activation::RELU:
        return "relu";
    case Activation::RELU6:
        return "relu6";
    case Activation::LEAKY_RELU:
        return "leaky_relu";
    case Activation::HARD_SWISH:
        return "hard_swish";
    case Activation::HARD_SIGMOID:
        return "hard_sigmoid";
    case Activation::SIGMOID:
        return "sigmoid";
    case Activation::SILU:
        return "silu";
    case Activation::TANH:
        return "tanh";
    }
    return "";
}

} // namespace edgeward
