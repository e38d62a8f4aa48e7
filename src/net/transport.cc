/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/transport.h"

#include "base/errors.h"

#include "ns3/inet-socket-address.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(Transport);

TypeId
Transport::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::Transport")
            .SetParent<Object>()
            .SetGroupName("Edgeward")
            .AddAttribute("Port",
                          "Port every node listens on.",
                          UintegerValue(7766), // not assigned by IANA
                          MakeUintegerAccessor(&Transport::m_port),
                          MakeUintegerChecker<std::uint16_t>(1))
            .AddAttribute("Priority",
                          "Socket priority of every packet; 802.11 user priority of Wi-Fi: 0 best "
                          "effort, 1 background, "
                          "5 video, 6 voice.",
                          UintegerValue(0), // Linux default of SO_PRIORITY
                          MakeUintegerAccessor(&Transport::m_priority),
                          MakeUintegerChecker<std::uint8_t>(0, 7))
            .AddTraceSource("Arrived",
                            "A message is there, whole: sender, receiver, bytes.",
                            MakeTraceSourceAccessor(&Transport::m_arrived),
                            "edgeward::Transport::MessageCallback")
            .AddTraceSource("Lost",
                            "The transport has given a message up: sender, receiver, bytes.",
                            MakeTraceSourceAccessor(&Transport::m_lost),
                            "edgeward::Transport::MessageCallback")
            .AddTraceSource("Foreign",
                            "A node has got something that is no message of ours.",
                            MakeTraceSourceAccessor(&Transport::m_foreign),
                            "edgeward::Transport::NodeCallback");
    return tid;
}

void
Transport::AddNode(NodeId id, Ptr<Node> node, Ipv4Address address)
{
    if (id >= m_endpoints.size())
    {
        m_endpoints.resize(id + 1);
    }
    m_endpoints[id].node = node;
    m_endpoints[id].address = address;
}

void
Transport::SetReceiver(NodeId id, Receiver receiver)
{
    m_endpoints.at(id).receiver = std::move(receiver);
}

FlowProtocol
Transport::Protocol() const
{
    throw ConfigError({},
                      "fidelity",
                      GetInstanceTypeId().GetName() + " has no flow model",
                      "use fidelity = \"packet\"");
}

void
Transport::DoDispose()
{
    m_endpoints.clear();
    Object::DoDispose();
}

void
Transport::CheckSend(NodeId from, NodeId to) const
{
    const bool isKnown = from < m_endpoints.size() && to < m_endpoints.size() &&
                         m_endpoints[from].node && m_endpoints[to].node;
    if (!isKnown || from == to)
    {
        throw std::logic_error("Transport::Send: no way from node " + std::to_string(from) +
                               " to node " + std::to_string(to));
    }
}

void
Transport::Deliver(NodeId from, NodeId to, const Message& message)
{
    if (!m_endpoints[to].isUp)
    {
        m_lost(from, to, message.TotalBytes());
        return;
    }
    m_arrived(from, to, message.TotalBytes());
    // A copy, because the receiver may replace itself.
    const Receiver receiver = m_endpoints[to].receiver;
    if (receiver)
    {
        receiver(from, message);
    }
}

Ptr<Socket>
Transport::MakeSocket(NodeId node, const std::string& factory, std::uint16_t port) const
{
    auto socket = Socket::CreateSocket(m_endpoints[node].node, TypeId::LookupByName(factory));
    socket->SetPriority(m_priority);
    if (port == 0)
    {
        socket->Bind();
    }
    else
    {
        socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port));
    }
    return socket;
}

} // namespace edgeward
