/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_INTERNET_STACK_H
#define EDGEWARD_NET_INTERNET_STACK_H

#include "ns3/ipv4-address.h"
#include "ns3/ipv4-static-routing.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"

namespace edgeward
{

/** Install IPv4, TCP and UDP with static routing on the nodes: no IPv6, no global routing, no queue
 * discs. */
void InstallInternet(const ns3::NodeContainer& nodes);

/** Give a device of a node with a stack an address; @return the interface's index. */
std::uint32_t AddIpv4Interface(ns3::Ptr<ns3::NetDevice> device,
                               ns3::Ipv4Address address,
                               ns3::Ipv4Mask mask);

/**
 * Enter every other device of the same link into the neighbour cache of one, for good. A change of
 * the link's state empties the cache: enter them again.
 *
 * Without it the cache's entries die every two minutes and the first packets after that are lost,
 * because ns-3 keeps only three waiting for the answer; Linux renews them while traffic flows.
 */
void AddPermanentNeighbors(ns3::Ptr<ns3::NetDevice> device, const ns3::NetDeviceContainer& link);

/** The static routing of a node; null: no stack. */
ns3::Ptr<ns3::Ipv4StaticRouting> GetStaticRouting(ns3::Ptr<ns3::Node> node);

/** Interface of the node that has the address. @throws std::logic_error if none */
std::uint32_t InterfaceOf(ns3::Ptr<ns3::Node> node, ns3::Ipv4Address address);

/** Fix the random variables of the stacks; @return how many streams were used. */
std::int64_t AssignInternetStreams(const ns3::NodeContainer& nodes, std::int64_t stream);

} // namespace edgeward

#endif // EDGEWARD_NET_INTERNET_STACK_H
