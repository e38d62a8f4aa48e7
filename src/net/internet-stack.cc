/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/internet-stack.h"

#include "ns3/arp-cache.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/node.h"

#include <stdexcept>

namespace edgeward
{

using namespace ns3;

void
InstallInternet(const NodeContainer& nodes)
{
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.SetRoutingHelper(Ipv4StaticRoutingHelper());
    stack.Install(nodes);
}

std::uint32_t
AddIpv4Interface(Ptr<NetDevice> device, Ipv4Address address, Ipv4Mask mask)
{
    auto ipv4 = device->GetNode()->GetObject<Ipv4>();
    if (!ipv4)
    {
        throw std::logic_error("AddIpv4Interface: the node has no internet stack");
    }
    const std::uint32_t interface = ipv4->AddInterface(device);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, mask));
    ipv4->SetMetric(interface, 1);
    ipv4->SetUp(interface);
    return interface;
}

void
AddPermanentNeighbors(Ptr<NetDevice> device, const NetDeviceContainer& link)
{
    auto ipv4 = device->GetNode()->GetObject<Ipv4L3Protocol>();
    auto cache = ipv4->GetInterface(ipv4->GetInterfaceForDevice(device))->GetArpCache();
    for (std::uint32_t i = 0; i < link.GetN() && cache; i++)
    {
        if (link.Get(i) != device)
        {
            auto peer = link.Get(i)->GetNode()->GetObject<Ipv4>();
            const auto interface = peer->GetInterfaceForDevice(link.Get(i));
            const auto address = peer->GetAddress(interface, 0).GetLocal();
            auto entry = cache->Lookup(address);
            entry = entry ? entry : cache->Add(address);
            entry->SetMacAddress(link.Get(i)->GetAddress());
            entry->MarkPermanent();
        }
    }
}

Ptr<Ipv4StaticRouting>
GetStaticRouting(Ptr<Node> node)
{
    auto ipv4 = node->GetObject<Ipv4>();
    return ipv4 ? Ipv4StaticRoutingHelper().GetStaticRouting(ipv4) : nullptr;
}

std::uint32_t
InterfaceOf(Ptr<Node> node, Ipv4Address address)
{
    auto ipv4 = node->GetObject<Ipv4>();
    const std::int32_t interface = ipv4 ? ipv4->GetInterfaceForAddress(address) : -1;
    if (interface < 0)
    {
        throw std::logic_error("InterfaceOf: the node does not have that address");
    }
    return interface;
}

std::int64_t
AssignInternetStreams(const NodeContainer& nodes, std::int64_t stream)
{
    return InternetStackHelper().AssignStreams(nodes, stream);
}

} // namespace edgeward
