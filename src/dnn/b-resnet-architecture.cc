/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

/** Residual blocks of each stage of ResNet-110 (He et al. 2016, section 4.2: 6n + 2 layers). */
constexpr int STAGE_BLOCKS = 18;

NetworkBuilder::Tensor
Block(NetworkBuilder& net,
      const std::string& name,
      const NetworkBuilder::Tensor& in,
      std::uint32_t channels,
      std::uint32_t stride)
{
    auto x = net.Convolve(name + ".conv1", in, {channels, 3, stride});
    x = net.Convolve(name + ".conv2", x, {channels, 3, 1, -1, 1, true, Activation::NONE});
    auto shortcut = in;
    if (!(in.shape == x.shape))
    {
        // The authors fill the missing channels with zeros; He et al.'s option B, a projection,
        // needs a thousandth more operations.
        shortcut = net.Convolve(
            name + ".downsample", in, {channels, 1, stride, 0, 1, true, Activation::NONE});
    }
    return net.Add(name + ".add", x, shortcut, Activation::RELU);
}

NetworkBuilder::Tensor
Stage(NetworkBuilder& net,
      const std::string& name,
      NetworkBuilder::Tensor x,
      std::uint32_t channels,
      std::uint32_t firstStride)
{
    for (int k = 0; k < STAGE_BLOCKS; ++k)
    {
        x = Block(net, name + "." + std::to_string(k), x, channels, k == 0 ? firstStride : 1);
    }
    return x;
}

void
FirstExit(NetworkBuilder& net, const NetworkBuilder::Tensor& in)
{
    auto x = net.LocalResponseNorm("exit1.norm", in, 3);
    x = net.Convolve("exit1.conv1", x, {32, 3, 1, -1, 1, false});
    x = net.Convolve("exit1.conv2", x, {32, 3, 1, -1, 1, false});
    x = net.MaxPool("exit1.pool", x, {3, 2, 0, true});
    x = net.Linear("exit1.fc1", x, 3600);
    net.Exit("exit1", net.Linear("exit1.fc2", x, 10));
}

/** The authors' networks/resnet_cifar10.py. */
void
Describe(NetworkBuilder& net, double)
{
    auto x = net.Convolve("conv1", net.Input(), {16, 3, 1, 0});
    x = Block(net, "layer0", x, 16, 1);
    FirstExit(net, x);
    x = Stage(net, "layer1", x, 16, 1);
    net.Exit("exit2", net.Linear("exit2.fc", Block(net, "exit2.block", x, 16, 1), 10));
    x = Stage(net, "layer2", x, 32, 2);
    x = Stage(net, "layer3", x, 64, 2);
    x = net.AveragePool("avgpool", x, {6, 1});
    net.Linear("fc", x, 10);
}

const ArchitectureEntry ENTRY("b-resnet",
                              "Teerapittayanon et al. 2016 (BranchyNet, arXiv 1709.01686)",
                              Describe);

} // namespace

} // namespace edgeward
