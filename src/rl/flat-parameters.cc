/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/flat-parameters.h"

#include "rl/mlp.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace edgeward
{

std::size_t
CountParameters(const std::vector<std::size_t>& sizes)
{
    std::size_t count = 0;
    for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer)
    {
        count += (sizes[layer] + 1) * sizes[layer + 1];
    }
    return count;
}

std::vector<float>
InitialParameters(const std::vector<std::size_t>& sizes, RandomStream random)
{
    std::vector<float> parameters;
    parameters.reserve(CountParameters(sizes));
    for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer)
    {
        const double bound = 1.0 / std::sqrt(static_cast<double>(sizes[layer]));
        const std::size_t count = (sizes[layer] + 1) * sizes[layer + 1];
        std::generate_n(std::back_inserter(parameters), count, [&random, bound] {
            return static_cast<float>(random.Uniform(-bound, bound));
        });
    }
    return parameters;
}

void
CopyParameters(const std::vector<float>& parameters, Mlp& network)
{
    auto next = parameters.begin();
    for (std::size_t layer = 0; layer < network.Layers(); ++layer)
    {
        for (std::vector<float>* part : {&network.Weight(layer), &network.Bias(layer)})
        {
            const auto end = next + static_cast<std::ptrdiff_t>(part->size());
            std::copy(next, end, part->begin());
            next = end;
        }
    }
}

} // namespace edgeward
