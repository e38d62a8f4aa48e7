/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_BACKHAUL_H
#define EDGEWARD_NET_BACKHAUL_H

#include "ns3/data-rate.h"
#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/point-to-point-net-device.h"

#include <string>

namespace edgeward
{

/** A wired link between gateway and servers. Both directions have the same values. */
struct BackhaulConfig
{
    ns3::DataRate rate{"1Gbps"};       ///< > 0; default: the Ethernet port of an access point
    ns3::Time delay = ns3::Seconds(0); ///< propagation, >= 0
    ns3::Time extraEgressDelay =
        ns3::Seconds(0); ///< added to every packet that leaves on this link, at both ends,
                         ///< as "tc qdisc add ... netem delay" does; >= 0
    double loss = 0.0;   ///< probability that a packet is lost, per packet and direction, 0..1
    std::uint32_t queuePackets =
        1000; ///< drop-tail queue of each end, >= 1; default: Linux' txqueuelen
};

/** What Connect() made. */
struct BackhaulLink
{
    BackhaulConfig config;
    ns3::Ptr<ns3::PointToPointNetDevice> deviceA;
    ns3::Ptr<ns3::PointToPointNetDevice> deviceB;
    ns3::Ipv4Address addressA;
    ns3::Ipv4Address addressB;

    /** Time from the last bit's leaving one end to its arriving at the other, extra egress delay
     * included. */
    ns3::Time OneWayDelay() const;
};

/**
 * Check the values of a link in pure code.
 * @param key names the link in the message, e.g. "servers.cloud.link"
 * @throws ConfigError naming the first bad value
 */
void ValidateBackhaul(const BackhaulConfig& config, const std::string& key);

/**
 * Join two nodes that have an internet stack by a point-to-point link.
 *
 * The extra egress delay is put into the channel's delay: a constant delay before a FIFO
 * transmitter shifts every departure by that constant and changes nothing else, so delaying before
 * or after serialization is the same.
 *
 * @param network first address of the /30 to number from; a gets .1, b gets .2 of it
 * @throws ConfigError as ValidateBackhaul()
 */
BackhaulLink ConnectBackhaul(ns3::Ptr<ns3::Node> a,
                             ns3::Ptr<ns3::Node> b,
                             const BackhaulConfig& config,
                             ns3::Ipv4Address network);

/** Fix the random variables (loss) of both ends; @return how many streams were used: 2. */
std::int64_t AssignStreams(const BackhaulLink& link, std::int64_t stream);

} // namespace edgeward

#endif // EDGEWARD_NET_BACKHAUL_H
