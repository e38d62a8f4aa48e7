/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/dnn-graph.h"

#include "base/errors.h"

#include <algorithm>
#include <set>

namespace edgeward
{

namespace
{

/** The network as one layer. */
DnnLayer
OpaqueLayer(const DnnVariant& variant)
{
    DnnLayer layer;
    layer.name = "network";
    layer.op = "network";
    layer.macs = variant.macs;
    layer.parameters = variant.parameters;
    return layer;
}

/** The layers of a profile. If none says what it reads, each reads the one before it. */
std::vector<DnnLayer>
LayersOf(const LayerProfile& profile)
{
    const bool isChain = std::all_of(profile.layers.begin(),
                                     profile.layers.end(),
                                     [](const LayerCost& cost) { return cost.inputs.empty(); });
    std::vector<DnnLayer> layers;
    for (const LayerCost& cost : profile.layers)
    {
        DnnLayer layer;
        layer.name = cost.name;
        layer.kind = KindOfOperator(cost.op);
        layer.op = cost.op;
        layer.macs = cost.macs;
        layer.parameters = cost.parameters;
        layer.outputBytes = cost.outputBytes;
        layer.inputs = cost.inputs;
        layer.inputShapes = cost.inputShapes;
        layer.output = cost.output;
        if (isChain && !layers.empty())
        {
            layer.inputs.push_back(static_cast<std::uint16_t>(layers.size() - 1));
        }
        layers.push_back(std::move(layer));
    }
    return layers;
}

} // namespace

DnnGraph::DnnGraph(const DnnVariant& variant)
    : DnnGraph({OpaqueLayer(variant)}, InputBytes(variant))
{
}

DnnGraph::DnnGraph(const DnnVariant& variant, const LayerProfile& profile)
    : DnnGraph(LayersOf(profile), InputBytes(variant))
{
}

DnnGraph::DnnGraph(std::vector<Layer> layers, std::uint64_t inputBytes, std::vector<Exit> exits)
    : m_layers(std::move(layers))
    , m_exits(std::move(exits))
    , m_inputBytes(inputBytes)
{
    CheckLayers();
    CheckExits();
    m_exits.push_back({static_cast<std::uint16_t>(m_layers.size() - 1), "final"});
    FindLastReaders();
    for (std::uint16_t cut = 0; cut <= LayerCount(); ++cut)
    {
        m_cutBytes.push_back(SumCut(cut));
    }
}

void
DnnGraph::CheckLayers() const
{
    if (m_layers.empty() || m_layers.size() >= LayerRange::ALL_LAYERS)
    {
        throw ConfigError("a network needs 1 to 65534 layers");
    }
    std::set<std::string> names;
    for (std::size_t k = 0; k < m_layers.size(); ++k)
    {
        if (!names.insert(m_layers[k].name).second)
        {
            throw ConfigError("two layers are called '" + m_layers[k].name + "'");
        }
        for (const std::uint16_t input : m_layers[k].inputs)
        {
            if (input >= k)
            {
                throw ConfigError("layer '" + m_layers[k].name + "' reads layer " +
                                  std::to_string(input) + ", which is not before it");
            }
        }
    }
}

void
DnnGraph::CheckExits() const
{
    std::size_t first = 0;
    for (const Exit& exit : m_exits)
    {
        if (exit.layer < first || exit.layer + std::size_t{1} >= m_layers.size())
        {
            throw ConfigError("exit '" + exit.name + "' at layer " + std::to_string(exit.layer) +
                              " is out of order or no layer before the last");
        }
        first = exit.layer + std::size_t{1};
    }
}

void
DnnGraph::FindLastReaders()
{
    // The result is read behind the last layer, the input at least by the first one.
    const std::size_t count = m_layers.size();
    m_lastReader.resize(count);
    for (std::size_t k = 0; k < count; ++k)
    {
        m_lastReader[k] = k;
        for (const std::uint16_t input : m_layers[k].inputs)
        {
            m_lastReader[input] = k;
        }
        if (m_layers[k].inputs.empty())
        {
            m_lastReaderOfInput = k;
        }
    }
    m_lastReader[count - 1] = count;
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

const std::vector<DnnGraph::Exit>&
DnnGraph::Exits() const
{
    return m_exits;
}

std::vector<std::uint16_t>
DnnGraph::LayersOfExit(std::size_t exit) const
{
    const std::uint16_t last = m_exits.at(exit).layer;
    std::vector<bool> isNeeded(last + std::size_t{1}, false);
    isNeeded[last] = true;
    std::vector<std::uint16_t> layers;
    for (std::size_t k = last + std::size_t{1}; k-- > 0;)
    {
        if (isNeeded[k])
        {
            layers.insert(layers.begin(), static_cast<std::uint16_t>(k));
            for (const std::uint16_t input : m_layers[k].inputs)
            {
                isNeeded[input] = true;
            }
        }
    }
    return layers;
}

double
DnnGraph::MacsOfExit(std::size_t exit) const
{
    double macs = 0.0;
    for (const std::uint16_t layer : LayersOfExit(exit))
    {
        macs += m_layers[layer].macs;
    }
    return macs;
}

double
DnnGraph::Macs() const
{
    double macs = 0.0;
    for (const Layer& layer : m_layers)
    {
        macs += layer.macs;
    }
    return macs;
}

double
DnnGraph::Parameters() const
{
    double parameters = 0.0;
    for (const Layer& layer : m_layers)
    {
        parameters += layer.parameters;
    }
    return parameters;
}

bool
DnnGraph::InputCrosses(std::uint16_t layer) const
{
    return layer <= m_lastReaderOfInput;
}

std::vector<std::uint16_t>
DnnGraph::CutTensors(std::uint16_t layer) const
{
    std::vector<std::uint16_t> tensors;
    for (std::uint16_t k = 0; k < layer; ++k)
    {
        if (m_lastReader.at(k) >= layer)
        {
            tensors.push_back(k);
        }
    }
    return tensors;
}

std::uint64_t
DnnGraph::CutBytes(std::uint16_t layer) const
{
    return m_cutBytes.at(layer);
}

std::uint64_t
DnnGraph::SumCut(std::uint16_t layer) const
{
    std::uint64_t bytes = InputCrosses(layer) ? m_inputBytes : 0;
    for (const std::uint16_t tensor : CutTensors(layer))
    {
        bytes += m_layers[tensor].outputBytes;
    }
    return bytes;
}

std::vector<LayerRange>
DnnGraph::Groups() const
{
    std::vector<LayerRange> groups;
    std::uint16_t first = 0;
    for (std::uint16_t cut = 1; cut <= LayerCount(); ++cut)
    {
        const std::size_t crossing = CutTensors(cut).size() + (InputCrosses(cut) ? 1 : 0);
        if (crossing == 1 || cut == LayerCount())
        {
            groups.push_back({first, cut});
            first = cut;
        }
    }
    return groups;
}

std::uint64_t
DnnGraph::InputBytes(const DnnVariant& variant)
{
    return std::uint64_t{3} * variant.resolution * variant.resolution;
}

} // namespace edgeward
