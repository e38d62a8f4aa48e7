/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

constexpr NetworkBuilder::Pool HALVING{3, 2, 0, true};

/** A convolution with bias, as the network has no batch normalization. */
NetworkBuilder::Convolution
Plain(std::uint32_t channels, std::uint32_t kernel)
{
    return {channels, kernel, 1, -1, 1, false, Activation::RELU};
}

/** What stands behind the first convolutions: pool and normalization across three channels. */
NetworkBuilder::Tensor
PoolAndNormalize(NetworkBuilder& net, const std::string& number, const NetworkBuilder::Tensor& in)
{
    const auto x = net.MaxPool("pool" + number, in, HALVING);
    return net.LocalResponseNorm("norm" + number, x, 3);
}

/** The end of a branch. */
void
Leave(NetworkBuilder& net, const std::string& name, const NetworkBuilder::Tensor& in)
{
    const auto x = net.MaxPool(name + ".pool", in, HALVING);
    net.Exit(name, net.Linear(name + ".fc", x, 10));
}

/**
 * The authors' networks/alex_cifar10.py. There the trunk repeats the pool and normalization at the
 * beginning of the first branch; here both read the same ones.
 */
void
Describe(NetworkBuilder& net, double)
{
    auto x = net.Convolve("conv1", net.Input(), Plain(32, 5));
    x = PoolAndNormalize(net, "1", x);
    x = net.Convolve("conv2", x, Plain(64, 5));
    x = PoolAndNormalize(net, "2", x);

    auto side = net.Convolve("exit1.conv1", x, Plain(32, 3));
    side = net.Convolve("exit1.conv2", side, Plain(32, 3));
    Leave(net, "exit1", side);

    x = net.Convolve("conv3", x, Plain(96, 3));

    side = net.MaxPool("exit2.pool0", x, HALVING);
    side = net.LocalResponseNorm("exit2.norm0", side, 3);
    side = net.Convolve("exit2.conv1", side, Plain(32, 3));
    Leave(net, "exit2", side);

    x = net.Convolve("conv4", x, Plain(96, 3));
    x = net.Convolve("conv5", x, Plain(64, 3));
    x = net.MaxPool("pool5", x, HALVING);
    x = net.Linear("fc6", x, 256, Activation::RELU);
    x = net.Linear("fc7", x, 128, Activation::RELU);
    net.Linear("fc8", x, 10);
}

const ArchitectureEntry ENTRY("b-alexnet",
                              "Teerapittayanon et al. 2016 (BranchyNet, arXiv 1709.01686)",
                              Describe);

} // namespace

} // namespace edgeward
