/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn-graph.h"

#include "base/errors.h"
#include "base/plan.h"

#include <algorithm>

namespace edgeward
{

namespace
{

/** The layers of a profile as a chain. */
std::vector<DnnGraph::Layer>
Chain(const LayerProfile& profile)
{
    std::vector<DnnGraph::Layer> layers;
    for (const LayerCost& cost : profile.layers)
    {
        DnnGraph::Layer layer{cost.name, cost.op, cost.macs, cost.parameters, cost.outputBytes, {}};
        if (!layers.empty())
        {
            layer.inputs.push_back(static_cast<std::uint16_t>(layers.size() - 1));
        }
        layers.push_back(std::move(layer));
    }
    return layers;
}

} // namespace

DnnGraph::DnnGraph(const DnnVariant& variant)
    : DnnGraph({Layer{"network", "network", variant.macs, variant.parameters, 0, {}}},
               InputBytes(variant))
{
}

DnnGraph::DnnGraph(const DnnVariant& variant, const LayerProfile& profile)
    : DnnGraph(Chain(profile), InputBytes(variant))
{
}

DnnGraph::DnnGraph(std::vector<Layer> layers, std::uint64_t inputBytes)
    : m_layers(std::move(layers))
{
    if (m_layers.empty() || m_layers.size() >= LayerRange::ALL_LAYERS)
    {
        throw ConfigError("a network needs 1 to 65534 layers");
    }
    for (std::size_t k = 0; k < m_layers.size(); ++k)
    {
        for (const std::uint16_t input : m_layers[k].inputs)
        {
            if (input >= k)
            {
                throw ConfigError("layer '" + m_layers[k].name + "' reads layer " +
                                  std::to_string(input) + ", which is not before it");
            }
        }
    }
    ComputeCuts(inputBytes);
}

void
DnnGraph::ComputeCuts(std::uint64_t inputBytes)
{
    // The last reader of each output; the result is read behind the last layer, the input at least
    // by the first one.
    const std::size_t count = m_layers.size();
    std::vector<std::size_t> lastReader(count, 0);
    std::size_t lastReaderOfInput = 0;
    for (std::size_t k = 0; k < count; ++k)
    {
        for (const std::uint16_t input : m_layers[k].inputs)
        {
            lastReader[input] = k;
        }
        if (m_layers[k].inputs.empty())
        {
            lastReaderOfInput = k;
        }
    }
    lastReader[count - 1] = count;

    m_cutBytes.assign(count + 1, 0);
    for (std::size_t cut = 0; cut <= count; ++cut)
    {
        m_cutBytes[cut] = cut <= lastReaderOfInput ? inputBytes : 0;
        for (std::size_t k = 0; k < cut; ++k)
        {
            m_cutBytes[cut] += lastReader[k] >= cut ? m_layers[k].outputBytes : 0;
        }
    }
}

std::uint16_t
DnnGraph::LayerCount() const
{
    return static_cast<std::uint16_t>(m_layers.size());
}

const DnnGraph::Layer&
DnnGraph::GetLayer(std::uint16_t layer) const
{
    return m_layers.at(layer);
}

std::uint64_t
DnnGraph::CutBytes(std::uint16_t layer) const
{
    return m_cutBytes.at(layer);
}

std::uint64_t
DnnGraph::InputBytes(const DnnVariant& variant)
{
    return std::uint64_t{3} * variant.resolution * variant.resolution;
}

} // namespace edgeward
