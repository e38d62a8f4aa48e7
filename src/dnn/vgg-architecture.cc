/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

#include <array>

namespace edgeward
{

namespace
{

/** Simonyan and Zisserman 2015, Table 1: convolutions of each of the five stages. */
using Depths = std::array<int, 5>;

constexpr std::uint32_t STAGE_CHANNELS[] = {64, 128, 256, 512, 512};

void
Describe(NetworkBuilder& net, const Depths& depths)
{
    auto x = net.Input();
    for (std::size_t stage = 0; stage < depths.size(); ++stage)
    {
        const std::string number = std::to_string(stage + 1);
        for (int k = 1; k <= depths[stage]; ++k)
        {
            x = net.Convolve("conv" + number + "_" + std::to_string(k),
                             x,
                             {STAGE_CHANNELS[stage], 3, 1, -1, 1, false});
        }
        x = net.MaxPool("pool" + number, x, {2, 2});
    }
    x = net.Linear("fc6", x, 4096, Activation::RELU);
    x = net.Linear("fc7", x, 4096, Activation::RELU);
    net.Linear("fc8", x, 1000);
}

ArchitectureEntry
Vgg(const std::string& layers, const std::string& column, const Depths& depths)
{
    return ArchitectureEntry("vgg-" + layers,
                             "Simonyan and Zisserman 2015 (arXiv 1409.1556), Table 1, column " +
                                 column,
                             [=](NetworkBuilder& net, double) { Describe(net, depths); });
}

const ArchitectureEntry ENTRIES[] = {Vgg("11", "A", {1, 1, 2, 2, 2}),
                                     Vgg("16", "D", {2, 2, 3, 3, 3}),
                                     Vgg("19", "E", {2, 2, 4, 4, 4})};

} // namespace

} // namespace edgeward
