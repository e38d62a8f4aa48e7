/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "profiler/network.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace edgeward
{

std::vector<LayerWeights>
MakeWeights(const std::vector<LayerDescription>& layers, std::uint64_t seed)
{
    const at::Generator generator = at::detail::createCPUGenerator(seed);
    std::vector<LayerWeights> all;
    for (const LayerDescription& layer : layers)
    {
        LayerWeights weights;
        const std::int64_t inPerGroup = layer.inChannels / layer.groups;
        const double spread =
            std::sqrt(2.0 / static_cast<double>(inPerGroup * layer.kernel * layer.kernel));
        if (layer.kind == LayerDescription::Kind::CONVOLUTION)
        {
            weights.weight = at::randn({layer.outChannels, inPerGroup, layer.kernel, layer.kernel},
                                       generator,
                                       at::TensorOptions())
                                 .mul_(spread);
            weights.gamma = at::ones({layer.outChannels});
            weights.beta = at::zeros({layer.outChannels});
            weights.mean = at::zeros({layer.outChannels});
            weights.variance = at::ones({layer.outChannels});
        }
        else if (layer.kind == LayerDescription::Kind::LINEAR)
        {
            weights.weight =
                at::randn({layer.outChannels, layer.inChannels}, generator, at::TensorOptions())
                    .mul_(spread);
            weights.bias = at::zeros({layer.outChannels});
        }
        all.push_back(std::move(weights));
    }
    return all;
}

at::Tensor
MakeImage(std::int64_t resolution, std::uint64_t seed)
{
    return at::randn(
        {1, 3, resolution, resolution}, at::detail::createCPUGenerator(seed), at::TensorOptions());
}

} // namespace edgeward
