/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/topology.h"

#include "base/errors.h"
#include "net/internet-stack.h"
#include "net/network-path.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

using namespace ns3;

namespace
{

const Ipv4Address ACCESS_NETWORK("10.0.0.0");
const Ipv4Address LINK_NETWORKS("10.128.0.0");

constexpr std::uint64_t PPP_BYTES = 2; ///< ns3::PppHeader

/** What a link between servers does to a message of @p bytes. */
PathHop
HopOf(const BackhaulLink& link, std::uint64_t bytes)
{
    const double bps = link.config.rate.GetBitRate();
    PathHop hop;
    hop.transferSeconds = 8.0 * WireBytes(bytes, PPP_BYTES) / bps;
    hop.packetSeconds = 8.0 * WireBytes(std::min(bytes, PACKET_MESSAGE_BYTES), PPP_BYTES) / bps;
    hop.delaySeconds = link.OneWayDelay().GetSeconds();
    return hop;
}

} // namespace

Topology::Topology(Ptr<AccessNetwork> access, const NodeContainer& devices, Ptr<Node> gateway)
    : m_access(access)
    , m_devices(devices)
    , m_gateway(gateway)
{
}

std::uint32_t
Topology::AddServer(Ptr<Node> server, int via, const BackhaulConfig& config)
{
    const std::string key = "servers." + std::to_string(m_servers.size());
    if (via < -1 || via >= static_cast<int>(m_servers.size()))
    {
        throw ConfigError({},
                          key + ".via",
                          std::to_string(via) + " is no earlier server",
                          "use -1 for the gateway or the index of a server before this one");
    }
    for (const auto& other : m_servers)
    {
        if (other.node == server)
        {
            throw ConfigError({}, key, "two servers on one node", "give each its own node");
        }
    }
    Server entry;
    entry.node = server;
    entry.via = via;
    entry.config = config;
    if (!IsGateway(entry))
    {
        ValidateBackhaul(config, key + ".link");
    }
    m_servers.push_back(entry);
    return m_servers.size() - 1;
}

void
Topology::Build()
{
    NodeContainer nodes(m_devices);
    nodes.Add(m_gateway);
    for (const auto& server : m_servers)
    {
        if (!IsGateway(server))
        {
            nodes.Add(server.node);
        }
    }
    InstallInternet(nodes);
    m_access->Install(m_devices, m_gateway, ACCESS_NETWORK);
    RouteDevices();
    for (std::uint32_t i = 0; i < m_servers.size(); i++)
    {
        Server& server = m_servers[i];
        if (!IsGateway(server))
        {
            const Ipv4Address network(LINK_NETWORKS.Get() + 4 * i);
            server.link = ConnectBackhaul(Parent(server), server.node, server.config, network);
            RouteServer(i);
        }
    }
}

void
Topology::BuildForFlows()
{
    m_isForFlows = true;
    for (auto& server : m_servers)
    {
        server.link.config = server.config;
    }
}

void
Topology::RouteDevices() const
{
    for (std::uint32_t i = 0; i < m_devices.GetN(); i++)
    {
        const auto node = m_devices.Get(i);
        GetStaticRouting(node)->SetDefaultRoute(m_access->GetGatewayAddress(i),
                                                InterfaceOf(node, m_access->GetAddress(i)));
    }
}

void
Topology::RouteServer(std::uint32_t index) const
{
    const Server& server = m_servers[index];
    GetStaticRouting(server.node)
        ->SetDefaultRoute(server.link.addressA, InterfaceOf(server.node, server.link.addressB));
    // Everyone above the parent reaches the new link by the next server of the chain.
    const auto network = server.link.addressB.CombineMask("/30");
    const auto chain = Chain(index);
    for (std::size_t i = 1; i < chain.size(); i++)
    {
        const Server& next = m_servers[chain[i]];
        const auto node = Parent(next);
        GetStaticRouting(node)->AddNetworkRouteTo(
            network, "/30", next.link.addressB, InterfaceOf(node, next.link.addressA));
    }
}

std::uint32_t
Topology::GetN() const
{
    return m_devices.GetN() + m_servers.size();
}

bool
Topology::IsDevice(NodeId id) const
{
    return id < m_devices.GetN();
}

const Topology::Server&
Topology::GetServer(NodeId id) const
{
    return m_servers.at(id - m_devices.GetN());
}

bool
Topology::IsGateway(const Server& server) const
{
    return server.node == m_gateway;
}

Ptr<Node>
Topology::Parent(const Server& server) const
{
    return server.via < 0 ? m_gateway : m_servers[server.via].node;
}

std::vector<std::uint32_t>
Topology::Chain(std::uint32_t index) const
{
    std::vector<std::uint32_t> chain;
    for (int i = static_cast<int>(index); i >= 0; i = m_servers[i].via)
    {
        if (!IsGateway(m_servers[i]))
        {
            chain.push_back(i);
        }
    }
    return chain;
}

Ptr<Node>
Topology::GetNode(NodeId id) const
{
    return IsDevice(id) ? m_devices.Get(id) : GetServer(id).node;
}

Ipv4Address
Topology::GetAddress(NodeId id) const
{
    if (m_isForFlows)
    {
        return Ipv4Address();
    }
    if (IsDevice(id))
    {
        return m_access->GetAddress(id);
    }
    const Server& server = GetServer(id);
    return IsGateway(server) ? m_access->GetGatewayAddress() : server.link.addressB;
}

Ptr<AccessNetwork>
Topology::GetAccess() const
{
    return m_access;
}

std::vector<TopologyStep>
Topology::Path(NodeId from, NodeId to) const
{
    std::vector<TopologyStep> steps;
    if (from == to)
    {
        return steps;
    }
    std::vector<std::uint32_t> chains[2];
    const NodeId ends[] = {from, to};
    for (int i = 0; i < 2; i++)
    {
        if (!IsDevice(ends[i]))
        {
            chains[i] = Chain(ends[i] - m_devices.GetN());
        }
    }
    // Links above the lowest common ancestor are not crossed.
    while (!chains[0].empty() && !chains[1].empty() && chains[0].back() == chains[1].back())
    {
        chains[0].pop_back();
        chains[1].pop_back();
    }
    if (IsDevice(from))
    {
        steps.push_back({true, from, true});
    }
    for (const auto index : chains[0])
    {
        steps.push_back({false, index, true});
    }
    for (auto index = chains[1].rbegin(); index != chains[1].rend(); ++index)
    {
        steps.push_back({false, *index, false});
    }
    if (IsDevice(to))
    {
        steps.push_back({true, to, false});
    }
    return steps;
}

const BackhaulLink&
Topology::GetLink(std::uint32_t index) const
{
    return m_servers.at(index).link;
}

std::uint32_t
Topology::CountServers() const
{
    return m_servers.size();
}

double
Topology::ExpectTransferSeconds(NodeId from,
                                NodeId to,
                                std::uint64_t bytes,
                                std::uint64_t otherBytes) const
{
    if (from == to)
    {
        return 0.0;
    }
    std::vector<PathHop> hops;
    for (const TopologyStep& step : Path(from, to))
    {
        if (!step.isAccess)
        {
            hops.push_back(HopOf(m_servers[step.index].link, bytes));
            continue;
        }
        const auto packet = std::min(bytes, PACKET_MESSAGE_BYTES);
        PathHop hop;
        hop.transferSeconds = m_access->ExpectTransferSeconds(step.index, bytes, otherBytes);
        hop.packetSeconds = m_access->ExpectTransferSeconds(step.index, packet, 0);
        hops.push_back(hop);
    }
    return ExpectPathSeconds(hops);
}

std::int64_t
Topology::AssignStreams(std::int64_t stream)
{
    const std::int64_t first = stream;
    stream += m_access->AssignStreams(stream);
    NodeContainer nodes(m_devices);
    nodes.Add(m_gateway);
    for (const auto& server : m_servers)
    {
        if (!IsGateway(server))
        {
            stream += edgeward::AssignStreams(server.link, stream);
            nodes.Add(server.node);
        }
    }
    stream += AssignInternetStreams(nodes, stream);
    return stream - first;
}

} // namespace edgeward
