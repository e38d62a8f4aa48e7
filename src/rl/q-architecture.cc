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

std::vector<std::size_t>
QArchitecture::BranchSizes() const
{
    return branches.empty() ? std::vector<std::size_t>{actions} : branches;
}

std::vector<QArchitecture::Stream>
QArchitecture::Streams() const
{
    std::vector<Stream> streams;
    if (isDueling)
    {
        streams.push_back({0, 1});
    }
    for (const std::size_t size : BranchSizes())
    {
        streams.push_back({0, size});
    }
    if (hidden.empty() || streams.size() < 2)
    {
        return {};
    }
    std::size_t begin = 0;
    for (std::size_t k = 0; k < streams.size(); ++k)
    {
        const std::size_t end = (k + 1) * hidden.back() / streams.size();
        streams[k].units = end - begin;
        begin = end;
    }
    return streams;
}

std::vector<float>
QArchitecture::Initial(RandomStream random) const
{
    const std::vector<std::size_t> sizes = Sizes();
    std::vector<float> parameters = InitialParameters(sizes, random);
    const std::vector<Stream> streams = Streams();
    if (!streams.empty())
    {
        // Each stream reads an equal part of the units, so its bound is wider.
        const std::size_t last = (hidden.back() + 1) * sizes.back();
        const double wider = std::sqrt(static_cast<double>(hidden.back()) /
                                       static_cast<double>(streams.back().units));
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
    const std::vector<std::size_t> sizes = BranchSizes();
    for (std::size_t row = 0; row < rows; ++row)
    {
        const float value = *outputs++;
        for (const std::size_t size : sizes)
        {
            const float mean =
                std::accumulate(outputs, outputs + size, 0.0F) / static_cast<float>(size);
            for (std::size_t k = 0; k < size; ++k)
            {
                *values++ = value + (*outputs++ - mean);
            }
        }
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
    const std::vector<std::size_t> sizes = BranchSizes();
    for (std::size_t row = 0; row < rows; ++row)
    {
        float& byValue = *outputGradient++;
        byValue = 0.0F;
        for (const std::size_t size : sizes)
        {
            const float sum = std::accumulate(valueGradient, valueGradient + size, 0.0F);
            byValue += sum;
            for (std::size_t k = 0; k < size; ++k)
            {
                *outputGradient++ = *valueGradient++ - sum / static_cast<float>(size);
            }
        }
    }
}

void
QArchitecture::CutStreams(float* weights) const
{
    const std::vector<Stream> streams = Streams();
    if (streams.empty())
    {
        return;
    }
    const std::size_t width = hidden.back();
    float* row = weights + Weights() - (width + 1) * Sizes().back();
    std::size_t unit = 0;
    for (const Stream& stream : streams)
    {
        for (std::size_t output = 0; output < stream.outputs; ++output)
        {
            std::fill(row, row + unit, 0.0F);
            std::fill(row + unit + stream.units, row + width, 0.0F);
            row += width;
        }
        unit += stream.units;
    }
}

void
QArchitecture::ScaleTrunk(float* weights) const
{
    if (branches.size() < 2 || hidden.size() < 2)
    {
        return;
    }
    const std::vector<std::size_t> sizes = Sizes();
    const std::vector<std::size_t> trunk(sizes.begin(), sizes.end() - 2);
    const float share = 1.0F / static_cast<float>(Streams().size());
    std::for_each(
        weights, weights + CountParameters(trunk), [share](float& value) { value *= share; });
}

void
QArchitecture::CopyTo(const float* weights, Mlp& network) const
{
    const std::size_t plain = network.Layers() - (isDueling ? 1 : 0);
    for (std::size_t layer = 0; layer < plain; ++layer)
    {
        std::vector<float>& weight = network.Weight(layer);
        std::vector<float>& bias = network.Bias(layer);
        std::copy_n(weights, weight.size(), weight.begin());
        std::copy_n(weights + weight.size(), bias.size(), bias.begin());
        weights += weight.size() + bias.size();
    }
    if (isDueling)
    {
        FoldLast(weights, network.Sizes()[plain], network);
    }
}

void
QArchitecture::FoldLast(const float* weights, std::size_t width, Mlp& network) const
{
    // Q is linear in V and A, so its last layer is that combination of theirs.
    const std::size_t layer = network.Layers() - 1;
    const float* biases = weights + width * (actions + 1);
    std::size_t first = 0;
    for (const std::size_t size : BranchSizes())
    {
        std::vector<double> mean(width + 1, 0.0);
        for (std::size_t action = first + 1; action <= first + size; ++action)
        {
            for (std::size_t unit = 0; unit < width; ++unit)
            {
                mean[unit] += weights[action * width + unit] / static_cast<double>(size);
            }
            mean[width] += biases[action] / static_cast<double>(size);
        }
        for (std::size_t action = first; action < first + size; ++action)
        {
            for (std::size_t unit = 0; unit < width; ++unit)
            {
                network.Weight(layer)[action * width + unit] = static_cast<float>(
                    weights[unit] + (weights[(action + 1) * width + unit] - mean[unit]));
            }
            network.Bias(layer)[action] =
                static_cast<float>(biases[0] + (biases[action + 1] - mean[width]));
        }
        first += size;
    }
}

} // namespace edgeward
