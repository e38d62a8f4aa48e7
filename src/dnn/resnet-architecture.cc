/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

#include <array>

namespace edgeward
{

namespace
{

/** He et al. 2016, Table 1: residual blocks of each of the four stages. */
using Depths = std::array<int, 4>;

constexpr std::uint32_t STAGE_CHANNELS[] = {64, 128, 256, 512};

/** Of a bottleneck: its output has four times the channels of its 3 x 3 convolution. */
constexpr std::uint32_t EXPANSION = 4;

NetworkBuilder::Tensor
Shortcut(NetworkBuilder& net,
         const std::string& name,
         const NetworkBuilder::Tensor& in,
         const NetworkBuilder::Tensor& out)
{
    if (in.shape == out.shape)
    {
        return in;
    }
    const std::uint32_t stride = in.shape.height == out.shape.height ? 1 : 2;
    return net.Convolve(
        name + ".downsample", in, {out.shape.channels, 1, stride, 0, 1, true, Activation::NONE});
}

NetworkBuilder::Tensor
BasicBlock(NetworkBuilder& net,
           const std::string& name,
           const NetworkBuilder::Tensor& in,
           std::uint32_t channels,
           std::uint32_t stride)
{
    auto x = net.Convolve(name + ".conv1", in, {channels, 3, stride});
    x = net.Convolve(name + ".conv2", x, {channels, 3, 1, -1, 1, true, Activation::NONE});
    return net.Add(name + ".add", x, Shortcut(net, name, in, x), Activation::RELU);
}

/** The stride is that of the 3 x 3 convolution, as in torchvision ("ResNet v1.5"). */
NetworkBuilder::Tensor
Bottleneck(NetworkBuilder& net,
           const std::string& name,
           const NetworkBuilder::Tensor& in,
           std::uint32_t channels,
           std::uint32_t stride)
{
    auto x = net.Pointwise(name + ".conv1", in, channels);
    x = net.Convolve(name + ".conv2", x, {channels, 3, stride});
    x = net.Pointwise(name + ".conv3", x, channels * EXPANSION, Activation::NONE);
    return net.Add(name + ".add", x, Shortcut(net, name, in, x), Activation::RELU);
}

void
Describe(NetworkBuilder& net, const Depths& depths, decltype(BasicBlock)* block)
{
    auto x = net.Convolve("conv1", net.Input(), {64, 7, 2});
    x = net.MaxPool("maxpool", x, {3, 2, 1});
    for (std::size_t stage = 0; stage < depths.size(); ++stage)
    {
        const std::string name = "layer" + std::to_string(stage + 1) + ".";
        for (int k = 0; k < depths[stage]; ++k)
        {
            const std::uint32_t stride = stage > 0 && k == 0 ? 2 : 1;
            x = block(net, name + std::to_string(k), x, STAGE_CHANNELS[stage], stride);
        }
    }
    x = net.GlobalAveragePool("avgpool", x);
    net.Linear("fc", x, 1000);
}

ArchitectureEntry
ResNet(const std::string& layers, const Depths& depths, decltype(BasicBlock)* block)
{
    return ArchitectureEntry("resnet-" + layers,
                             "He et al. 2016 (arXiv 1512.03385), Table 1; strides of torchvision",
                             [=](NetworkBuilder& net, double) { Describe(net, depths, block); });
}

const ArchitectureEntry ENTRIES[] = {ResNet("18", {2, 2, 2, 2}, BasicBlock),
                                     ResNet("34", {3, 4, 6, 3}, BasicBlock),
                                     ResNet("50", {3, 4, 6, 3}, Bottleneck),
                                     ResNet("101", {3, 4, 23, 3}, Bottleneck)};

} // namespace

} // namespace edgeward
