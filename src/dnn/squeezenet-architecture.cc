/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

/** What differs between Iandola et al. 2016, Table 1 (1.0) and the authors' later 1.1. */
struct Version
{
    std::uint32_t stemChannels;
    std::uint32_t stemKernel;
    std::vector<int> poolBefore; ///< indices of fire modules, counted from 0
};

/** Channels of each fire module: squeezed, and of each of its two expansions. */
constexpr std::uint32_t FIRES[][2] = {
    {16, 64}, {16, 64}, {32, 128}, {32, 128}, {48, 192}, {48, 192}, {64, 256}, {64, 256}};

/** A convolution with bias, as the network has no normalization. */
NetworkBuilder::Convolution
Plain(std::uint32_t channels, std::uint32_t kernel, std::uint32_t stride = 1, int padding = -1)
{
    return {channels, kernel, stride, padding, 1, false, Activation::RELU};
}

NetworkBuilder::Tensor
Fire(NetworkBuilder& net,
     const std::string& name,
     const NetworkBuilder::Tensor& in,
     std::uint32_t squeezed,
     std::uint32_t expanded)
{
    const auto x = net.Convolve(name + ".squeeze", in, Plain(squeezed, 1));
    const auto narrow = net.Convolve(name + ".expand1x1", x, Plain(expanded, 1));
    const auto wide = net.Convolve(name + ".expand3x3", x, Plain(expanded, 3));
    return net.Concatenate(name + ".concat", {narrow, wide});
}

void
Describe(NetworkBuilder& net, const Version& version)
{
    int index = 0; // of torchvision's "features", which counts activations too
    const auto next = [&index] { return "features." + std::to_string(index++); };
    auto x =
        net.Convolve(next(), net.Input(), Plain(version.stemChannels, version.stemKernel, 2, 0));
    ++index;
    x = net.MaxPool(next(), x, {3, 2, 0, true});
    int fire = 0;
    for (const auto& [squeezed, expanded] : FIRES)
    {
        for (const int before : version.poolBefore)
        {
            x = before == fire ? net.MaxPool(next(), x, {3, 2, 0, true}) : x;
        }
        ++fire;
        x = Fire(net, next(), x, squeezed, expanded);
    }
    x = net.Convolve("classifier", x, Plain(1000, 1));
    net.GlobalAveragePool("avgpool", x);
}

ArchitectureEntry
SqueezeNet(const std::string& number, const std::string& paper, const Version& version)
{
    return ArchitectureEntry("squeezenet-" + number, paper, [=](NetworkBuilder& net, double) {
        Describe(net, version);
    });
}

const ArchitectureEntry ENTRIES[] = {
    SqueezeNet("1.0", "Iandola et al. 2016 (arXiv 1602.07360), Table 1", {96, 7, {3, 7}}),
    SqueezeNet("1.1",
               "Iandola et al. 2016 (arXiv 1602.07360), version 1.1 of its repository",
               {64, 3, {2, 4}})};

} // namespace

} // namespace edgeward
