/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-routes.h"

#include "net/flow-overflow.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace edgeward
{

namespace
{

/** A message of this size says where a pair has its bottleneck: some full aggregates of Wi-Fi. */
constexpr std::uint64_t BOTTLENECK_BYTES = 100'000;

/** Stands for all senders in a key. */
constexpr NodeId ANYONE = NO_NODE;

/** A link that is slower than what comes before it by this has a queue of whole messages. */
constexpr double MUCH_SLOWER = 2.0;

std::uint64_t
KeyOf(std::uint32_t first, std::uint32_t second)
{
    return std::uint64_t{first} << 32 | second;
}

/**
 * Whether messages of different senders go through a way's bottleneck one after the other. A wire's
 * queue is first come, first served, and a window that is open puts a whole message there before
 * much of the next one comes, unless the message comes hardly faster than it leaves. In a cell
 * senders take turns, and so they come out of it.
 */
bool
IsInOrder(const std::vector<FlowHop>& hops)
{
    const FlowHop& slowest = SlowestOf(hops);
    return slowest.isHeld || std::all_of(hops.begin(), hops.end(), [&](const FlowHop& hop) {
               return hop.group == FlowSharing::NO_GROUP &&
                      (&hop == &slowest || MUCH_SLOWER * hop.seconds < slowest.seconds);
           });
}

} // namespace

FlowRoutes::FlowRoutes(const Topology& topology,
                       const FlowNetwork& network,
                       const FlowProtocol& protocol)
    : m_topology(topology)
    , m_network(network)
    , m_protocol(protocol)
    , m_servers(topology.CountServers())
    , m_devices(topology.GetN() - m_servers)
    , m_pairs(std::size_t{m_devices} * m_servers)
{
}

FlowRoute
FlowRoutes::Make(NodeId from, NodeId to)
{
    FlowRoute route;
    route.path = m_topology.Path(from, to);
    if (route.path.empty())
    {
        return route; // two servers in the gateway: no network between them
    }
    m_network.Describe(route.path, m_protocol.segmentBytes, m_probe);
    route.roundSeconds = AloneSeconds(m_probe);
    m_network.Describe(route.path, 0, m_probe);
    route.roundSeconds += AloneSeconds(m_probe);
    m_network.Describe(route.path, BOTTLENECK_BYTES, m_probe);
    route.isHeld = SlowestOf(m_probe).isHeld;
    route.queueBytes = static_cast<double>(SlowestOf(m_probe).queuePackets) *
                       static_cast<double>(m_protocol.segmentBytes);
    const NodeId sender = IsInOrder(m_probe) ? ANYONE : from;
    const std::uint64_t lane = KeyOf(sender, SlowestOf(m_probe).resource);
    route.lane = m_laneOf.try_emplace(lane, CountLanes()).first->second;
    return route;
}

std::uint32_t
FlowRoutes::Find(NodeId from, NodeId to)
{
    std::uint32_t& slot = Slot(from, to);
    if (slot == NONE)
    {
        slot = static_cast<std::uint32_t>(m_routes.size());
        m_routes.push_back(Make(from, to));
        m_senders.push_back(from);
        m_receivers.push_back(to);
    }
    return slot;
}

std::uint32_t&
FlowRoutes::Slot(NodeId from, NodeId to)
{
    const bool isUp = from < m_devices && to >= m_devices;
    const bool isDown = from >= m_devices && to < m_devices;
    if (isUp)
    {
        return m_pairs[std::size_t{from} * m_servers + (to - m_devices)].up;
    }
    if (isDown)
    {
        return m_pairs[std::size_t{to} * m_servers + (from - m_devices)].down;
    }
    return m_otherRouteOf.try_emplace(KeyOf(from, to), NONE).first->second;
}

FlowRoute&
FlowRoutes::Get(std::uint32_t index)
{
    return m_routes[index];
}

std::int64_t
FlowRoutes::Open(FlowRoute& route, std::uint64_t bytes, std::int64_t nowNs)
{
    if (!route.window.isOpen)
    {
        route.window.sinceNs = nowNs;
    }
    // A window that is open and not filled neither holds a message up nor learns from it.
    const auto amount = static_cast<double>(bytes);
    if (!route.window.isOpen || amount >= route.window.bytes)
    {
        m_network.Describe(route.path, bytes, m_probe);
        const double rate = std::max(1.0, amount) / SlowestOf(m_probe).seconds;
        const double wait =
            SlowStartSeconds(m_protocol, route.window, amount, rate, route.roundSeconds);
        if (wait > 0.0)
        {
            route.openNs = std::max<std::int64_t>(route.openNs, nowNs + std::llround(1e9 * wait));
        }
    }
    return route.openNs;
}

double
FlowRoutes::Overflow(FlowRoute& route, double bytes, double queuedBytes, std::int64_t nowNs) const
{
    const FlowBurst burst{bytes, queuedBytes, route.queueBytes, route.roundSeconds};
    return OverflowSeconds(m_protocol, route.window, burst, nowNs);
}

std::uint32_t
FlowRoutes::CountLanes() const
{
    return m_laneOf.size();
}

void
FlowRoutes::Close(NodeId node)
{
    for (std::size_t route = 0; route < m_routes.size(); ++route)
    {
        if (m_senders[route] == node || m_receivers[route] == node)
        {
            m_routes[route].window.isOpen = false;
        }
    }
}

} // namespace edgeward
