/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_ACCESS_NETWORK_H
#define EDGEWARD_NET_ACCESS_NETWORK_H

#include "ns3/ipv4-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object.h"

#include <vector>

namespace edgeward
{

class FlowAccess;

/**
 * How devices reach the first hop: a Wi-Fi cell, an Ethernet segment, a link each. A TypeId object:
 * which one, and its attributes, come from the scenario; a new one is one new file.
 */
class AccessNetwork : public ns3::Object
{
  public:
    static ns3::TypeId GetTypeId();

    /**
     * Put network devices on the nodes (positions and internet stack are installed already) and
     * give them addresses.
     * @param devices the end devices, in NodeId order
     * @param gateway access point, switch or router that leads on
     * @param network  first address of the /16 to number from: one subnet, or a /30 a device where
     * each has its own link
     * @throws ConfigError if there are no devices, or more than the network has addresses for
     */
    virtual void Install(const ns3::NodeContainer& devices,
                         ns3::Ptr<ns3::Node> gateway,
                         ns3::Ipv4Address network);

    /**
     * The same network for flows instead of packets; Install() is not needed for it.
     * @param devices as Install(), with positions where the network needs them
     * @throws ConfigError if this network has no flow model, or an attribute is wrong
     */
    virtual ns3::Ptr<FlowAccess> MakeFlowAccess(const ns3::NodeContainer& devices,
                                                ns3::Ptr<ns3::Node> gateway) const;

    /** Address of the i-th device. */
    ns3::Ipv4Address GetAddress(std::uint32_t device) const;

    /** Address of the gateway as the i-th device reaches it; the same for all on a shared medium.
     */
    ns3::Ipv4Address GetGatewayAddress(std::uint32_t device = 0) const;

    /** Which cell the i-th device is in; devices of different cells never slow one another down. */
    virtual std::uint32_t GetCell(std::uint32_t device) const;

    /** Fix all random variables; @return how many streams were used. */
    std::int64_t AssignStreams(std::int64_t stream);

    /** Whether devices have radios that draw energy; if not, nobody need ask how much. */
    virtual bool HasRadio() const;

    /** Energy drawn so far by the i-th device's radio, idle power included (J); 0 where there is no
     * radio. */
    virtual double GetRadioJoule(std::uint32_t device) const;

    /** Power of an idle radio (W). */
    virtual double GetRadioIdleWatt() const;

    /** Power above idle while sending (W). */
    virtual double GetRadioTxWatt() const;

    /** Rate of the i-th device's link as its rate control or link sees it (bit/s). */
    virtual double GetLinkRateBps(std::uint32_t device) const = 0;

    /**
     * Expected time to move @p bytes between the i-th device and the gateway in the true present
     * state: link rate, protocol overhead, and what other devices have under way (for oracles).
     * @param otherBytes bytes under way of other devices of the cell
     */
    virtual double ExpectTransferSeconds(std::uint32_t device,
                                         std::uint64_t bytes,
                                         std::uint64_t otherBytes) const = 0;

  protected:
    virtual void DoInstall(const ns3::NodeContainer& devices, ns3::Ptr<ns3::Node> gateway) = 0;
    virtual std::int64_t DoAssignStreams(std::int64_t stream) = 0;

    ns3::NetDeviceContainer m_deviceDevices;  ///< set by DoInstall, in device order
    ns3::NetDeviceContainer m_gatewayDevices; ///< set by DoInstall: one, or one a device
    std::vector<ns3::Ipv4Address> m_addresses;
    std::vector<ns3::Ipv4Address> m_gatewayAddresses; ///< one, or one a device

  private:
    void NumberSegment(ns3::Ipv4Address network);
    void NumberLinks(ns3::Ipv4Address network);
    /** @param index 0: the gateway, else device + 1 */
    static void RenewNeighbors(AccessNetwork* network, std::uint32_t index);
};

} // namespace edgeward

#endif // EDGEWARD_NET_ACCESS_NETWORK_H
