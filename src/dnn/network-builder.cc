/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/network-builder.h"

#include "base/errors.h"

namespace edgeward
{

namespace
{

/** Positions of a window along one axis. @throws ConfigError if it never fits */
std::uint32_t
Positions(const DnnLayer& layer,
          std::uint32_t size,
          std::uint32_t kernel,
          std::uint32_t padBegin,
          std::uint32_t padEnd)
{
    const std::uint32_t padded = size + padBegin + padEnd;
    const std::uint32_t stride = layer.window.stride;
    if (padded < kernel || stride == 0)
    {
        throw ConfigError({},
                          "resolution",
                          "layer '" + layer.name + "' has a window of " + std::to_string(kernel) +
                              " on an input of " + std::to_string(size),
                          "choose a larger resolution");
    }
    std::uint32_t positions = (padded - kernel) / stride + 1;
    // A last, incomplete window counts if it begins inside the input or its first padding.
    if (layer.window.isCeilMode && (padded - kernel) % stride != 0 &&
        positions * stride < size + padBegin)
    {
        ++positions;
    }
    return positions;
}

/** Sets a layer's output by its window. */
void
Slide(DnnLayer& layer, std::uint32_t channels)
{
    const FeatureShape& in = layer.inputShapes.front();
    const LayerWindow& window = layer.window;
    layer.output.channels = channels;
    layer.output.height =
        Positions(layer, in.height, window.kernelHeight, window.padBegin, window.padEnd);
    layer.output.width =
        Positions(layer, in.width, window.kernelWidth, window.padBeginWidth, window.padEndWidth);
}

LayerWindow
Square(std::uint32_t kernel, std::uint32_t stride, std::uint32_t padding)
{
    LayerWindow window;
    window.kernelHeight = kernel;
    window.kernelWidth = kernel;
    window.stride = stride;
    window.padBegin = window.padEnd = window.padBeginWidth = window.padEndWidth = padding;
    return window;
}

void
Require(bool holds, const DnnLayer& layer, const std::string& problem)
{
    if (!holds)
    {
        throw ConfigError("layer '" + layer.name + "': " + problem);
    }
}

} // namespace

NetworkBuilder::NetworkBuilder(FeatureShape input, std::uint32_t elementBytes)
    : m_input(input)
    , m_elementBytes(elementBytes)
{
}

NetworkBuilder::Tensor
NetworkBuilder::Input() const
{
    return {-1, m_input};
}

DnnLayer
NetworkBuilder::MakeLayer(const std::string& name,
                          LayerKind kind,
                          const std::vector<Tensor>& in) const
{
    DnnLayer layer;
    layer.name = name;
    layer.kind = kind;
    for (const Tensor& tensor : in)
    {
        if (tensor.layer >= 0)
        {
            layer.inputs.push_back(static_cast<std::uint16_t>(tensor.layer));
        }
        layer.inputShapes.push_back(tensor.shape);
    }
    layer.output = layer.inputShapes.front();
    return layer;
}

NetworkBuilder::Tensor
NetworkBuilder::Append(DnnLayer layer)
{
    layer.op = OperatorName(layer);
    layer.outputBytes = layer.output.Elements() * m_elementBytes;
    const FeatureShape shape = layer.output;
    m_layers.push_back(std::move(layer));
    return {static_cast<int>(m_layers.size()) - 1, shape};
}

NetworkBuilder::Tensor
NetworkBuilder::Convolve(const std::string& name, const Tensor& in, const Convolution& convolution)
{
    DnnLayer layer = MakeLayer(name, LayerKind::CONVOLUTION, {in});
    const std::uint32_t padding = convolution.padding < 0
                                      ? convolution.kernel / 2
                                      : static_cast<std::uint32_t>(convolution.padding);
    layer.window = Square(convolution.kernel, convolution.stride, padding);
    layer.groups = convolution.groups;
    layer.hasNorm = convolution.hasNorm;
    layer.hasBias = !convolution.hasNorm;
    layer.activation = convolution.activation;
    Require(layer.groups > 0 && in.shape.channels % layer.groups == 0 &&
                convolution.channels % layer.groups == 0,
            layer,
            "channels do not divide into " + std::to_string(layer.groups) + " groups");
    Slide(layer, convolution.channels);
    const double weightsPerOutput = static_cast<double>(in.shape.channels) / layer.groups *
                                    convolution.kernel * convolution.kernel;
    layer.macs = weightsPerOutput * static_cast<double>(layer.output.Elements());
    layer.parameters =
        (weightsPerOutput + (convolution.hasNorm ? 2.0 : 1.0)) * convolution.channels;
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Depthwise(const std::string& name,
                          const Tensor& in,
                          std::uint32_t kernel,
                          std::uint32_t stride,
                          Activation activation)
{
    return Convolve(
        name, in, {in.shape.channels, kernel, stride, -1, in.shape.channels, true, activation});
}

NetworkBuilder::Tensor
NetworkBuilder::Pointwise(const std::string& name,
                          const Tensor& in,
                          std::uint32_t channels,
                          Activation activation)
{
    return Convolve(name, in, {channels, 1, 1, 0, 1, true, activation});
}

NetworkBuilder::Tensor
NetworkBuilder::Linear(const std::string& name,
                       const Tensor& in,
                       std::uint32_t features,
                       Activation activation)
{
    DnnLayer layer = MakeLayer(name, LayerKind::LINEAR, {in});
    layer.output = {features, 1, 1};
    layer.hasBias = true;
    layer.activation = activation;
    layer.macs = static_cast<double>(in.shape.Elements()) * features;
    layer.parameters = layer.macs + features;
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::MaxPool(const std::string& name, const Tensor& in, const Pool& pool)
{
    DnnLayer layer = MakeLayer(name, LayerKind::MAX_POOL, {in});
    layer.window = Square(pool.kernel, pool.stride, pool.padding);
    layer.window.isCeilMode = pool.isCeilMode;
    Slide(layer, in.shape.channels);
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::MaxPoolSame(const std::string& name, const Tensor& in, std::uint32_t kernel)
{
    DnnLayer layer = MakeLayer(name, LayerKind::MAX_POOL, {in});
    layer.window = Square(kernel, 1, 0);
    layer.window.padEnd = layer.window.padEndWidth = kernel - 1;
    Slide(layer, in.shape.channels);
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::AveragePool(const std::string& name, const Tensor& in, const Pool& pool)
{
    DnnLayer layer = MakeLayer(name, LayerKind::AVERAGE_POOL, {in});
    layer.window = Square(pool.kernel, pool.stride, pool.padding);
    layer.window.isCeilMode = pool.isCeilMode;
    Slide(layer, in.shape.channels);
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::GlobalAveragePool(const std::string& name, const Tensor& in)
{
    DnnLayer layer = MakeLayer(name, LayerKind::GLOBAL_AVERAGE_POOL, {in});
    layer.window.kernelHeight = in.shape.height;
    layer.window.kernelWidth = in.shape.width;
    layer.output = {in.shape.channels, 1, 1};
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Add(const std::string& name,
                    const Tensor& a,
                    const Tensor& b,
                    Activation activation)
{
    DnnLayer layer = MakeLayer(name, LayerKind::ADD, {a, b});
    Require(a.shape == b.shape,
            layer,
            "cannot add " + a.shape.ToString() + " and " + b.shape.ToString());
    layer.activation = activation;
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Multiply(const std::string& name, const Tensor& in, const Tensor& factors)
{
    DnnLayer layer = MakeLayer(name, LayerKind::MULTIPLY, {in, factors});
    Require(factors.shape == FeatureShape{in.shape.channels, 1, 1},
            layer,
            "needs one factor for each of " + std::to_string(in.shape.channels) + " channels");
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Concatenate(const std::string& name, const std::vector<Tensor>& parts)
{
    DnnLayer layer = MakeLayer(name, LayerKind::CONCATENATE, parts);
    layer.output.channels = 0;
    for (const Tensor& part : parts)
    {
        Require(part.shape.height == layer.output.height && part.shape.width == layer.output.width,
                layer,
                "cannot concatenate " + part.shape.ToString());
        layer.output.channels += part.shape.channels;
    }
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Slice(const std::string& name,
                      const Tensor& in,
                      std::uint32_t first,
                      std::uint32_t channels)
{
    DnnLayer layer = MakeLayer(name, LayerKind::SLICE, {in});
    Require(first + channels <= in.shape.channels, layer, "reaches behind the last channel");
    layer.firstChannel = first;
    layer.output.channels = channels;
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Shuffle(const std::string& name, const Tensor& in, std::uint32_t groups)
{
    DnnLayer layer = MakeLayer(name, LayerKind::SHUFFLE, {in});
    Require(groups > 0 && in.shape.channels % groups == 0,
            layer,
            "channels do not divide into " + std::to_string(groups) + " groups");
    layer.groups = groups;
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Reorganize(const std::string& name, const Tensor& in)
{
    DnnLayer layer = MakeLayer(name, LayerKind::REORGANIZE, {in});
    Require(in.shape.height % 2 == 0 && in.shape.width % 2 == 0, layer, "needs an even size");
    layer.output = {in.shape.channels * 4, in.shape.height / 2, in.shape.width / 2};
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::LocalResponseNorm(const std::string& name, const Tensor& in, std::uint32_t channels)
{
    DnnLayer layer = MakeLayer(name, LayerKind::LOCAL_RESPONSE_NORM, {in});
    layer.groups = channels;
    return Append(std::move(layer));
}

NetworkBuilder::Tensor
NetworkBuilder::Activate(const std::string& name, const Tensor& in, Activation activation)
{
    DnnLayer layer = MakeLayer(name, LayerKind::ACTIVATION, {in});
    layer.activation = activation;
    return Append(std::move(layer));
}

void
NetworkBuilder::Exit(const std::string& name, const Tensor& answer)
{
    m_exits.push_back({static_cast<std::uint16_t>(answer.layer), name});
}

DnnGraph
NetworkBuilder::Build() const
{
    // The input is an image of 8 bits per channel, whatever the precision of the network.
    return DnnGraph(m_layers, m_input.Elements(), m_exits);
}

} // namespace edgeward
