/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/graph-runner.h"
#include "profiler/network.h"
#include "profiler/plain-layer.h"
#include "profiler/torch-operator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/hardsigmoid.h>
#include <ATen/ops/quantize_per_tensor.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/relu6.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>

#include <algorithm>

namespace edgeward
{

namespace
{

constexpr double EPSILON = 1e-5;              // of batch normalization, as in the fp32 network
constexpr double WEIGHT_LEVELS = 127.0;       // signed, symmetric
constexpr double LEVELS = 255.0;              // unsigned
constexpr double TINY = 1e-6;                 // smallest range, for a tensor of zeros
constexpr double LEAKY_SLOPE = 0.1;           // as in the fp32 network
constexpr double SIGMOID_SCALE = 1.0 / 256.0; // its output lies in 0..1

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
Quantize(const at::Tensor& tensor, const Range& range)
{
    return at::quantize_per_tensor(tensor, range.scale, range.zeroPoint, at::kQUInt8);
}

at::Tensor
QuantizeWeight(const at::Tensor& weight)
{
    const double scale = std::max(weight.abs().max().item<double>(), TINY) / WEIGHT_LEVELS;
    return at::quantize_per_tensor(weight, scale, 0, at::kQInt8);
}

/** Whether the operator in front rectifies by itself. ReLU6 is a ReLU whose range ends at 6. */
bool
IsFused(const DnnLayer& layer)
{
    const bool canFuse = layer.kind == LayerKind::CONVOLUTION || layer.kind == LayerKind::LINEAR ||
                         layer.kind == LayerKind::ADD;
    return canFuse &&
           (layer.activation == Activation::RELU || layer.activation == Activation::RELU6);
}

/** One layer: how it executes, and the ranges of what it computes. */
struct QuantizedLayer
{
    DnnLayer layer;
    c10::IValue packed;       ///< weights in the engine's own layout
    Range linearPart;         ///< of the output in front of an activation that is not fused
    Range output;             ///< of the output
    std::vector<Range> reads; ///< of the inputs, for those that come in fp32
    bool isExit = false;      ///< gives fp32
};

/** LibTorch's quantized operators, looked up once. */
struct Operators
{
    TorchOperator convolution{"quantized::conv2d", "new"};
    TorchOperator convolutionRelu{"quantized::conv2d_relu", "new"};
    TorchOperator linear{"quantized::linear", ""};
    TorchOperator linearRelu{"quantized::linear_relu", ""};
    TorchOperator add{"quantized::add", ""};
    TorchOperator addRelu{"quantized::add_relu", ""};
    TorchOperator multiply{"quantized::mul", ""};
    TorchOperator concatenate{"quantized::cat", ""};
    TorchOperator hardSwish{"quantized::hardswish", ""};
    TorchOperator leakyRelu{"quantized::leaky_relu", ""};
    TorchOperator sigmoid{"quantized::sigmoid", ""};
    TorchOperator packConvolution{"quantized::conv2d_prepack", ""};
    TorchOperator packLinear{"quantized::linear_prepack", ""};
};

class QuantizedNetwork : public Network
{
  public:
    QuantizedNetwork(const DnnGraph& graph,
                     std::unique_ptr<FloatNetwork> reference,
                     const at::Tensor& calibration)
        : m_reference(std::move(reference))
    {
        for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
        {
            m_layers.push_back({});
            m_layers.back().layer = graph.GetLayer(k);
            Pack(m_layers.back(), m_reference->Weights(k));
        }
        for (const DnnGraph::Exit& exit : graph.Exits())
        {
            m_layers[exit.layer].isExit = true;
        }
        Calibrate(graph, calibration);
        if (std::none_of(m_layers.begin(), m_layers.end(), IsInFloat))
        {
            m_reference.reset();
        }
    }

    at::Tensor
    Run(std::size_t index, const std::vector<at::Tensor>& inputs) const override
    {
        const QuantizedLayer& layer = m_layers.at(index);
        const at::Tensor output = IsInFloat(layer) ? RunInFloat(index, inputs)
                                                   : RunQuantized(layer, Quantized(layer, inputs));
        return layer.isExit && output.is_quantized() ? output.dequantize() : output;
    }

    double
    WeightBytes() const override
    {
        return m_weightBytes;
    }

  private:
    /** Whether no quantized kernel exists. */
    static bool
    IsInFloat(const QuantizedLayer& layer)
    {
        return layer.layer.kind == LayerKind::LOCAL_RESPONSE_NORM;
    }

    /** What a layer reads, in int8. */
    static std::vector<at::Tensor>
    Quantized(const QuantizedLayer& layer, const std::vector<at::Tensor>& inputs)
    {
        std::vector<at::Tensor> quantized;
        for (std::size_t i = 0; i < inputs.size(); ++i)
        {
            quantized.push_back(inputs[i].is_quantized() ? inputs[i]
                                                         : Quantize(inputs[i], layer.reads.at(i)));
        }
        return quantized;
    }

    at::Tensor
    RunInFloat(std::size_t index, const std::vector<at::Tensor>& inputs) const
    {
        std::vector<at::Tensor> full;
        for (const at::Tensor& input : inputs)
        {
            full.push_back(input.is_quantized() ? input.dequantize() : input);
        }
        return Quantize(m_reference->Run(index, full), m_layers[index].output);
    }

    at::Tensor
    RunQuantized(const QuantizedLayer& layer, const std::vector<at::Tensor>& inputs) const
    {
        const bool isFused = IsFused(layer.layer);
        const bool isLast = isFused || layer.layer.activation == Activation::NONE;
        const at::Tensor output =
            RunLinearPart(layer, inputs, isLast ? layer.output : layer.linearPart);
        return isLast ? output : Activate(layer, output);
    }

    at::Tensor
    RunLinearPart(const QuantizedLayer& layer,
                  const std::vector<at::Tensor>& inputs,
                  const Range& range) const
    {
        const bool isFused = IsFused(layer.layer);
        const auto call = [&range](const TorchOperator& function, c10::IValue a, c10::IValue b) {
            return function({std::move(a), std::move(b), range.scale, range.zeroPoint}).toTensor();
        };
        switch (layer.layer.kind)
        {
        case LayerKind::CONVOLUTION:
            return call(isFused ? m_operators.convolutionRelu : m_operators.convolution,
                        PadUnequally(layer.layer.window, AsFeatureMap(inputs[0]), 0.0),
                        layer.packed);
        case LayerKind::LINEAR:
            return call(isFused ? m_operators.linearRelu : m_operators.linear,
                        inputs[0].flatten(1),
                        layer.packed);
        case LayerKind::ADD:
            return call(isFused ? m_operators.addRelu : m_operators.add, inputs[0], inputs[1]);
        case LayerKind::MULTIPLY:
            return call(m_operators.multiply, inputs[0], AsFeatureMap(inputs[1]));
        case LayerKind::CONCATENATE:
            return call(m_operators.concatenate, c10::List<at::Tensor>(inputs), 1);
        default:
            return RunPlainLayer(layer.layer, inputs[0]);
        }
    }

    /** Activations that no operator fuses. */
    at::Tensor
    Activate(const QuantizedLayer& layer, const at::Tensor& input) const
    {
        const Range& range = layer.output;
        switch (layer.layer.activation)
        {
        case Activation::NONE:
            break;
        case Activation::RELU:
            return at::relu(input);
        case Activation::RELU6:
            return at::relu6(input);
        case Activation::LEAKY_RELU:
            return m_operators.leakyRelu({input, LEAKY_SLOPE, false, range.scale, range.zeroPoint})
                .toTensor();
        case Activation::HARD_SWISH:
            return m_operators.hardSwish({input, range.scale, range.zeroPoint}).toTensor();
        case Activation::HARD_SIGMOID:
            return at::hardsigmoid(input);
        case Activation::SIGMOID:
            return m_operators.sigmoid({input, SIGMOID_SCALE, 0}).toTensor();
        case Activation::SILU: {
            const c10::IValue gate = m_operators.sigmoid({input, SIGMOID_SCALE, 0});
            return m_operators.multiply({input, gate, range.scale, range.zeroPoint}).toTensor();
        }
        case Activation::TANH:
            return at::tanh(input);
        }
        return input;
    }

    void
    Pack(QuantizedLayer& layer, const LayerWeights& weights)
    {
        if (!weights.weight.defined())
        {
            return;
        }
        at::Tensor weight = weights.weight;
        at::Tensor bias =
            weights.bias.defined() ? weights.bias : at::zeros({layer.layer.output.channels});
        if (weights.gamma.defined())
        {
            // w' = w gamma / sqrt(var + eps), b' = beta - mean gamma / sqrt(var + eps): Jacob et
            // al. 2018, Eq. 14
            const at::Tensor factor = weights.gamma / (weights.variance + EPSILON).sqrt();
            weight = weight * factor.reshape({-1, 1, 1, 1});
            bias = weights.beta + (bias - weights.mean) * factor;
        }
        m_weightBytes += static_cast<double>(weight.numel()) + static_cast<double>(bias.nbytes());
        if (layer.layer.kind == LayerKind::LINEAR)
        {
            layer.packed = m_operators.packLinear({QuantizeWeight(weight), bias});
            return;
        }
        using List = c10::List<std::int64_t>;
        const LayerWindow& window = layer.layer.window;
        const std::int64_t groups = layer.layer.groups;
        layer.packed = m_operators.packConvolution({QuantizeWeight(weight),
                                                    bias,
                                                    List({window.stride, window.stride}),
                                                    List(OperatorPadding(window)),
                                                    List({1, 1}),
                                                    groups});
    }

    /** Ranges of all outputs, as the fp32 network has them. */
    void
    Calibrate(const DnnGraph& graph, const at::Tensor& calibration)
    {
        const Range image = RangeOf(calibration);
        const auto calibrateLayer = [&](std::size_t index, const std::vector<at::Tensor>& inputs) {
            QuantizedLayer& layer = m_layers[index];
            for (const std::uint16_t input : layer.layer.inputs)
            {
                layer.reads.push_back(m_layers[input].output);
            }
            if (layer.layer.inputs.empty())
            {
                layer.reads.push_back(image);
            }
            at::Tensor output = m_reference->RunLinearPart(index, inputs);
            layer.linearPart = RangeOf(output);
            output = ActivateInPlace(layer.layer.activation, output);
            layer.output = RangeOf(output);
            return output;
        };
        RunGraph(graph, calibration, calibrateLayer);
    }

    Operators m_operators;
    std::unique_ptr<FloatNetwork> m_reference; ///< kept for layers without a quantized kernel
    std::vector<QuantizedLayer> m_layers;
    double m_weightBytes = 0.0;
};

} // namespace

std::unique_ptr<Network>
MakeQuantizedNetwork(const DnnGraph& graph,
                     std::unique_ptr<FloatNetwork> reference,
                     const at::Tensor& calibration)
{
    return std::make_unique<QuantizedNetwork>(graph, std::move(reference), calibration);
}

} // namespace edgeward
