/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/network.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/quantize_per_tensor.h>

#include <algorithm>

namespace edgeward
{

namespace
{

constexpr double EPSILON = 1e-5;        // of batch normalization, as in the fp32 network
constexpr double WEIGHT_LEVELS = 127.0; // signed, symmetric
constexpr double LEVELS = 255.0;        // unsigned
constexpr double TINY = 1e-6;           // smallest range, for a tensor of zeros

/** Scale and zero point of an unsigned 8-bit tensor. */
struct Range
{
    double scale = 1.0;
    std::int64_t zeroPoint = 0;
};

/** The range that covers a tensor and zero. */
Range
RangeOf(const at::Tensor& tensor)
{
    const double low = std::min(tensor.min().item<double>(), 0.0);
    const double high = std::max(tensor.max().item<double>(), 0.0);
    Range range;
    range.scale = std::max(high - low, TINY) / LEVELS;
    range.zeroPoint = static_cast<std::int64_t>(-low / range.scale + 0.5);
    return range;
}

at::Tensor
QuantizeWeight(const at::Tensor& weight)
{
    const double scale = std::max(weight.abs().max().item<double>(), TINY) / WEIGHT_LEVELS;
    return at::quantize_per_tensor(weight, scale, 0, at::kQInt8);
}

/** An operator that has no C++ function, called through the dispatcher; the first call looks it up.
 */
class Operator
{
  public:
    Operator(const char* name, const char* overload)
        : m_handle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload))
    {
    }

    c10::IValue
    operator()(std::vector<c10::IValue> arguments) const
    {
        m_handle.callBoxed(&arguments);
        return arguments.back();
    }

  private:
    c10::OperatorHandle m_handle;
};

class QuantizedNetwork : public Network
{
  public:
    QuantizedNetwork(const std::vector<LayerDescription>& layers,
                     const std::vector<LayerWeights>& weights,
                     const at::Tensor& calibration)
        : m_layers(layers)
        , m_packed(layers.size())
        , m_inputRange(RangeOf(calibration))
    {
        const std::unique_ptr<Network> reference = MakeFloatNetwork(layers, weights);
        at::Tensor activation = calibration;
        for (std::size_t i = 0; i < layers.size(); ++i)
        {
            activation = reference->Run(i, activation);
            m_ranges.push_back(RangeOf(activation));
            m_packed[i] = Pack(layers[i], weights[i]);
        }
    }

    at::Tensor
    Run(std::size_t index, const at::Tensor& input) const override
    {
        const LayerDescription& layer = m_layers.at(index);
        const Range& range = m_ranges[index];
        if (layer.kind == LayerDescription::Kind::POOL)
        {
            return at::adaptive_avg_pool2d(input, {1, 1});
        }
        if (layer.kind == LayerDescription::Kind::LINEAR)
        {
            return m_linear({input.flatten(1), m_packed[index], range.scale, range.zeroPoint})
                .toTensor()
                .dequantize();
        }
        const at::Tensor quantized =
            index == 0 ? at::quantize_per_tensor(
                             input, m_inputRange.scale, m_inputRange.zeroPoint, at::kQUInt8)
                       : input;
        return m_convolution({quantized, m_packed[index], range.scale, range.zeroPoint}).toTensor();
    }

    std::size_t
    Size() const override
    {
        return m_layers.size();
    }

  private:
    /** Weights in the engine's own layout. */
    static c10::IValue
    Pack(const LayerDescription& layer, const LayerWeights& weights)
    {
        static const Operator PACK_CONVOLUTION("quantized::conv2d_prepack", "");
        static const Operator PACK_LINEAR("quantized::linear_prepack", "");
        if (layer.kind == LayerDescription::Kind::POOL)
        {
            return {};
        }
        if (layer.kind == LayerDescription::Kind::LINEAR)
        {
            return PACK_LINEAR({QuantizeWeight(weights.weight), weights.bias});
        }
        // w' = w gamma / sqrt(var + eps), b' = beta - mean gamma / sqrt(var + eps): Jacob et al.
        // 2018, Eq. 14
        const at::Tensor factor = weights.gamma / (weights.variance + EPSILON).sqrt();
        const at::Tensor folded = weights.weight * factor.reshape({-1, 1, 1, 1});
        const at::Tensor bias = weights.beta - weights.mean * factor;
        const std::int64_t padding = layer.kernel / 2;
        using List = c10::List<std::int64_t>;
        return PACK_CONVOLUTION({QuantizeWeight(folded),
                                 bias,
                                 List({layer.stride, layer.stride}),
                                 List({padding, padding}),
                                 List({1, 1}),
                                 layer.groups});
    }

    std::vector<LayerDescription> m_layers;
    std::vector<c10::IValue> m_packed;
    std::vector<Range> m_ranges; ///< of each layer's output
    Range m_inputRange;
    Operator m_convolution{"quantized::conv2d_relu", "new"};
    Operator m_linear{"quantized::linear", ""};
};

} // namespace

std::unique_ptr<Network>
MakeQuantizedNetwork(const std::vector<LayerDescription>& layers,
                     const std::vector<LayerWeights>& weights,
                     const at::Tensor& calibration)
{
    return std::make_unique<QuantizedNetwork>(layers, weights, calibration);
}

} // namespace edgeward
