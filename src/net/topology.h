/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_TOPOLOGY_H
#define EDGEWARD_NET_TOPOLOGY_H

#include "base/ids.h"
#include "net/access-network.h"
#include "net/backhaul.h"

#include <vector>

namespace edgeward
{

/** One hop of the way between two nodes. */
struct TopologyStep
{
    bool isAccess = false;   ///< of a device, or the link of a server
    std::uint32_t index = 0; ///< device, or server as AddServer() returned it
    bool isUp = false;       ///< towards the gateway
};

/**
 * The tree of a scenario: devices, one access network, the gateway, servers behind it or behind one
 * another.
 *
 *     devices --access network-- gateway --link-- edge server --link-- cloud
 *                                       \--link-- another server
 *
 * Build() installs the internet stack (IPv4 only, no queue discs), numbers the access
 * network 10.0.0.0/16 and the links 10.128.0.0/30, 10.128.0.4/30, ..., and enters static routes: up
 * by default, down by prefix. A node must not have an internet stack before Build(); positions
 * (MobilityModel), where the access network needs them, must be there already.
 */
class Topology
{
  public:
    /**
     * @param access  joins devices and gateway; Install() is called by Build()
     * @param devices in NodeId order, at least one
     * @param gateway access point, switch or router
     */
    Topology(ns3::Ptr<AccessNetwork> access,
             const ns3::NodeContainer& devices,
             ns3::Ptr<ns3::Node> gateway);

    /**
     * Add a server. Its NodeId is the number of devices plus the value returned.
     * @param server the node; the gateway itself for a server in the access point, which then needs
     * no link
     * @param via    -1: linked to the gateway; else the value returned for an earlier server
     * @param config the link; not used if @p server is the gateway
     * @return index of the server, from 0
     * @throws ConfigError if the link's values are bad or @p via is no earlier server
     */
    std::uint32_t AddServer(ns3::Ptr<ns3::Node> server, int via, const BackhaulConfig& config);

    /** Install everything. Call once, after all AddServer(). */
    void Build();

    /** Instead of Build(): nothing is installed, there are no addresses. Flows find their way by
     * Path(). */
    void BuildForFlows();

    /** The hops of a message; none if both are the same node. */
    std::vector<TopologyStep> Path(NodeId from, NodeId to) const;

    /** The link of a server. @param index as AddServer() returned it */
    const BackhaulLink& GetLink(std::uint32_t index) const;

    /** Servers, those in the gateway too. */
    std::uint32_t CountServers() const;

    /** Devices and servers. */
    std::uint32_t GetN() const;

    /** The node of a NodeId: devices first, then servers in order of AddServer(). */
    ns3::Ptr<ns3::Node> GetNode(NodeId id) const;

    /** Where others reach the node; after BuildForFlows() nowhere. @pre Build() */
    ns3::Ipv4Address GetAddress(NodeId id) const;

    ns3::Ptr<AccessNetwork> GetAccess() const;

    /**
     * Expected time from sending the first byte to arrival of the last, in the true present state
     * of the network; 0 if both are the same node. Backhaul links count as idle.
     * @param bytes      header and payload of the message
     * @param otherBytes bytes that other devices of the cell have under way
     */
    double ExpectTransferSeconds(NodeId from,
                                 NodeId to,
                                 std::uint64_t bytes,
                                 std::uint64_t otherBytes) const;

    /** Fix all random variables of access network, links and internet stacks; @return how many
     * streams were used. */
    std::int64_t AssignStreams(std::int64_t stream);

  private:
    struct Server
    {
        ns3::Ptr<ns3::Node> node;
        int via = -1;
        BackhaulConfig config;
        BackhaulLink link; ///< a: towards the gateway, b: the server
    };

    bool IsDevice(NodeId id) const;
    const Server& GetServer(NodeId id) const;
    bool IsGateway(const Server& server) const;
    ns3::Ptr<ns3::Node> Parent(const Server& server) const;
    /** Indices of the servers from @p index up to the one linked to the gateway. */
    std::vector<std::uint32_t> Chain(std::uint32_t index) const;
    void RouteDevices() const;
    void RouteServer(std::uint32_t index) const;

    ns3::Ptr<AccessNetwork> m_access;
    ns3::NodeContainer m_devices;
    ns3::Ptr<ns3::Node> m_gateway;
    std::vector<Server> m_servers;
    bool m_isForFlows = false;
};

} // namespace edgeward

#endif // EDGEWARD_NET_TOPOLOGY_H
