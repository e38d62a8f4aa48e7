/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_CELLS_ACCESS_H
#define EDGEWARD_NET_FLOW_CELLS_ACCESS_H

#include "net/cells-access.h"
#include "net/flow-access.h"

namespace edgeward
{

/** CellsAccess for flows: each cell has resources of its own. */
class FlowCellsAccess : public FlowAccess
{
  public:
    static ns3::TypeId GetTypeId();

    /** @param cells at least one */
    explicit FlowCellsAccess(std::vector<ns3::Ptr<FlowAccess>> cells);

    void Tune(const FlowTuning& tuning) override;
    void Detach() override;
    double DrawTurn(NodeId device, bool isUp, double waitedSeconds) override;
    bool DrawInterruption(NodeId device, std::uint64_t bytes, std::uint32_t waiting) override;
    void Begin(FlowHop& hop, std::int64_t nowNs) override;
    void End(const FlowHop& hop, double share, std::int64_t atNs) override;
    std::uint32_t GetCell(std::uint32_t device) const override;
    bool HasRadio() const override;
    double GetRadioIdleWatt() const override;
    double GetRadioTxWatt() const override;
    double GetLinkRateBps(std::uint32_t device) const override;
    double ExpectTransferSeconds(std::uint32_t device,
                                 std::uint64_t bytes,
                                 std::uint64_t otherBytes) const override;

  protected:
    void DoAttach() override;
    double DoGetRadioJoule(std::uint32_t device) const override;
    FlowHop DoDescribe(NodeId device, bool isUp, std::uint64_t bytes) const override;
    std::uint32_t CountSharers() const override;
    std::int64_t DoAssignStreams(std::int64_t stream) override;

  private:
    FlowAccess& CellOf(NodeId device) const;

    std::vector<ns3::Ptr<FlowAccess>> m_cells;
    CellDeal m_deal;
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_CELLS_ACCESS_H
