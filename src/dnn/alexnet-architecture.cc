/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

/** A convolution with bias, as the network has no batch normalization. */
NetworkBuilder::Convolution
Plain(std::uint32_t channels, std::uint32_t kernel, std::uint32_t stride, int padding)
{
    return {channels, kernel, stride, padding, 1, false, Activation::RELU};
}

/** The one-column AlexNet of Krizhevsky 2014, which is torchvision's. */
void
Describe(NetworkBuilder& net, double)
{
    auto x = net.Convolve("conv1", net.Input(), Plain(64, 11, 4, 2));
    x = net.MaxPool("pool1", x, {3, 2});
    x = net.Convolve("conv2", x, Plain(192, 5, 1, 2));
    x = net.MaxPool("pool2", x, {3, 2});
    x = net.Convolve("conv3", x, Plain(384, 3, 1, 1));
    x = net.Convolve("conv4", x, Plain(256, 3, 1, 1));
    x = net.Convolve("conv5", x, Plain(256, 3, 1, 1));
    x = net.MaxPool("pool5", x, {3, 2});
    x = net.Linear("fc6", x, 4096, Activation::RELU);
    x = net.Linear("fc7", x, 4096, Activation::RELU);
    net.Linear("fc8", x, 1000);
}

const ArchitectureEntry ENTRY("alexnet",
                              "Krizhevsky 2014 (arXiv 1404.5997), the one column of torchvision",
                              Describe);

} // namespace

} // namespace edgeward
