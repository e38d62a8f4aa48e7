/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_COST_TABLE_H
#define EDGEWARD_DNN_COST_TABLE_H

#include "base/ids.h"
#include "base/plan.h"
#include "dnn/cost.h"
#include "dnn/device-profile.h"
#include "dnn/dnn-graph.h"
#include "dnn/dnn.h"
#include "dnn/energy-model.h"
#include "dnn/execution-spread.h"
#include "dnn/model-size.h"

#include <string>
#include <vector>

namespace edgeward
{

class Catalog;
class LatencyModel;
class ProblemList;

/** What a node is: a device of the catalogue, perhaps at one of its frequency levels. */
struct NodeDevice
{
    std::string device;
    std::string level = {};    ///< name of a level; empty: the device's default
    SourceLocation where = {}; ///< of the level, for messages
};

/** What a VariantId of a table stands for. */
struct TableVariant
{
    const Dnn* dnn = nullptr;
    VariantId variant = 0; ///< within the network
    bool isAsked = true;   ///< false: it keeps its number but has no cost
};

/**
 * What every node of a scenario pays for every layer of every variant, computed once before the
 * clock starts.
 *
 * Look-ups are by index, allocate nothing and never fail; asking for a node or a variant that the
 * table was not built for is a programming error. Nodes with the same device and
 * frequency level share one row.
 */
class CostTable
{
  public:
    /**
     * @param catalog       where devices and profiles come from; only used here
     * @param nodes         each node's device, indexed by NodeId
     * @param variants      of one network or of several, indexed by VariantId; only used here
     * @param model         says how long an inference takes
     * @param energy        says how much energy it takes
     * @throws ConfigError if a device or level is unknown or a model cannot say; every problem at
     * once
     */
    CostTable(const Catalog& catalog,
              const std::vector<NodeDevice>& nodes,
              const std::vector<TableVariant>& variants,
              const LatencyModel& model,
              const EnergyModel& energy = DefaultEnergyModel());

    /**
     * One network, whose own numbers of variants are those of the table.
     * @param catalog       where devices and profiles come from; only used here
     * @param nodes         each node's device, indexed by NodeId
     * @param dnn           the network
     * @param variants      the variants that may be asked for; others have no cost
     * @param model         says how long an inference takes
     * @param energy        says how much energy it takes
     * @throws ConfigError if a device or level is unknown or a model cannot say; every problem at
     * once
     */
    CostTable(const Catalog& catalog,
              const std::vector<NodeDevice>& nodes,
              const Dnn& dnn,
              const std::vector<VariantId>& variants,
              const LatencyModel& model,
              const EnergyModel& energy = DefaultEnergyModel());

    /** Every device at its default level. @param devicePerNode name of each node's device */
    CostTable(const Catalog& catalog,
              const std::vector<std::string>& devicePerNode,
              const Dnn& dnn,
              const std::vector<VariantId>& variants,
              const LatencyModel& model,
              const EnergyModel& energy = DefaultEnergyModel());

    NodeId NodeCount() const;

    /** The device of a node, with the clock and powers of the node's frequency level. */
    const DeviceProfile& Device(NodeId node) const;

    /** Whether the table was built for @p variant. */
    bool Has(VariantId variant) const;

    /** Time of the whole network at batch 1 and the node's frequency level, with its provenance. */
    const LatencyCost& Whole(NodeId node, VariantId variant) const;

    /**
     * Time of a range of layers at batch 1 (s); 0 for an empty range. The parts of a network sum to
     * the whole.
     * @throws ConfigError if the range ends behind the last layer, as every part of a variant
     * without layer profile does
     */
    double RangeSeconds(NodeId node, VariantId variant, LayerRange range) const;

    /**
     * Energy above idle of a range of layers (J), by the energy model.
     * @param workers jobs that the node executes at a time, each at an equal share of its busy
     * power
     * @throws ConfigError as RangeSeconds.
     */
    double Joule(NodeId node, VariantId variant, LayerRange range = {}, double workers = 1.0) const;

    /** The part of Joule() that the work alone determines, however long it takes (J). @throws
     * ConfigError as RangeSeconds. */
    double WorkJoule(NodeId node, VariantId variant, LayerRange range = {}) const;

    /** Power of the node while it executes on all its threads, by the energy model (W). */
    double BusyWatt(NodeId node) const;

    /** How execution times scatter: as measured on the reference host where a profile exists. */
    const ExecutionSpread& Spread(NodeId node, VariantId variant) const;

    /** What the variant takes in storage and memory. */
    const ModelSize& Size(VariantId variant) const;

    /** Number of layers of a variant; 1 if it has no layer profile and so cannot be cut. */
    std::uint16_t LayerCount(VariantId variant) const;

    /** Bytes that cross a cut in front of @p layer; see DnnGraph::CutBytes. */
    std::uint64_t CutBytes(VariantId variant, std::uint16_t layer) const;

  private:
    /** One device executing one variant. */
    struct Entry
    {
        LatencyCost whole;
        std::vector<double>
            startSeconds;         ///< time before layer k; size layers + 1, the last is the whole
        double joulePerMac = 0.0; ///< beside the busy power (J)
        ExecutionSpread spread;
    };

    /** A device at a level. */
    struct Row
    {
        DeviceProfile device;       ///< with the clock and powers of its level
        double latencyFactor = 1.0; ///< of the level
        std::string level;          ///< empty: the default
        double busyWatt = 0.0;      ///< by the energy model (W)
    };

    void AddRows(const Catalog& catalog,
                 const std::vector<NodeDevice>& nodes,
                 const EnergyModel& energy,
                 ProblemList& problems);
    static Row MakeRow(const Catalog& catalog, const NodeDevice& node, const EnergyModel& energy);
    void AddGraphs(const Catalog& catalog, const std::vector<TableVariant>& variants);
    void AddWork(const DnnVariant& variant, const DnnGraph& graph);
    static Entry MakeEntry(const Catalog& catalog,
                           const Row& row,
                           const TableVariant& variant,
                           std::uint16_t layers,
                           const LatencyModel& model,
                           const EnergyModel& energy);
    const Entry& Find(NodeId node, VariantId variant) const;
    std::size_t LastLayer(VariantId variant, LayerRange range) const;

    std::vector<Row> m_rows;                ///< each device and level once
    std::vector<std::uint32_t> m_rowOfNode; ///< index into m_rows
    std::size_t m_variants = 0;             ///< in the table, with or without cost
    std::vector<Entry> m_entries;           ///< [row * m_variants + variant]
    std::vector<DnnGraph> m_graphs;         ///< by variant
    std::vector<std::vector<double>>
        m_startMacs;                ///< by variant: multiply-accumulates before layer k, scaled so
                                    ///< that the last is the variant's published number
    std::vector<ModelSize> m_sizes; ///< by variant
};

} // namespace edgeward

#endif // EDGEWARD_DNN_COST_TABLE_H
