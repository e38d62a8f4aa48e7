/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-cells-access.h"

#include <stdexcept>
#include <utility>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(FlowCellsAccess);

TypeId
FlowCellsAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::FlowCellsAccess").SetParent<FlowAccess>().SetGroupName("Edgeward");
    return tid;
}

FlowCellsAccess::FlowCellsAccess(std::vector<Ptr<FlowAccess>> cells)
    : m_cells(std::move(cells))
    , m_deal{static_cast<std::uint32_t>(m_cells.size())}
{
}

FlowAccess&
FlowCellsAccess::CellOf(NodeId device) const
{
    return *m_cells[m_deal.CellOf(device)];
}

void
FlowCellsAccess::Tune(const FlowTuning& tuning)
{
    // The cells' own: what is tuned here too would count twice.
    for (const Ptr<FlowAccess>& cell : m_cells)
    {
        cell->Tune(tuning);
    }
}

void
FlowCellsAccess::DoAttach()
{
    for (const Ptr<FlowAccess>& cell : m_cells)
    {
        cell->Attach(*m_progress, m_protocol);
    }
}

FlowHop
FlowCellsAccess::DoDescribe(NodeId device, bool isUp, std::uint64_t bytes) const
{
    FlowHop hop = CellOf(device).Describe(m_deal.PlaceOf(device), isUp, bytes);
    hop.device = device;
    return hop;
}

void
FlowCellsAccess::Detach()
{
    for (const Ptr<FlowAccess>& cell : m_cells)
    {
        cell->Detach();
    }
    FlowAccess::Detach();
}

double
FlowCellsAccess::DrawTurn(NodeId device, bool isUp, double waitedSeconds)
{
    return CellOf(device).DrawTurn(m_deal.PlaceOf(device), isUp, waitedSeconds);
}

bool
FlowCellsAccess::DrawInterruption(NodeId device, std::uint64_t bytes, std::uint32_t waiting)
{
    return CellOf(device).DrawInterruption(m_deal.PlaceOf(device), bytes, waiting);
}

void
FlowCellsAccess::Begin(FlowHop& hop, std::int64_t nowNs)
{
    const NodeId device = hop.device;
    hop.device = m_deal.PlaceOf(device);
    CellOf(device).Begin(hop, nowNs);
    hop.device = device;
}

void
FlowCellsAccess::End(const FlowHop& hop, double share, std::int64_t atNs)
{
    FlowHop own = hop;
    own.device = m_deal.PlaceOf(hop.device);
    CellOf(hop.device).End(own, share, atNs);
}

std::uint32_t
FlowCellsAccess::GetCell(std::uint32_t device) const
{
    return m_deal.CellOf(device);
}

double
FlowCellsAccess::DoGetRadioJoule(std::uint32_t device) const
{
    return CellOf(device).GetRadioJoule(m_deal.PlaceOf(device));
}

bool
FlowCellsAccess::HasRadio() const
{
    return m_cells[0]->HasRadio();
}

double
FlowCellsAccess::GetRadioIdleWatt() const
{
    return m_cells[0]->GetRadioIdleWatt();
}

double
FlowCellsAccess::GetRadioTxWatt() const
{
    return m_cells[0]->GetRadioTxWatt();
}

double
FlowCellsAccess::GetLinkRateBps(std::uint32_t device) const
{
    return CellOf(device).GetLinkRateBps(m_deal.PlaceOf(device));
}

double
FlowCellsAccess::ExpectTransferSeconds(std::uint32_t device,
                                       std::uint64_t bytes,
                                       std::uint64_t otherBytes) const
{
    return CellOf(device).ExpectTransferSeconds(m_deal.PlaceOf(device), bytes, otherBytes);
}

std::uint32_t
FlowCellsAccess::CountSharers() const
{
    throw std::logic_error("FlowCellsAccess: its cells are asked, not itself");
}

std::int64_t
FlowCellsAccess::DoAssignStreams(std::int64_t stream)
{
    std::int64_t used = 0;
    for (const Ptr<FlowAccess>& cell : m_cells)
    {
        used += cell->AssignStreams(stream + used);
    }
    return used;
}

} // namespace edgeward
