/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "profiler/network.h"
#include "profiler/plain-layer.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/randn.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/normalization.h>

#include <cmath>

namespace edgeward
{

namespace
{

namespace nn = torch::nn;

/** Variance of the weights x fan-in that keeps the variance of activations: He et al. 2015,
 * Eq. 10, and 1 without a rectifier. */
double
Gain(Activation activation)
{
    return activation == Activation::NONE || activation == Activation::SIGMOID ||
                   activation == Activation::TANH
               ? 1.0
               : 2.0;
}

/** One layer of a graph as torch::nn modules; those that it does not need are empty. */
class ModuleLayer : public nn::Module
{
  public:
    explicit ModuleLayer(const DnnLayer& layer)
        : m_layer(layer)
    {
        switch (layer.kind)
        {
        case LayerKind::CONVOLUTION:
            MakeConvolution();
            break;
        case LayerKind::LINEAR:
            m_linear = register_module(
                "linear",
                nn::Linear(nn::LinearOptions(static_cast<std::int64_t>(layer.InputElements()),
                                             layer.output.channels)
                               .bias(layer.hasBias)));
            break;
        case LayerKind::LOCAL_RESPONSE_NORM:
            m_responseNorm = register_module("norm", nn::LocalResponseNorm(layer.groups));
            break;
        case LayerKind::OTHER:
            throw ConfigError("layer '" + layer.name +
                              "' is known by its measured cost only and cannot be built");
        default:
            break;
        }
        eval();
    }

    /** Random weights of unit gain, no bias. */
    void
    Fill(const at::Generator& generator)
    {
        for (at::Tensor& parameter : parameters())
        {
            if (parameter.dim() > 1)
            {
                const double fanIn =
                    static_cast<double>(parameter.numel()) / static_cast<double>(parameter.size(0));
                parameter.normal_(0.0, std::sqrt(Gain(m_layer.activation) / fanIn), generator);
            }
        }
        if (m_linear && m_linear->bias.defined())
        {
            m_linear->bias.zero_();
        }
        if (m_convolution && m_convolution->bias.defined())
        {
            m_convolution->bias.zero_();
        }
    }

    at::Tensor
    Forward(const std::vector<at::Tensor>& inputs)
    {
        switch (m_layer.kind)
        {
        case LayerKind::CONVOLUTION:
            return Convolve(AsFeatureMap(inputs[0]));
        case LayerKind::LINEAR:
            return m_linear->forward(inputs[0].flatten(1));
        case LayerKind::LOCAL_RESPONSE_NORM:
            return m_responseNorm->forward(inputs[0]);
        case LayerKind::ADD:
            return inputs[0] + inputs[1];
        case LayerKind::MULTIPLY:
            return inputs[0] * AsFeatureMap(inputs[1]);
        case LayerKind::CONCATENATE:
            return at::cat(inputs, 1);
        case LayerKind::ACTIVATION:
            // What the activation overwrites may have other readers.
            return m_layer.activation == Activation::NONE ? inputs[0] : inputs[0].clone();
        default:
            return RunPlainLayer(m_layer, inputs[0]);
        }
    }

    LayerWeights
    Weights() const
    {
        LayerWeights weights;
        if (m_convolution)
        {
            weights.weight = m_convolution->weight;
            weights.bias = m_convolution->bias;
        }
        if (m_linear)
        {
            weights.weight = m_linear->weight;
            weights.bias = m_linear->bias;
        }
        if (m_norm)
        {
            weights.gamma = m_norm->weight;
            weights.beta = m_norm->bias;
            weights.mean = m_norm->running_mean;
            weights.variance = m_norm->running_var;
        }
        return weights;
    }

    Activation
    GetActivation() const
    {
        return m_layer.activation;
    }

  private:
    void
    MakeConvolution()
    {
        const LayerWindow& window = m_layer.window;
        const std::vector<std::int64_t> padding = OperatorPadding(window);
        m_convolution =
            register_module("convolution",
                            nn::Conv2d(nn::Conv2dOptions(m_layer.inputShapes.at(0).channels,
                                                         m_layer.output.channels,
                                                         {window.kernelHeight, window.kernelWidth})
                                           .stride(window.stride)
                                           .padding({padding[0], padding[1]})
                                           .groups(m_layer.groups)
                                           .bias(m_layer.hasBias)));
        if (m_layer.hasNorm)
        {
            m_norm = register_module("norm", nn::BatchNorm2d(m_layer.output.channels));
        }
    }

    at::Tensor
    Convolve(const at::Tensor& input)
    {
        const at::Tensor output = m_convolution->forward(PadUnequally(m_layer.window, input, 0.0));
        return m_norm ? m_norm->forward(output) : output;
    }

    DnnLayer m_layer;
    nn::Conv2d m_convolution{nullptr};
    nn::BatchNorm2d m_norm{nullptr};
    nn::Linear m_linear{nullptr};
    nn::LocalResponseNorm m_responseNorm{nullptr};
};

class ModuleNetwork : public FloatNetwork
{
  public:
    ModuleNetwork(const DnnGraph& graph, std::uint64_t seed)
    {
        const at::Generator generator = at::detail::createCPUGenerator(seed);
        for (std::uint16_t k = 0; k < graph.LayerCount(); ++k)
        {
            m_layers.push_back(std::make_shared<ModuleLayer>(graph.GetLayer(k)));
            m_layers.back()->Fill(generator);
        }
    }

    at::Tensor
    Run(std::size_t layer, const std::vector<at::Tensor>& inputs) const override
    {
        ModuleLayer& module = *m_layers.at(layer);
        return ActivateInPlace(module.GetActivation(), module.Forward(inputs));
    }

    at::Tensor
    RunLinearPart(std::size_t layer, const std::vector<at::Tensor>& inputs) const override
    {
        return m_layers.at(layer)->Forward(inputs);
    }

    LayerWeights
    Weights(std::size_t layer) const override
    {
        return m_layers.at(layer)->Weights();
    }

    double
    WeightBytes() const override
    {
        double bytes = 0.0;
        for (const auto& layer : m_layers)
        {
            const LayerWeights weights = layer->Weights();
            for (const at::Tensor& tensor : {weights.weight,
                                             weights.bias,
                                             weights.gamma,
                                             weights.beta,
                                             weights.mean,
                                             weights.variance})
            {
                bytes += tensor.defined() ? static_cast<double>(tensor.nbytes()) : 0.0;
            }
        }
        return bytes;
    }

  private:
    std::vector<std::shared_ptr<ModuleLayer>> m_layers;
};

} // namespace

std::unique_ptr<FloatNetwork>
MakeFloatNetwork(const DnnGraph& graph, std::uint64_t seed)
{
    return std::make_unique<ModuleNetwork>(graph, seed);
}

at::Tensor
MakeImages(std::int64_t batch, const FeatureShape& shape, std::uint64_t seed)
{
    return at::randn({batch, shape.channels, shape.height, shape.width},
                     at::detail::createCPUGenerator(seed),
                     at::TensorOptions());
}

} // namespace edgeward
