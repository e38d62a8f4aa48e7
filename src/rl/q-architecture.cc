/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/q-architecture.h"

#include "rl/flat-parameters.h"
#include "rl/mlp.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace edgeward
{

std::vector<std::size_t>
QArchitecture::Sizes() const
{
    std::vector<std::size_t> sizes = {inputs};
    sizes.insert(sizes.end(), hidden.begin(), hidden.end());
    sizes.push_back(actions + (isDueling ? 1 : 0));
    return sizes;
}

std::size_t
QArchitecture::Weights() const
{
    return CountParameters(Sizes());
}

std::size_t
QArchitecture::Parameters() const
{
    return Weights() * (isNoisy ? 2 : 1);
}

std::size_t
QArchitecture::ValueUnits() const
{
    return isDueling && !hidden.empty() ? hidden.back() / 2 : 0;
}

std::vector<float>
QArchitecture::Initial(RandomStream random) const
{
    const std::vector<std::size_t> sizes = Sizes();
    std::vector<float> parameters = InitialParameters(sizes, random);
    const std::size_t units = ValueUnits();
    if (units > 0)
    {
        // Each stream reads about half of the units, so its bound is wider by sqrt(2).
        const std::size_t last = (hidden.back() + 1) * sizes.back();
        const double wider = std::sqrt(static_cast<double>(hidden.back()) /
                                       static_cast<double>(hidden.back() - units));
        std::for_each(parameters.end() - static_cast<std::ptrdiff_t>(last),
                      parameters.end(),
                      [wider](float& value) { value = static_cast<float>(value * wider); });
        CutStreams(parameters.data());
    }
    if (isNoisy)
    {
        for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer)
        {
            const double scale = noisySigma / std::sqrt(static_cast<double>(sizes[layer]));
            parameters.insert(
                parameters.end(), (sizes[layer] + 1) * sizes[layer + 1], static_cast<float>(scale));
        }
        CutStreams(parameters.data() + Weights());
    }
    return parameters;
}

void
QArchitecture::ToValues(const float* outputs, std::size_t rows, float* values) const
{
    if (!isDueling)
    {
        std::copy_n(outputs, rows * actions, values);
        return;
    }
    for (std::size_t row = 0; row < rows; ++row)
    {
        const float* advantages = outputs + 1;
        const float mean =
            std::accumulate(advantages, advantages + actions, 0.0F) / static_cast<float>(actions);
        for (std::size_t action = 0; action < actions; ++action)
        {
            values[action] = outputs[0] + (advantages[action] - mean);
        }
        outputs += actions + 1;
        values += actions;
    }
}

void
QArchitecture::ToOutputs(const float* valueGradient, std::size_t rows, float* outputGradient) const
{
    if (!isDueling)
    {
        std::copy_n(valueGradient, rows * actions, outputGradient);
        return;
    }
    for (std::size_t row = 0; row < rows; ++row)
    {
        const float sum = std::accumulate(valueGradient, valueGradient + actions, 0.0F);
        *outputGradient++ = sum;
        for (std::size_t action = 0; action < actions; ++action)
        {
            *outputGradient++ = valueGradient[action] - sum / static_cast<float>(actions);
        }
        valueGradient += actions;
    }
}

void
QArchitecture::CutStreams(float* weights) const
{
    const std::size_t units = ValueUnits();
    if (units == 0)
    {
        return;
    }
    const std::size_t width = hidden.back();
    float* row = weights + Weights() - (width + 1) * (actions + 1);
    std::fill(row + units, row + width, 0.0F);
    for (std::size_t action = 0; action < actions; ++action)
    {
        row += width;
        std::fill(row, row + units, 0.0F);
    }
}

void
QArchitecture::CopyTo(const float* weights, Mlp& network) const
{
    for (std::size_t layer = 0; layer < network.Layers(); ++layer)
    {
        const std::size_t width = network.Sizes()[layer];
        if (layer + 1 < network.Layers() || !isDueling)
        {
            std::vector<float>& weight = network.Weight(layer);
            std::vector<float>& bias = network.Bias(layer);
            std::copy_n(weights, weight.size(), weight.begin());
            std::copy_n(weights + weight.size(), bias.size(), bias.begin());
            weights += weight.size() + bias.size();
            continue;
        }
        // Q is linear in V and A, so its last layer is that combination of theirs.
        std::vector<double> mean(width + 1, 0.0);
        const float* biases = weights + width * (actions + 1);
        for (std::size_t action = 1; action <= actions; ++action)
        {
            for (std::size_t unit = 0; unit < width; ++unit)
            {
                mean[unit] += weights[action * width + unit] / static_cast<double>(actions);
            }
            mean[width] += biases[action] / static_cast<double>(actions);
        }
        for (std::size_t action = 0; action < actions; ++action)
        {
            for (std::size_t unit = 0; unit < width; ++unit)
            {
                network.Weight(layer)[action * width + unit] = static_cast<float>(
                    weights[unit] + (weights[(action + 1) * width + unit] - mean[unit]));
            }
            network.Bias(layer)[action] =
                static_cast<float>(biases[0] + (biases[action + 1] - mean[width]));
        }
    }
}

} // namespace edgeward
