/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/plain-layer.h"

#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/hardsigmoid.h>
#include <ATen/ops/hardswish.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/relu6.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/tanh.h>

#include <limits>

namespace edgeward
{

namespace
{

using Sizes = std::vector<std::int64_t>;

constexpr double LEAKY_SLOPE = 0.1; // Redmon et al. 2016 (YOLO), Eq. 2

bool
IsPaddedEqually(const LayerWindow& window)
{
    return window.padBegin == window.padEnd && window.padBeginWidth == window.padEndWidth;
}

/** The lowest value that a tensor can hold. */
double
LowestOf(const at::Tensor& tensor)
{
    return tensor.is_quantized() ? -static_cast<double>(tensor.q_zero_point()) * tensor.q_scale()
                                 : -std::numeric_limits<double>::infinity();
}

at::Tensor
MaxPool(const LayerWindow& window, const at::Tensor& input)
{
    return at::max_pool2d(PadUnequally(window, input, LowestOf(input)),
                          {window.kernelHeight, window.kernelWidth},
                          {window.stride, window.stride},
                          OperatorPadding(window),
                          {1, 1},
                          window.isCeilMode);
}

at::Tensor
AveragePool(const LayerWindow& window, const at::Tensor& input)
{
    return at::avg_pool2d(PadUnequally(window, input, 0.0),
                          {window.kernelHeight, window.kernelWidth},
                          {window.stride, window.stride},
                          OperatorPadding(window),
                          window.isCeilMode,
                          window.isPaddingCounted);
}

/** Channel c of group g becomes channel c * groups + g. */
at::Tensor
Shuffle(std::int64_t groups, const at::Tensor& input)
{
    const Sizes sizes = input.sizes().vec();
    return input.contiguous()
        .view({sizes[0], groups, sizes[1] / groups, sizes[2], sizes[3]})
        .transpose(1, 2)
        .contiguous()
        .view(sizes);
}

/** Blocks of 2 x 2 positions become channels. */
at::Tensor
Reorganize(const at::Tensor& input)
{
    const Sizes sizes = input.sizes().vec();
    return input.contiguous()
        .view({sizes[0], sizes[1], sizes[2] / 2, 2, sizes[3] / 2, 2})
        .permute({0, 1, 3, 5, 2, 4})
        .contiguous()
        .view({sizes[0], 4 * sizes[1], sizes[2] / 2, sizes[3] / 2});
}

} // namespace

bool
IsPlain(LayerKind kind)
{
    switch (kind)
    {
    case LayerKind::MAX_POOL:
    case LayerKind::AVERAGE_POOL:
    case LayerKind::GLOBAL_AVERAGE_POOL:
    case LayerKind::SLICE:
    case LayerKind::SHUFFLE:
    case LayerKind::REORGANIZE:
        return true;
    default:
        return false;
    }
}

at::Tensor
RunPlainLayer(const DnnLayer& layer, const at::Tensor& input)
{
    switch (layer.kind)
    {
    case LayerKind::MAX_POOL:
        return MaxPool(layer.window, input);
    case LayerKind::AVERAGE_POOL:
        return AveragePool(layer.window, input);
    case LayerKind::GLOBAL_AVERAGE_POOL:
        return at::adaptive_avg_pool2d(input, {1, 1});
    case LayerKind::SLICE:
        return input.narrow(1, layer.firstChannel, layer.output.channels);
    case LayerKind::SHUFFLE:
        return Shuffle(layer.groups, input);
    case LayerKind::REORGANIZE:
        return Reorganize(input);
    default:
        return input;
    }
}

at::Tensor
PadUnequally(const LayerWindow& window, const at::Tensor& input, double value)
{
    if (IsPaddedEqually(window))
    {
        return input;
    }
    return at::constant_pad_nd(
        input, {window.padBeginWidth, window.padEndWidth, window.padBegin, window.padEnd}, value);
}

std::vector<std::int64_t>
OperatorPadding(const LayerWindow& window)
{
    return IsPaddedEqually(window) ? Sizes{window.padBegin, window.padBeginWidth} : Sizes{0, 0};
}

at::Tensor
ActivateInPlace(Activation activation, at::Tensor tensor)
{
    switch (activation)
    {
    case Activation::NONE:
        break;
    case Activation::RELU:
        return at::relu_(tensor);
    case Activation::RELU6:
        return at::relu6_(tensor);
    case Activation::LEAKY_RELU:
        return at::leaky_relu_(tensor, LEAKY_SLOPE);
    case Activation::HARD_SWISH:
        return at::hardswish_(tensor);
    case Activation::HARD_SIGMOID:
        return at::hardsigmoid_(tensor);
    case Activation::SIGMOID:
        return at::sigmoid_(tensor);
    case Activation::SILU:
        return at::silu_(tensor);
    case Activation::TANH:
        return at::tanh_(tensor);
    }
    return tensor;
}

at::Tensor
AsFeatureMap(const at::Tensor& tensor)
{
    return tensor.dim() == 2 ? tensor.reshape({tensor.size(0), tensor.size(1), 1, 1}) : tensor;
}

} // namespace edgeward
