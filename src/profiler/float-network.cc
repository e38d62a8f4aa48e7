/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/network.h"

#include <ATen/ops/adaptive_avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/relu.h>

namespace edgeward
{

namespace
{

constexpr double EPSILON = 1e-5; // of batch normalization: LibTorch's default
constexpr double MOMENTUM = 0.1; // unused in inference, but an argument

class FloatNetwork : public Network
{
  public:
    FloatNetwork(std::vector<LayerDescription> layers, std::vector<LayerWeights> weights)
        : m_layers(std::move(layers))
        , m_weights(std::move(weights))
    {
    }

    at::Tensor
    Run(std::size_t index, const at::Tensor& input) const override
    {
        const LayerDescription& layer = m_layers.at(index);
        const LayerWeights& weights = m_weights.at(index);
        switch (layer.kind)
        {
        case LayerDescription::Kind::POOL:
            return at::adaptive_avg_pool2d(input, {1, 1});
        case LayerDescription::Kind::LINEAR:
            return at::linear(input.flatten(1), weights.weight, weights.bias);
        case LayerDescription::Kind::CONVOLUTION:
            break;
        }
        const std::int64_t padding = layer.kernel / 2;
        at::Tensor output = at::conv2d(input,
                                       weights.weight,
                                       {},
                                       {layer.stride, layer.stride},
                                       {padding, padding},
                                       {1, 1},
                                       layer.groups);
        output = at::batch_norm(output,
                                weights.gamma,
                                weights.beta,
                                weights.mean,
                                weights.variance,
                                false,
                                MOMENTUM,
                                EPSILON,
                                false);
        return at::relu_(output);
    }

    std::size_t
    Size() const override
    {
        return m_layers.size();
    }

  private:
    std::vector<LayerDescription> m_layers;
    std::vector<LayerWeights> m_weights;
};

} // namespace

std::unique_ptr<Network>
MakeFloatNetwork(const std::vector<LayerDescription>& layers,
                 const std::vector<LayerWeights>& weights)
{
    return std::make_unique<FloatNetwork>(layers, weights);
}

} // namespace edgeward
