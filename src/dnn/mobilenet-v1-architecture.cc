/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

#include <algorithm>

namespace edgeward
{

namespace
{

/** Howard et al. 2017, Table 1: stride and channels of each depthwise separable block. */
struct Block
{
    std::uint32_t stride;
    std::uint32_t channels;
};

constexpr Block BLOCKS[] = {{1, 64},
                            {2, 128},
                            {1, 128},
                            {2, 256},
                            {1, 256},
                            {2, 512},
                            {1, 512},
                            {1, 512},
                            {1, 512},
                            {1, 512},
                            {1, 512},
                            {2, 1024},
                            {1, 1024}};

void
Describe(NetworkBuilder& net, double width)
{
    // Channels are rounded down, at least 8, as the reference implementation does.
    const auto scaled = [width](std::uint32_t channels) {
        return std::max(static_cast<std::uint32_t>(channels * width), 8u);
    };
    auto x = net.Convolve("conv0", net.Input(), {scaled(32), 3, 2});
    int index = 1;
    for (const Block& block : BLOCKS)
    {
        const std::string name = "conv" + std::to_string(index++);
        x = net.Depthwise(name + "_dw", x, 3, block.stride);
        x = net.Pointwise(name + "_pw", x, scaled(block.channels));
    }
    x = net.GlobalAveragePool("pool", x);
    net.Linear("fc", x, 1000);
}

const ArchitectureEntry ENTRY(
    "mobilenet-v1", "Howard et al. 2017 (arXiv 1704.04861), Table 1", Describe, 3, true);

} // namespace

} // namespace edgeward
