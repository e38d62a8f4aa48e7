/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-kind.h"

namespace edgeward
{

namespace
{

LatencyKind
KindOfConvolution(const DnnLayer& layer)
{
    // A profile without shapes still names the operator.
    const std::string op = layer.output.channels == 0 ? layer.op : OperatorName(layer);
    if (op == "depthwise_conv2d")
    {
        return LatencyKind::DEPTHWISE;
    }
    if (op == "pointwise_conv2d")
    {
        return LatencyKind::POINTWISE;
    }
    const LayerWindow& window = layer.window;
    const bool isWinograd =
        window.kernelHeight == 3 && window.kernelWidth == 3 && window.stride == 1;
    return isWinograd && layer.groups == 1 ? LatencyKind::DENSE_3X3 : LatencyKind::DENSE;
}

} // namespace

LatencyKind
KindOf(const DnnLayer& layer)
{
    switch (layer.kind)
    {
    case LayerKind::CONVOLUTION:
        return KindOfConvolution(layer);
    case LayerKind::LINEAR:
        return LatencyKind::LINEAR;
    case LayerKind::OTHER:
        return layer.macs > 0.0 ? LatencyKind::POINTWISE : LatencyKind::MEMORY;
    default:
        return LatencyKind::MEMORY;
    }
}

const char*
ToString(LatencyKind kind)
{
    constexpr std::array<const char*, LATENCY_KINDS> NAMES{
        "dense3x3", "dense", "pointwise", "depthwise", "linear", "memory"};
    return NAMES[Index(kind)];
}

double
LayerWork::Bytes() const
{
    return inputBytes + outputBytes + weightBytes;
}

LayerWork
WorkOf(const DnnLayer& layer)
{
    LayerWork work;
    const double elementBytes = layer.ElementBytes();
    work.macs = layer.macs;
    work.outputBytes = static_cast<double>(layer.outputBytes);
    work.inputBytes = layer.inputShapes.empty()
                          ? work.outputBytes
                          : elementBytes * static_cast<double>(layer.InputElements());
    work.weightBytes = elementBytes * layer.parameters;
    return work;
}

} // namespace edgeward
