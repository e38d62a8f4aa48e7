/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/cost-table.h"

#include "base/errors.h"
#include "dnn/catalog.h"
#include "dnn/latency-model.h"

#include <cassert>

namespace edgeward
{

CostTable::CostTable(const Catalog& catalog,
                     const std::vector<std::string>& devicePerNode,
                     const Dnn& dnn,
                     const std::vector<VariantId>& variants,
                     const LatencyModel& model,
                     const EnergyModel& energy)
    : m_variants(dnn.variants.size())
{
    ProblemList problems;
    AddDevices(catalog, devicePerNode, problems);
    AddGraphs(catalog, dnn, variants);
    m_entries.resize(m_devices.size() * m_variants);
    for (std::size_t row = 0; row < m_devices.size(); ++row)
    {
        for (const VariantId variant : variants)
        {
            try
            {
                m_entries[row * m_variants + variant] =
                    MakeEntry(catalog, m_devices[row], dnn, variant, model, energy);
            }
            catch (const UserError& error)
            {
                problems.Add(error);
            }
        }
    }
    problems.ThrowIfAny();
}

void
CostTable::AddDevices(const Catalog& catalog,
                      const std::vector<std::string>& devicePerNode,
                      ProblemList& problems)
{
    std::map<std::string, std::uint32_t> rows;
    for (const std::string& name : devicePerNode)
    {
        const auto found = rows.find(name);
        if (found != rows.end())
        {
            m_rowOfNode.push_back(found->second);
            continue;
        }
        const auto row = static_cast<std::uint32_t>(m_devices.size());
        rows[name] = row;
        m_rowOfNode.push_back(row);
        try
        {
            m_devices.push_back(catalog.GetDevice(name));
        }
        catch (const UserError& error)
        {
            problems.Add(error);
        }
    }
}

void
CostTable::AddGraphs(const Catalog& catalog, const Dnn& dnn, const std::vector<VariantId>& variants)
{
    for (const DnnVariant& variant : dnn.variants)
    {
        m_graphs.emplace_back(variant);
    }
    for (const VariantId variant : variants)
    {
        m_graphs.at(variant) = catalog.GetGraph(dnn.name, dnn.variants.at(variant).name);
    }
}

CostTable::Entry
CostTable::MakeEntry(const Catalog& catalog,
                     const DeviceProfile& device,
                     const Dnn& dnn,
                     VariantId variant,
                     const LatencyModel& model,
                     const EnergyModel& energy) const
{
    Entry entry;
    entry.whole = model.Predict(catalog, device, dnn, variant, {});
    entry.wattAboveIdle = energy.Joule(device, 1.0);
    const std::uint16_t layers = m_graphs[variant].LayerCount();
    entry.startSeconds.assign(layers + std::size_t{1}, 0.0);
    for (std::uint16_t layer = 1; layer < layers; ++layer)
    {
        entry.startSeconds[layer] =
            model.Predict(catalog, device, dnn, variant, {0, layer}).meanSeconds;
    }
    entry.startSeconds.back() = entry.whole.meanSeconds;
    return entry;
}

NodeId
CostTable::NodeCount() const
{
    return static_cast<NodeId>(m_rowOfNode.size());
}

const DeviceProfile&
CostTable::Device(NodeId node) const
{
    assert(node < m_rowOfNode.size());
    return m_devices[m_rowOfNode[node]];
}

bool
CostTable::Has(VariantId variant) const
{
    return variant < m_variants && !m_entries.empty() && !m_entries[variant].startSeconds.empty();
}

const CostTable::Entry&
CostTable::Find(NodeId node, VariantId variant) const
{
    assert(node < m_rowOfNode.size() && Has(variant));
    return m_entries[m_rowOfNode[node] * m_variants + variant];
}

const LatencyCost&
CostTable::Whole(NodeId node, VariantId variant) const
{
    return Find(node, variant).whole;
}

double
CostTable::RangeSeconds(NodeId node, VariantId variant, LayerRange range) const
{
    const Entry& entry = Find(node, variant);
    const std::size_t layers = entry.startSeconds.size() - 1;
    const std::size_t last = range.last == LayerRange::ALL_LAYERS ? layers : range.last;
    if (range.first > last || last > layers)
    {
        throw ConfigError("layers " + std::to_string(range.first) + " to " + std::to_string(last) +
                          " of a variant of " + std::to_string(layers) +
                          " layers (a variant without layer profile has one)");
    }
    return entry.startSeconds[last] - entry.startSeconds[range.first];
}

double
CostTable::Joule(NodeId node, VariantId variant, LayerRange range) const
{
    return Find(node, variant).wattAboveIdle * RangeSeconds(node, variant, range);
}

std::uint16_t
CostTable::LayerCount(VariantId variant) const
{
    return m_graphs.at(variant).LayerCount();
}

std::uint64_t
CostTable::CutBytes(VariantId variant, std::uint16_t layer) const
{
    return m_graphs.at(variant).CutBytes(layer);
}

} // namespace edgeward
