/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

constexpr NetworkBuilder::Pool HALVING{2, 2, 0, true};

/** A convolution with bias; the rectifier behind the following pool may as well be in front. */
NetworkBuilder::Convolution
Plain(std::uint32_t channels, std::uint32_t kernel, int padding)
{
    return {channels, kernel, 1, padding, 1, false, Activation::RELU};
}

/**
 * The authors' networks/lenet_mnist.py. There the trunk repeats the first pool of the branch; here
 * both read one.
 */
void
Describe(NetworkBuilder& net, double)
{
    auto x = net.Convolve("conv1", net.Input(), Plain(5, 5, 3));
    x = net.MaxPool("pool1", x, HALVING);

    auto side = net.Convolve("exit1.conv", x, Plain(10, 3, 1));
    side = net.MaxPool("exit1.pool", side, HALVING);
    side = net.Linear("exit1.fc", side, 10);
    net.Exit("exit1", side);

    x = net.Convolve("conv2", x, Plain(10, 5, 3));
    x = net.MaxPool("pool2", x, HALVING);
    x = net.Convolve("conv3", x, Plain(20, 5, 3));
    x = net.MaxPool("pool3", x, HALVING);
    x = net.Linear("fc4", x, 84);
    net.Linear("fc5", x, 10);
}

const ArchitectureEntry ENTRY("b-lenet",
                              "Teerapittayanon et al. 2016 (BranchyNet, arXiv 1709.01686)",
                              Describe,
                              1);

} // namespace

} // namespace edgeward
