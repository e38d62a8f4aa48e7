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

/** A stage of Tan and Le 2019, Table 1 (EfficientNet-B0). */
struct Stage
{
    std::uint32_t expansion;
    std::uint32_t kernel;
    std::uint32_t channels;
    int repeats;
    std::uint32_t stride;
};

constexpr Stage STAGES[] = {{1, 3, 16, 1, 1},
                            {6, 3, 24, 2, 2},
                            {6, 5, 40, 2, 2},
                            {6, 3, 80, 3, 2},
                            {6, 5, 112, 3, 1},
                            {6, 5, 192, 4, 2},
                            {6, 3, 320, 1, 1}};

void
Describe(NetworkBuilder& net, double)
{
    auto x = net.Convolve("features.0", net.Input(), {32, 3, 2, -1, 1, true, Activation::SILU});
    int index = 1;
    for (const Stage& stage : STAGES)
    {
        const std::string name = "features." + std::to_string(index++) + ".";
        for (int k = 0; k < stage.repeats; ++k)
        {
            InvertedResidual block;
            block.expanded = x.shape.channels * stage.expansion;
            block.channels = stage.channels;
            block.kernel = stage.kernel;
            block.stride = k == 0 ? stage.stride : 1;
            block.activation = Activation::SILU;
            // A quarter of the block's input, not of what it is widened to.
            block.squeezed = std::max(1u, x.shape.channels / 4);
            block.squeezeActivation = Activation::SILU;
            x = AppendInvertedResidual(net, name + std::to_string(k), x, block);
        }
    }
    x = net.Pointwise("features.8", x, 1280, Activation::SILU);
    x = net.GlobalAveragePool("avgpool", x);
    net.Linear("classifier", x, 1000);
}

const ArchitectureEntry ENTRY("efficientnet-b0",
                              "Tan and Le 2019 (arXiv 1905.11946), Table 1",
                              Describe);

} // namespace

} // namespace edgeward
