/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

#include <array>

namespace edgeward
{

namespace
{

/** Ma et al. 2018, Table 5: channels of stages 2, 3 and 4. */
using Channels = std::array<std::uint32_t, 3>;

constexpr int REPEATS[] = {4, 8, 4};
constexpr std::uint32_t STEM_CHANNELS = 24;
constexpr std::uint32_t LAST_CHANNELS = 1024;

/** The branch that all blocks have. */
NetworkBuilder::Tensor
Branch(NetworkBuilder& net,
       const std::string& name,
       const NetworkBuilder::Tensor& in,
       std::uint32_t channels,
       std::uint32_t stride)
{
    auto x = net.Pointwise(name + ".branch2.0", in, channels);
    x = net.Depthwise(name + ".branch2.1", x, 3, stride, Activation::NONE);
    return net.Pointwise(name + ".branch2.2", x, channels);
}

/** Figure 3 (c): half of the channels pass untouched. */
NetworkBuilder::Tensor
BasicUnit(NetworkBuilder& net, const std::string& name, const NetworkBuilder::Tensor& in)
{
    const std::uint32_t half = in.shape.channels / 2;
    const auto kept = net.Slice(name + ".kept", in, 0, half);
    auto x = net.Slice(name + ".taken", in, half, half);
    x = Branch(net, name, x, half, 1);
    x = net.Concatenate(name + ".concat", {kept, x});
    return net.Shuffle(name + ".shuffle", x, 2);
}

/** Figure 3 (d): halves height and width; both branches see all channels. */
NetworkBuilder::Tensor
DownUnit(NetworkBuilder& net,
         const std::string& name,
         const NetworkBuilder::Tensor& in,
         std::uint32_t channels)
{
    auto left = net.Depthwise(name + ".branch1.0", in, 3, 2, Activation::NONE);
    left = net.Pointwise(name + ".branch1.1", left, channels / 2);
    const auto right = Branch(net, name, in, channels / 2, 2);
    const auto x = net.Concatenate(name + ".concat", {left, right});
    return net.Shuffle(name + ".shuffle", x, 2);
}

void
Describe(NetworkBuilder& net, const Channels& channels)
{
    auto x = net.Convolve("conv1", net.Input(), {STEM_CHANNELS, 3, 2});
    x = net.MaxPool("maxpool", x, {3, 2, 1});
    for (std::size_t stage = 0; stage < channels.size(); ++stage)
    {
        const std::string name = "stage" + std::to_string(stage + 2) + ".";
        x = DownUnit(net, name + "0", x, channels[stage]);
        for (int k = 1; k < REPEATS[stage]; ++k)
        {
            x = BasicUnit(net, name + std::to_string(k), x);
        }
    }
    x = net.Pointwise("conv5", x, LAST_CHANNELS);
    x = net.GlobalAveragePool("avgpool", x);
    net.Linear("fc", x, 1000);
}

ArchitectureEntry
ShuffleNetV2(const std::string& width, const Channels& channels)
{
    return ArchitectureEntry("shufflenet-v2-x" + width,
                             "Ma et al. 2018 (arXiv 1807.11164), Table 5, " + width + "x",
                             [=](NetworkBuilder& net, double) { Describe(net, channels); });
}

const ArchitectureEntry ENTRIES[] = {ShuffleNetV2("0.5", {48, 96, 192}),
                                     ShuffleNetV2("1.0", {116, 232, 464})};

} // namespace

} // namespace edgeward
