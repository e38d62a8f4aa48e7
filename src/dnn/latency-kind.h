/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_LATENCY_KIND_H
#define EDGEWARD_DNN_LATENCY_KIND_H

#include "dnn/dnn-layer.h"

#include <array>
#include <cstddef>

namespace edgeward
{

/** Layers that a device executes with the same kind of code, and so speeds up by the same factor.
 */
enum class LatencyKind : std::uint8_t
{
    DENSE_3X3, ///< 3x3 convolution of stride 1: libraries use Winograd's algorithm
    DENSE,     ///< any other convolution over all channels, or groups of them
    POINTWISE, ///< 1x1 convolution: a matrix product
    DEPTHWISE, ///< one channel at a time
    LINEAR,    ///< bound by reading weights
    MEMORY     ///< pools, sums, copies: bound by moving activations
};

constexpr std::size_t LATENCY_KINDS = 6;

/** A number for every kind. */
using PerLatencyKind = std::array<double, LATENCY_KINDS>;

/** Index of a kind into PerLatencyKind. */
constexpr std::size_t
Index(LatencyKind kind)
{
    return static_cast<std::size_t>(kind);
}

/** The kind of a layer; one that is known by its measured cost only counts as POINTWISE if it
 * multiplies, else as MEMORY. */
LatencyKind KindOf(const DnnLayer& layer);

/** "dense3x3", "dense", "pointwise", "depthwise", "linear", "memory". */
const char* ToString(LatencyKind kind);

/** What a layer has to do and to move. */
struct LayerWork
{
    double macs = 0.0;
    double inputBytes = 0.0;
    double outputBytes = 0.0;
    double weightBytes = 0.0;

    /** Everything that crosses the memory bus once (B). */
    double Bytes() const;
};

/** @param layer one whose shapes are unknown counts as reading as much as it writes */
LayerWork WorkOf(const DnnLayer& layer);

} // namespace edgeward

#endif // EDGEWARD_DNN_LATENCY_KIND_H
