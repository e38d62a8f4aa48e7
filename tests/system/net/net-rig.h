/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_SYSTEM_NET_NET_RIG_H
#define EDGEWARD_TESTS_SYSTEM_NET_NET_RIG_H

#include "net/flow-access.h"
#include "net/flow-transport.h"
#include "net/topology.h"
#include "net/transport.h"

#include "ns3/mobility-helper.h"
#include "ns3/object-factory.h"
#include "ns3/position-allocator.h"
#include "ns3/simulator.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/** What arrived where and when. */
struct Arrival
{
    std::int64_t timeNs = 0;
    NodeId from = NO_NODE;
    NodeId to = NO_NODE;
    Message message;

    bool
    operator==(const Arrival& other) const
    {
        return timeNs == other.timeNs && from == other.from && to == other.to &&
               message.header == other.message.header &&
               message.payloadBytes == other.message.payloadBytes;
    }
};

/** Devices on an access network, a gateway, servers, a transport, and a list of everything that
 * arrives. */
class NetRig
{
  public:
    /** Devices stand on a circle around the gateway. @param isFlow flows instead of packets */
    NetRig(std::uint32_t devices,
           const ns3::ObjectFactory& access,
           double radiusMeter = 5.0,
           bool isFlow = false)
        : NetRig(devices, access.Create<AccessNetwork>(), radiusMeter, isFlow)
    {
    }

    NetRig(std::uint32_t devices,
           ns3::Ptr<AccessNetwork> network,
           double radiusMeter = 5.0,
           bool isFlow = false)
        : m_isFlow(isFlow)
    {
        m_devices.Create(devices);
        m_gateway = ns3::CreateObject<ns3::Node>();
        auto positions = ns3::CreateObject<ns3::ListPositionAllocator>();
        positions->Add(ns3::Vector(0, 0, 0));
        for (std::uint32_t i = 0; i < devices; i++)
        {
            const double angle = 2 * M_PI * i / devices;
            positions->Add(
                ns3::Vector(radiusMeter * std::cos(angle), radiusMeter * std::sin(angle), 0));
        }
        ns3::MobilityHelper mobility;
        mobility.SetPositionAllocator(positions);
        mobility.Install(m_gateway);
        mobility.Install(m_devices);
        if (isFlow)
        {
            network = network->MakeFlowAccess(m_devices, m_gateway);
        }
        topology = std::make_unique<Topology>(network, m_devices, m_gateway);
    }

    /** Add a server of its own node; @return its NodeId */
    NodeId
    AddServer(int via = -1, const BackhaulConfig& config = {})
    {
        return m_devices.GetN() + topology->AddServer(ns3::CreateObject<ns3::Node>(), via, config);
    }

    /** Add a server in the gateway; @return its NodeId */
    NodeId
    AddServerInGateway()
    {
        return m_devices.GetN() + topology->AddServer(m_gateway, -1, {});
    }

    /** Build the network and start the transport. */
    void
    Start(const ns3::ObjectFactory& factory)
    {
        transport = factory.Create<Transport>();
        if (m_isFlow)
        {
            transport = FlowTransport::StandIn(*transport, *topology, 1000);
        }
        else
        {
            topology->Build();
            topology->AssignStreams(1000);
        }
        for (NodeId id = 0; id < topology->GetN(); id++)
        {
            transport->AddNode(id, topology->GetNode(id), topology->GetAddress(id));
            transport->SetReceiver(id, [this, id](NodeId from, const Message& message) {
                arrivals.push_back({ns3::Simulator::Now().GetNanoSeconds(), from, id, message});
            });
        }
        transport->TraceConnectWithoutContext("Lost", ns3::MakeCallback(&NetRig::HandleLost, this));
        transport->TraceConnectWithoutContext("Foreign",
                                              ns3::MakeCallback(&NetRig::HandleForeign, this));
        transport->Start();
    }

    /** Send at an absolute time. */
    void
    SendAt(ns3::Time time,
           NodeId from,
           NodeId to,
           std::uint64_t payloadBytes,
           std::size_t headerBytes = 10)
    {
        Message message;
        message.payloadBytes = payloadBytes;
        for (std::size_t i = 0; i < headerBytes; i++)
        {
            message.header.push_back(static_cast<std::uint8_t>(i + payloadBytes));
        }
        ns3::Simulator::Schedule(time - ns3::Simulator::Now(),
                                 [this, from, to, message] { transport->Send(from, to, message); });
    }

    /** Run to an absolute time. */
    void
    RunUntil(ns3::Time time)
    {
        ns3::Simulator::Stop(time - ns3::Simulator::Now());
        ns3::Simulator::Run();
    }

    ns3::Ptr<ns3::Node>
    Gateway() const
    {
        return m_gateway;
    }

    std::unique_ptr<Topology> topology;
    ns3::Ptr<Transport> transport;
    std::vector<Arrival> arrivals;
    std::uint64_t lostMessages = 0;
    std::uint64_t foreignEvents = 0;

  private:
    void
    HandleLost(NodeId, NodeId, std::uint64_t)
    {
        lostMessages++;
    }

    void
    HandleForeign(NodeId)
    {
        foreignEvents++;
    }

    ns3::NodeContainer m_devices;
    ns3::Ptr<ns3::Node> m_gateway;
    bool m_isFlow = false;
};

/** A factory with attributes from strings. */
ns3::ObjectFactory MakeFactory(
    const std::string& type,
    const std::vector<std::pair<std::string, std::string>>& attributes = {});

/** Every access network that is linked in, sorted: a new one is tested by being there. */
std::vector<std::string> AccessNetworkNames();

} // namespace edgeward

#endif // EDGEWARD_TESTS_SYSTEM_NET_NET_RIG_H
