/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_INVERTED_RESIDUAL_H
#define EDGEWARD_DNN_INVERTED_RESIDUAL_H

#include "dnn/network-builder.h"

#include <string>

namespace edgeward
{

/**
 * The block of MobileNetV2 and of the networks after it: a pointwise convolution widens, a
 * depthwise one filters, a pointwise one without activation narrows; where neither size nor
 * channels change, the input is added (Sandler et al. 2018, Table 1).
 */
struct InvertedResidual
{
    std::uint32_t expanded = 0; ///< channels in between; those of the input: it is not widened
    std::uint32_t channels = 0; ///< of the output
    std::uint32_t kernel = 3;
    std::uint32_t stride = 1;
    Activation activation = Activation::RELU6;

    /** Channels that squeeze and excitation squeezes to (Hu et al. 2018); 0: it has none. */
    std::uint32_t squeezed = 0;
    Activation squeezeActivation = Activation::RELU;
    Activation gate = Activation::SIGMOID; ///< of the factors of the channels
};

/** Append a block to @p net; its layers are called @p name + ".expand", ".depthwise", ... */
NetworkBuilder::Tensor AppendInvertedResidual(NetworkBuilder& net,
                                              const std::string& name,
                                              const NetworkBuilder::Tensor& in,
                                              const InvertedResidual& block);

} // namespace edgeward

#endif // EDGEWARD_DNN_INVERTED_RESIDUAL_H
