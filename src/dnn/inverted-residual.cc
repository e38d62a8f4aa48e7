/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/inverted-residual.h"

namespace edgeward
{

namespace
{

/** Hu et al. 2018, Figure 2: each channel is weighted by what all channels are on average. */
NetworkBuilder::Tensor
SqueezeAndExcite(NetworkBuilder& net,
                 const std::string& name,
                 const NetworkBuilder::Tensor& in,
                 const InvertedResidual& block)
{
    auto factors = net.GlobalAveragePool(name + ".pool", in);
    factors = net.Convolve(
        name + ".fc1", factors, {block.squeezed, 1, 1, 0, 1, false, block.squeezeActivation});
    factors =
        net.Convolve(name + ".fc2", factors, {in.shape.channels, 1, 1, 0, 1, false, block.gate});
    return net.Multiply(name + ".scale", in, factors);
}

} // namespace

NetworkBuilder::Tensor
AppendInvertedResidual(NetworkBuilder& net,
                       const std::string& name,
                       const NetworkBuilder::Tensor& in,
                       const InvertedResidual& block)
{
    auto x = in;
    if (block.expanded != in.shape.channels)
    {
        x = net.Pointwise(name + ".expand", x, block.expanded, block.activation);
    }
    x = net.Depthwise(name + ".depthwise", x, block.kernel, block.stride, block.activation);
    if (block.squeezed > 0)
    {
        x = SqueezeAndExcite(net, name + ".se", x, block);
    }
    x = net.Pointwise(name + ".project", x, block.channels, Activation::NONE);
    const bool isResidual = block.stride == 1 && block.channels == in.shape.channels;
    return isResidual ? net.Add(name + ".add", x, in) : x;
}

} // namespace edgeward
