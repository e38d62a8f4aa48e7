/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/architecture.h"

namespace edgeward
{

namespace
{

/** An inception module: a row of Szegedy et al. 2015, Table 1. */
struct Inception
{
    const char* name;
    std::uint32_t narrow; ///< the 1 x 1 branch
    std::uint32_t reduce3;
    std::uint32_t wide3;
    std::uint32_t reduce5;
    std::uint32_t wide5;
    std::uint32_t pooled;
};

constexpr Inception STAGE3[] = {{"inception3a", 64, 96, 128, 16, 32, 32},
                                {"inception3b", 128, 128, 192, 32, 96, 64}};

constexpr Inception STAGE4[] = {{"inception4a", 192, 96, 208, 16, 48, 64},
                                {"inception4b", 160, 112, 224, 24, 64, 64},
                                {"inception4c", 128, 128, 256, 24, 64, 64},
                                {"inception4d", 112, 144, 288, 32, 64, 64},
                                {"inception4e", 256, 160, 320, 32, 128, 128}};

constexpr Inception STAGE5[] = {{"inception5a", 256, 160, 320, 32, 128, 128},
                                {"inception5b", 384, 192, 384, 48, 128, 128}};

constexpr NetworkBuilder::Pool HALVING{3, 2, 0, true};

NetworkBuilder::Tensor
Append(NetworkBuilder& net, const NetworkBuilder::Tensor& in, const Inception& module)
{
    const std::string name = module.name;
    const auto branch1 = net.Pointwise(name + ".branch1", in, module.narrow);
    auto branch2 = net.Pointwise(name + ".branch2.0", in, module.reduce3);
    branch2 = net.Convolve(name + ".branch2.1", branch2, {module.wide3, 3});
    auto branch3 = net.Pointwise(name + ".branch3.0", in, module.reduce5);
    // The paper has 5 x 5 here; the trained networks in use, torchvision's and TensorFlow's, 3 x 3.
    branch3 = net.Convolve(name + ".branch3.1", branch3, {module.wide5, 3});
    auto branch4 = net.MaxPool(name + ".branch4.0", in, {3, 1, 1, true});
    branch4 = net.Pointwise(name + ".branch4.1", branch4, module.pooled);
    return net.Concatenate(name + ".concat", {branch1, branch2, branch3, branch4});
}

void
Describe(NetworkBuilder& net, double)
{
    auto x = net.Convolve("conv1", net.Input(), {64, 7, 2});
    x = net.MaxPool("maxpool1", x, HALVING);
    x = net.Pointwise("conv2", x, 64);
    x = net.Convolve("conv3", x, {192, 3});
    x = net.MaxPool("maxpool2", x, HALVING);
    for (const Inception& module : STAGE3)
    {
        x = Append(net, x, module);
    }
    x = net.MaxPool("maxpool3", x, HALVING);
    for (const Inception& module : STAGE4)
    {
        x = Append(net, x, module);
    }
    x = net.MaxPool("maxpool4", x, {2, 2, 0, true});
    for (const Inception& module : STAGE5)
    {
        x = Append(net, x, module);
    }
    x = net.GlobalAveragePool("avgpool", x);
    net.Linear("fc", x, 1000);
}

const ArchitectureEntry ENTRY(
    "googlenet",
    "Szegedy et al. 2015 (arXiv 1409.4842), Table 1, normalized as in torchvision",
    Describe);

} // namespace

} // namespace edgeward
