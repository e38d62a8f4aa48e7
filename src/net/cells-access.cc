/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/cells-access.h"

#include "base/errors.h"
#include "net/flow-cells-access.h"

#include <stdexcept>
#include <utility>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(CellsAccess);

std::uint32_t
CellDeal::CellOf(std::uint32_t device) const
{
    return device % cells;
}

std::uint32_t
CellDeal::PlaceOf(std::uint32_t device) const
{
    return device / cells;
}

NodeContainer
CellDeal::DevicesOf(const NodeContainer& devices, std::uint32_t cell) const
{
    NodeContainer own;
    for (std::uint32_t device = cell; device < devices.GetN(); device += cells)
    {
        own.Add(devices.Get(device));
    }
    return own;
}

TypeId
CellsAccess::GetTypeId()
{
    // Without a constructor for the registry: a scenario asks for cells by their number.
    static TypeId tid =
        TypeId("edgeward::CellsAccess").SetParent<AccessNetwork>().SetGroupName("Edgeward");
    return tid;
}

CellsAccess::CellsAccess(std::vector<Ptr<AccessNetwork>> cells)
    : m_cells(std::move(cells))
    , m_deal{static_cast<std::uint32_t>(m_cells.size())}
{
}

void
CellsAccess::Install(const NodeContainer& devices, Ptr<Node> gateway, Ipv4Address network)
{
    if (m_deal.cells > MOST_PACKET_CELLS)
    {
        throw ConfigError({},
                          "access.cells",
                          std::to_string(m_deal.cells) + " cells of packets",
                          "use at most " + std::to_string(MOST_PACKET_CELLS) +
                              ", or fidelity = \"flow\"");
    }
    for (std::uint32_t cell = 0; cell < m_deal.cells; ++cell)
    {
        m_cells[cell]->Install(
            m_deal.DevicesOf(devices, cell), gateway, Ipv4Address(network.Get() + (cell << 16)));
    }
    for (std::uint32_t device = 0; device < devices.GetN(); ++device)
    {
        const AccessNetwork& cell = CellOf(device);
        m_addresses.push_back(cell.GetAddress(m_deal.PlaceOf(device)));
        m_gatewayAddresses.push_back(cell.GetGatewayAddress(m_deal.PlaceOf(device)));
    }
}

Ptr<FlowAccess>
CellsAccess::MakeFlowAccess(const NodeContainer& devices, Ptr<Node> gateway) const
{
    std::vector<Ptr<FlowAccess>> cells;
    for (std::uint32_t cell = 0; cell < m_deal.cells; ++cell)
    {
        cells.push_back(m_cells[cell]->MakeFlowAccess(m_deal.DevicesOf(devices, cell), gateway));
    }
    return CreateObject<FlowCellsAccess>(std::move(cells));
}

const AccessNetwork&
CellsAccess::CellOf(std::uint32_t device) const
{
    return *m_cells[m_deal.CellOf(device)];
}

std::uint32_t
CellsAccess::GetCell(std::uint32_t device) const
{
    return m_deal.CellOf(device);
}

double
CellsAccess::GetRadioJoule(std::uint32_t device) const
{
    return CellOf(device).GetRadioJoule(m_deal.PlaceOf(device));
}

bool
CellsAccess::HasRadio() const
{
    return m_cells[0]->HasRadio();
}

double
CellsAccess::GetRadioIdleWatt() const
{
    return m_cells[0]->GetRadioIdleWatt();
}

double
CellsAccess::GetRadioTxWatt() const
{
    return m_cells[0]->GetRadioTxWatt();
}

double
CellsAccess::GetLinkRateBps(std::uint32_t device) const
{
    return CellOf(device).GetLinkRateBps(m_deal.PlaceOf(device));
}

double
CellsAccess::ExpectTransferSeconds(std::uint32_t device,
                                   std::uint64_t bytes,
                                   std::uint64_t otherBytes) const
{
    return CellOf(device).ExpectTransferSeconds(m_deal.PlaceOf(device), bytes, otherBytes);
}

void
CellsAccess::DoInstall(const NodeContainer&, Ptr<Node>)
{
    throw std::logic_error("CellsAccess: its cells are installed, not itself");
}

std::int64_t
CellsAccess::DoAssignStreams(std::int64_t stream)
{
    std::int64_t used = 0;
    for (const Ptr<AccessNetwork>& cell : m_cells)
    {
        used += cell->AssignStreams(stream + used);
    }
    return used;
}

} // namespace edgeward
