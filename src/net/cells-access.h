/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_CELLS_ACCESS_H
#define EDGEWARD_NET_CELLS_ACCESS_H

#include "net/access-network.h"

namespace edgeward
{

/** Devices are dealt to cells in turn: device i is number i / n of cell i mod n. */
struct CellDeal
{
    std::uint32_t cells = 1;

    /** Cell of a device. */
    std::uint32_t CellOf(std::uint32_t device) const;

    /** Number of a device within its cell. */
    std::uint32_t PlaceOf(std::uint32_t device) const;

    /** The devices of a cell, in order. */
    ns3::NodeContainer DevicesOf(const ns3::NodeContainer& devices, std::uint32_t cell) const;
};

/**
 * Access networks of one kind side by side, which do not disturb one another: Wi-Fi cells on
 * channels of their own, Ethernet segments. All of them end in the one gateway, as access points do
 * that are wired to one switch; these wires take no time.
 *
 * Cells stand in the same place: a position is one around the access point of the device's cell.
 */
class CellsAccess : public AccessNetwork
{
  public:
    /** A /16 each, between 10.0.0.0 and the links of servers. */
    static constexpr std::uint32_t MOST_PACKET_CELLS = 128;

    static ns3::TypeId GetTypeId();

    /** @param cells not installed yet; at least one */
    explicit CellsAccess(std::vector<ns3::Ptr<AccessNetwork>> cells);

    void Install(const ns3::NodeContainer& devices,
                 ns3::Ptr<ns3::Node> gateway,
                 ns3::Ipv4Address network) override;
    ns3::Ptr<FlowAccess> MakeFlowAccess(const ns3::NodeContainer& devices,
                                        ns3::Ptr<ns3::Node> gateway) const override;
    std::uint32_t GetCell(std::uint32_t device) const override;
    double GetRadioJoule(std::uint32_t device) const override;
    bool HasRadio() const override;
    double GetRadioIdleWatt() const override;
    double GetRadioTxWatt() const override;
    double GetLinkRateBps(std::uint32_t device) const override;
    double ExpectTransferSeconds(std::uint32_t device,
                                 std::uint64_t bytes,
                                 std::uint64_t otherBytes) const override;

  protected:
    void DoInstall(const ns3::NodeContainer& devices, ns3::Ptr<ns3::Node> gateway) override;
    std::int64_t DoAssignStreams(std::int64_t stream) override;

  private:
    const AccessNetwork& CellOf(std::uint32_t device) const;

    std::vector<ns3::Ptr<AccessNetwork>> m_cells;
    CellDeal m_deal;
};

} // namespace edgeward

#endif // EDGEWARD_NET_CELLS_ACCESS_H
