/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_ROUTES_H
#define EDGEWARD_NET_FLOW_ROUTES_H

#include "net/flow-network.h"

#include <unordered_map>

namespace edgeward
{

/** The way of the messages of an ordered pair of nodes. */
struct FlowRoute
{
    std::vector<TopologyStep> path;
    std::uint32_t lane = 0;    ///< messages that go through one bottleneck in order have the same
    bool isHeld = false;       ///< the lane's bottleneck goes to senders in random order
    double roundSeconds = 0.0; ///< of a full packet and its acknowledgement
    double queueBytes = 0.0;   ///< that the queue before the bottleneck holds; 0: any amount
    FlowWindow window;         ///< of the connection
    std::int64_t openNs = -1;  ///< until then its messages wait for the window to open
    std::int64_t lastArrivalNs = 0; ///< of a message
};

/** Routes that have been asked for, kept. */
class FlowRoutes
{
  public:
    /** @param topology, network live longer */
    FlowRoutes(const Topology& topology, const FlowNetwork& network, const FlowProtocol& protocol);

    /** @return index of the route, dense from 0 */
    std::uint32_t Find(NodeId from, NodeId to);

    FlowRoute& Get(std::uint32_t index);

    /** A message is to be sent on a stream: let its window open.
     * @return since when it has been open, in the past, or when it will be */
    std::int64_t Open(FlowRoute& route, std::uint64_t bytes, std::int64_t nowNs);

    /** A message is sent on a stream behind others of its sender. @return s that it will be late
     * because the sender's queue overflows */
    double Overflow(FlowRoute& route, double bytes, double queuedBytes, std::int64_t nowNs) const;

    /** Lanes so far, dense from 0. */
    std::uint32_t CountLanes() const;

    /** The connections of a node are closed. */
    void Close(NodeId node);

  private:
    static constexpr std::uint32_t NONE = static_cast<std::uint32_t>(-1);

    /** Routes between a device and a server. */
    struct Pair
    {
        std::uint32_t up = NONE;
        std::uint32_t down = NONE;
    };

    FlowRoute Make(NodeId from, NodeId to);

    /** Where the number of a route is kept. */
    std::uint32_t& Slot(NodeId from, NodeId to);

    const Topology& m_topology;
    const FlowNetwork& m_network;
    FlowProtocol m_protocol;
    std::vector<FlowRoute> m_routes;
    std::vector<NodeId> m_senders, m_receivers; ///< by route
    std::uint32_t m_servers;
    NodeId m_devices;
    std::vector<Pair> m_pairs; ///< by device and server, where almost all messages go
    std::unordered_map<std::uint64_t, std::uint32_t> m_otherRouteOf; ///< by pair
    std::unordered_map<std::uint64_t, std::uint32_t>
        m_laneOf;                 ///< by sender, or anyone, and bottleneck
    std::vector<FlowHop> m_probe; ///< scratch
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_ROUTES_H
