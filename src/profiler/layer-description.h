/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_PROFILER_LAYER_DESCRIPTION_H
#define EDGEWARD_PROFILER_LAYER_DESCRIPTION_H

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** One layer of a network that is a chain, as data: the same list builds the fp32 and the int8
 * network. */
struct LayerDescription
{
    enum class Kind : std::uint8_t
    {
        CONVOLUTION, ///< convolution, batch normalization, ReLU
        POOL,        ///< average over all positions
        LINEAR       ///< fully connected, with bias
    };

    std::string name;
    Kind kind = Kind::CONVOLUTION;
    std::int64_t inChannels = 0;
    std::int64_t outChannels = 0;
    std::int64_t kernel = 1; ///< height and width
    std::int64_t stride = 1;
    std::int64_t groups = 1;  ///< inChannels: depthwise
    std::int64_t inSize = 0;  ///< height and width of the input
    std::int64_t outSize = 0; ///< height and width of the output

    /** "conv2d", "depthwise_conv2d", "pointwise_conv2d", "avg_pool" or "linear". */
    std::string Op() const;

    /** Multiply-accumulates of one inference; normalization, activation and pooling are not
     * counted. */
    double Macs() const;

    /** Trainable parameters, the two per channel of batch normalization included. */
    double Parameters() const;
};

/**
 * MobileNetV1 (Howard et al. 2017, arXiv 1704.04861, Table 1).
 *
 * @param width      width multiplier > 0; channels are rounded down, at least 8, as the reference
 * implementation does
 * @param resolution height and width of the input, a multiple of 32
 */
std::vector<LayerDescription> DescribeMobileNetV1(double width, std::int64_t resolution);

} // namespace edgeward

#endif // EDGEWARD_PROFILER_LAYER_DESCRIPTION_H
