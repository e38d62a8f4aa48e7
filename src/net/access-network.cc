/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/access-network.h"

#include "base/errors.h"
#include "net/flow-access.h"
#include "net/internet-stack.h"

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(AccessNetwork);

namespace
{

constexpr std::uint32_t MAX_DEVICES = 16000; ///< a /30 each in a /16

} // namespace

TypeId
AccessNetwork::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::AccessNetwork").SetParent<Object>().SetGroupName("Edgeward");
    return tid;
}

void
AccessNetwork::Install(const NodeContainer& devices, Ptr<Node> gateway, Ipv4Address network)
{
    if (devices.GetN() == 0 || devices.GetN() > MAX_DEVICES)
    {
        throw ConfigError({},
                          "devices",
                          std::to_string(devices.GetN()) + " devices on an access network",
                          "use 1 to " + std::to_string(MAX_DEVICES));
    }
    DoInstall(devices, gateway);
    if (m_gatewayDevices.GetN() == 1)
    {
        NumberSegment(network);
    }
    else
    {
        NumberLinks(network);
    }
}

void
AccessNetwork::NumberSegment(Ipv4Address network)
{
    m_gatewayAddresses.emplace_back(network.Get() + 1);
    AddIpv4Interface(m_gatewayDevices.Get(0), m_gatewayAddresses[0], "/16");
    for (std::uint32_t i = 0; i < m_deviceDevices.GetN(); i++)
    {
        m_addresses.emplace_back(network.Get() + 2 + i);
        AddIpv4Interface(m_deviceDevices.Get(i), m_addresses[i], "/16");
    }
    NetDeviceContainer all(m_gatewayDevices);
    all.Add(m_deviceDevices);
    for (std::uint32_t i = 0; i < all.GetN(); i++)
    {
        RenewNeighbors(this, i);
        // The neighbour cache, whose own callback comes before ours, forgets everything when a
        // station associates.
        all.Get(i)->AddLinkChangeCallback(
            MakeBoundCallback(&AccessNetwork::RenewNeighbors, this, i));
    }
}

void
AccessNetwork::RenewNeighbors(AccessNetwork* network, std::uint32_t index)
{
    NetDeviceContainer all(network->m_gatewayDevices);
    all.Add(network->m_deviceDevices);
    AddPermanentNeighbors(all.Get(index), all);
}

void
AccessNetwork::NumberLinks(Ipv4Address network)
{
    for (std::uint32_t i = 0; i < m_deviceDevices.GetN(); i++)
    {
        m_gatewayAddresses.emplace_back(network.Get() + 4 * i + 1);
        m_addresses.emplace_back(network.Get() + 4 * i + 2);
        AddIpv4Interface(m_gatewayDevices.Get(i), m_gatewayAddresses[i], "/30");
        AddIpv4Interface(m_deviceDevices.Get(i), m_addresses[i], "/30");
    }
}

Ptr<FlowAccess>
AccessNetwork::MakeFlowAccess(const NodeContainer&, Ptr<Node>) const
{
    throw ConfigError({},
                      "fidelity",
                      GetInstanceTypeId().GetName() + " has no flow model",
                      "use fidelity = \"packet\"");
}

Ipv4Address
AccessNetwork::GetAddress(std::uint32_t device) const
{
    return m_addresses.at(device);
}

Ipv4Address
AccessNetwork::GetGatewayAddress(std::uint32_t device) const
{
    return m_gatewayAddresses.size() == 1 ? m_gatewayAddresses[0] : m_gatewayAddresses.at(device);
}

std::uint32_t
AccessNetwork::GetCell(std::uint32_t) const
{
    return 0;
}

std::int64_t
AccessNetwork::AssignStreams(std::int64_t stream)
{
    return DoAssignStreams(stream);
}

bool
AccessNetwork::HasRadio() const
{
    return true;
}

double
AccessNetwork::GetRadioJoule(std::uint32_t) const
{
    return 0.0;
}

double
AccessNetwork::GetRadioIdleWatt() const
{
    return 0.0;
}

double
AccessNetwork::GetRadioTxWatt() const
{
    return 0.0;
}

} // namespace edgeward
