/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

/**
 * LeCun et al. 1998, section II.B, as it is built today: every map of C3 reads all maps of S2, the
 * pools have no coefficients, and the output is linear.
 */
void
Describe(NetworkBuilder& net, double)
{
    const auto convolve = [&net](const std::string& name, const auto& in, std::uint32_t channels) {
        return net.Convolve(name, in, {channels, 5, 1, 0, 1, false, Activation::TANH});
    };
    auto x = convolve("c1", net.Input(), 6);
    x = net.AveragePool("s2", x, {2, 2});
    x = convolve("c3", x, 16);
    x = net.AveragePool("s4", x, {2, 2});
    x = net.Linear("c5", x, 120, Activation::TANH);
    x = net.Linear("f6", x, 84, Activation::TANH);
    net.Linear("output", x, 10);
}

const ArchitectureEntry ENTRY("lenet-5", "LeCun et al. 1998, Figure 2", Describe, 1);

} // namespace

} // namespace edgeward
