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

#include <string>
#include <vector>

namespace edgeward
{

class Catalog;
class LatencyModel;
class ProblemList;

/**
 * What every node of a scenario pays for every layer of every variant, computed once before the
 * clock starts.
 *
 * Look-ups are by index, allocate nothing and never fail; asking for a node or a variant that the
 * table was not built for is a programming error. Nodes with the same device share one row.
 */
class CostTable
{
  public:
    /**
     * @param catalog       where devices and profiles come from; only used here
     * @param devicePerNode name of each node's device, indexed by NodeId
     * @param dnn           the network
     * @param variants      the variants that may be asked for; others have no cost
     * @param model         says how long an inference takes
     * @param energy        says how much energy it takes
     * @throws ConfigError if a device is unknown or @p model cannot say; every problem at once
     */
    CostTable(const Catalog& catalog,
              const std::vector<std::string>& devicePerNode,
              const Dnn& dnn,
              const std::vector<VariantId>& variants,
              const LatencyModel& model,
              const EnergyModel& energy = DefaultEnergyModel());

    NodeId NodeCount() const;

    /** The device of a node. */
    const DeviceProfile& Device(NodeId node) const;

    /** Whether the table was built for @p variant. */
    bool Has(VariantId variant) const;

    /** Time of the whole network at batch 1, with its provenance. */
    const LatencyCost& Whole(NodeId node, VariantId variant) const;

    /**
     * Time of a range of layers at batch 1 (s); 0 for an empty range. The parts of a network sum to
     * the whole.
     * @throws ConfigError if the range ends behind the last layer, as every part of a variant
     * without layer profile does
     */
    double RangeSeconds(NodeId node, VariantId variant, LayerRange range) const;

    /** Energy above idle of a range of layers (J), by the energy model. @throws ConfigError as
     * RangeSeconds. */
    double Joule(NodeId node, VariantId variant, LayerRange range = {}) const;

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
            startSeconds;           ///< time before layer k; size layers + 1, the last is the whole
        double wattAboveIdle = 0.0; ///< energy above idle per second of execution (W)
    };

    void AddDevices(const Catalog& catalog,
                    const std::vector<std::string>& devicePerNode,
                    ProblemList& problems);
    void AddGraphs(const Catalog& catalog, const Dnn& dnn, const std::vector<VariantId>& variants);
    Entry MakeEntry(const Catalog& catalog,
                    const DeviceProfile& device,
                    const Dnn& dnn,
                    VariantId variant,
                    const LatencyModel& model,
                    const EnergyModel& energy) const;
    const Entry& Find(NodeId node, VariantId variant) const;

    std::vector<DeviceProfile> m_devices;   ///< each device once
    std::vector<std::uint32_t> m_rowOfNode; ///< index into m_devices
    std::size_t m_variants = 0;             ///< variants of the network
    std::vector<Entry> m_entries;           ///< [device * m_variants + variant]
    std::vector<DnnGraph> m_graphs;         ///< by variant
};

} // namespace edgeward

#endif // EDGEWARD_DNN_COST_TABLE_H
