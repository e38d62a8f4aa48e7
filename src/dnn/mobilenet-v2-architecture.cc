/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"
#include "dnn/inverted-residual.h"

#include <algorithm>

namespace edgeward
{

namespace
{

/** Sandler et al. 2018, Table 2: expansion t, channels c, repeats n, stride of the first s. */
struct Stage
{
    std::uint32_t expansion;
    std::uint32_t channels;
    int repeats;
    std::uint32_t stride;
};

constexpr Stage STAGES[] = {{1, 16, 1, 1},
                            {6, 24, 2, 2},
                            {6, 32, 3, 2},
                            {6, 64, 4, 2},
                            {6, 96, 3, 1},
                            {6, 160, 3, 2},
                            {6, 320, 1, 1}};

void
Describe(NetworkBuilder& net, double width)
{
    int index = 0;
    const auto next = [&index] { return "features." + std::to_string(index++); };
    auto x = net.Convolve(
        next(), net.Input(), {ScaleChannels(32, width), 3, 2, -1, 1, true, Activation::RELU6});
    for (const Stage& stage : STAGES)
    {
        for (int k = 0; k < stage.repeats; ++k)
        {
            InvertedResidual block;
            block.expanded = x.shape.channels * stage.expansion;
            block.channels = ScaleChannels(stage.channels, width);
            block.stride = k == 0 ? stage.stride : 1;
            x = AppendInvertedResidual(net, next(), x, block);
        }
    }
    // Section 4 of the paper: widths below one do not narrow the last convolution.
    x = net.Pointwise(next(), x, ScaleChannels(1280, std::max(1.0, width)), Activation::RELU6);
    x = net.GlobalAveragePool("avgpool", x);
    net.Linear("classifier", x, 1000);
}

const ArchitectureEntry ENTRY(
    "mobilenet-v2", "Sandler et al. 2018 (arXiv 1801.04381), Table 2", Describe, 3, true);

} // namespace

} // namespace edgeward
