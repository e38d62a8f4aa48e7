/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/cost-table.h"

#include "base/errors.h"
#include "base/text.h"
#include "dnn/catalog.h"
#include "dnn/dvfs.h"
#include "dnn/latency-model.h"

#include <cassert>

namespace edgeward
{

namespace
{

std::vector<NodeDevice>
AtDefaultLevel(const std::vector<std::string>& devices)
{
    std::vector<NodeDevice> nodes;
    for (const std::string& device : devices)
    {
        nodes.push_back({device});
    }
    return nodes;
}

/** All variants of @p dnn, of which those in @p asked have a cost. */
std::vector<TableVariant>
VariantsOf(const Dnn& dnn, const std::vector<VariantId>& asked)
{
    std::vector<TableVariant> all;
    for (std::size_t variant = 0; variant < dnn.variants.size(); ++variant)
    {
        all.push_back({&dnn, static_cast<VariantId>(variant), false});
    }
    for (const VariantId variant : asked)
    {
        all.at(variant).isAsked = true;
    }
    return all;
}

} // namespace

CostTable::CostTable(const Catalog& catalog,
                     const std::vector<std::string>& devicePerNode,
                     const Dnn& dnn,
                     const std::vector<VariantId>& variants,
                     const LatencyModel& model,
                     const EnergyModel& energy)
    : CostTable(catalog, AtDefaultLevel(devicePerNode), dnn, variants, model, energy)
{
}

CostTable::CostTable(const Catalog& catalog,
                     const std::vector<NodeDevice>& nodes,
                     const Dnn& dnn,
                     const std::vector<VariantId>& variants,
                     const LatencyModel& model,
                     const EnergyModel& energy)
    : CostTable(catalog, nodes, VariantsOf(dnn, variants), model, energy)
{
}

CostTable::CostTable(const Catalog& catalog,
                     const std::vector<NodeDevice>& nodes,
                     const std::vector<TableVariant>& variants,
                     const LatencyModel& model,
                     const EnergyModel& energy)
    : m_variants(variants.size())
{
    ProblemList problems;
    AddRows(catalog, nodes, energy, problems);
    AddGraphs(catalog, variants);
    m_entries.resize(m_rows.size() * m_variants);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
    {
        for (std::size_t variant = 0; variant < m_variants; ++variant)
        {
            if (!variants[variant].isAsked)
            {
                continue;
            }
            try
            {
                m_entries[row * m_variants + variant] = MakeEntry(catalog,
                                                                  m_rows[row],
                                                                  variants[variant],
                                                                  m_graphs[variant].LayerCount(),
                                                                  model,
                                                                  energy);
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
CostTable::AddRows(const Catalog& catalog,
                   const std::vector<NodeDevice>& nodes,
                   const EnergyModel& energy,
                   ProblemList& problems)
{
    std::map<std::pair<std::string, std::string>, std::uint32_t> rows;
    for (const NodeDevice& node : nodes)
    {
        const auto key = std::make_pair(node.device, node.level);
        const auto found = rows.find(key);
        if (found != rows.end())
        {
            m_rowOfNode.push_back(found->second);
            continue;
        }
        const auto row = static_cast<std::uint32_t>(m_rows.size());
        rows[key] = row;
        m_rowOfNode.push_back(row);
        try
        {
            m_rows.push_back(MakeRow(catalog, node, energy));
        }
        catch (const UserError& error)
        {
            problems.Add(error);
        }
    }
}

CostTable::Row
CostTable::MakeRow(const Catalog& catalog, const NodeDevice& node, const EnergyModel& energy)
{
    Row row;
    row.device = catalog.GetDevice(node.device);
    row.level = node.level;
    if (!node.level.empty())
    {
        const DvfsLevel& level = FindLevel(row.device, node.level, node.where);
        row.latencyFactor = level.latencyFactor;
        row.device = AtLevel(row.device, level);
    }
    row.busyWatt = energy.BusyWatt(row.device);
    return row;
}

void
CostTable::AddGraphs(const Catalog& catalog, const std::vector<TableVariant>& variants)
{
    for (const TableVariant& each : variants)
    {
        const DnnVariant& variant = each.dnn->variants.at(each.variant);
        m_graphs.push_back(each.isAsked ? catalog.GetGraph(each.dnn->name, variant.name)
                                        : DnnGraph(variant));
        AddWork(variant, m_graphs.back());
    }
}

void
CostTable::AddWork(const DnnVariant& variant, const DnnGraph& graph)
{
    m_sizes.push_back(SizeOf(variant, graph));
    std::vector<double> start(graph.LayerCount() + std::size_t{1}, 0.0);
    for (std::uint16_t layer = 0; layer < graph.LayerCount(); ++layer)
    {
        start[layer + std::size_t{1}] = start[layer] + graph.GetLayer(layer).macs;
    }
    const double scale = start.back() > 0.0 ? variant.macs / start.back() : 0.0;
    for (double& macs : start)
    {
        macs *= scale;
    }
    start.back() = variant.macs;
    m_startMacs.push_back(std::move(start));
}

CostTable::Entry
CostTable::MakeEntry(const Catalog& catalog,
                     const Row& row,
                     const TableVariant& variant,
                     std::uint16_t layers,
                     const LatencyModel& model,
                     const EnergyModel& energy)
{
    const Dnn& dnn = *variant.dnn;
    const DnnVariant& what = dnn.variants[variant.variant];
    Entry entry;
    entry.whole = model.Predict(catalog, row.device, dnn, variant.variant, {});
    entry.startSeconds.assign(layers + std::size_t{1}, 0.0);
    for (std::uint16_t layer = 1; layer < layers; ++layer)
    {
        entry.startSeconds[layer] =
            row.latencyFactor *
            model.Predict(catalog, row.device, dnn, variant.variant, {0, layer}).meanSeconds;
    }
    if (row.latencyFactor != 1.0)
    {
        entry.whole.meanSeconds *= row.latencyFactor;
        entry.whole.source += "; x " + FormatDouble(row.latencyFactor) + " at " + row.level;
    }
    entry.startSeconds.back() = entry.whole.meanSeconds;
    entry.joulePerMac = energy.JoulePerMac(row.device, what.precision);
    entry.spread.variation = entry.whole.variation;
    if (catalog.HasHostProfile(dnn.name, what.name))
    {
        const ExecutionSpread measured = SpreadOf(catalog.GetHostProfile(dnn.name, what.name));
        entry.spread.median = measured.median;
        entry.spread.p95 = measured.p95;
    }
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
    return m_rows[m_rowOfNode[node]].device;
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

std::size_t
CostTable::LastLayer(VariantId variant, LayerRange range) const
{
    const std::size_t layers = m_startMacs[variant].size() - 1;
    const std::size_t last = range.last == LayerRange::ALL_LAYERS ? layers : range.last;
    if (range.first > last || last > layers)
    {
        throw ConfigError("layers " + std::to_string(range.first) + " to " + std::to_string(last) +
                          " of a variant of " + std::to_string(layers) +
                          " layers (a variant without layer profile has one)");
    }
    return last;
}

double
CostTable::RangeSeconds(NodeId node, VariantId variant, LayerRange range) const
{
    const std::vector<double>& start = Find(node, variant).startSeconds;
    return start[LastLayer(variant, range)] - start[range.first];
}

double
CostTable::Joule(NodeId node, VariantId variant, LayerRange range, double workers) const
{
    const Row& row = m_rows[m_rowOfNode[node]];
    return (row.busyWatt - row.device.idleWatt) * RangeSeconds(node, variant, range) / workers +
           WorkJoule(node, variant, range);
}

double
CostTable::WorkJoule(NodeId node, VariantId variant, LayerRange range) const
{
    const std::vector<double>& start = m_startMacs.at(variant);
    return Find(node, variant).joulePerMac *
           (start[LastLayer(variant, range)] - start[range.first]);
}

double
CostTable::BusyWatt(NodeId node) const
{
    assert(node < m_rowOfNode.size());
    return m_rows[m_rowOfNode[node]].busyWatt;
}

const ExecutionSpread&
CostTable::Spread(NodeId node, VariantId variant) const
{
    return Find(node, variant).spread;
}

const ModelSize&
CostTable::Size(VariantId variant) const
{
    return m_sizes.at(variant);
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
