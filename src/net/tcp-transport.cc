/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/tcp-transport.h"

#include "net/frame.h"
#include "net/tcp-connection.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(TcpTransport);

TypeId
TcpTransport::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::TcpTransport")
            .SetParent<Transport>()
            .SetGroupName("Edgeward")
            .AddConstructor<TcpTransport>()
            .AddAttribute("SendBufferSize",
                          "Send buffer of a connection (byte).",
                          UintegerValue(4 << 20), // Linux' net.ipv4.tcp_wmem, maximum
                          MakeUintegerAccessor(&TcpTransport::m_sendBufferBytes),
                          MakeUintegerChecker<std::uint32_t>(4096))
            .AddAttribute("ReceiveBufferSize",
                          "Receive buffer of a connection, which bounds the window (byte).",
                          UintegerValue(6 << 20), // Linux' net.ipv4.tcp_rmem, maximum
                          MakeUintegerAccessor(&TcpTransport::m_receiveBufferBytes),
                          MakeUintegerChecker<std::uint32_t>(4096))
            .AddAttribute("SegmentSize",
                          "Maximum segment, TCP options not counted (byte).",
                          UintegerValue(1448), // MTU 1500 - IPv4 20 - TCP 20 - timestamp option 12
                          MakeUintegerAccessor(&TcpTransport::m_segmentBytes),
                          MakeUintegerChecker<std::uint32_t>(64, 65000))
            .AddAttribute("InitialWindow",
                          "Congestion window of a new connection (segments).",
                          UintegerValue(10), // RFC 6928
                          MakeUintegerAccessor(&TcpTransport::m_initialWindowSegments),
                          MakeUintegerChecker<std::uint32_t>(1))
            .AddAttribute("DelayedAckCount",
                          "Segments that are acknowledged together.",
                          UintegerValue(2), // RFC 1122
                          MakeUintegerAccessor(&TcpTransport::m_delayedAckCount),
                          MakeUintegerChecker<std::uint32_t>(1))
            .AddAttribute("DelayedAckTimeout",
                          "Longest delay of an acknowledgement.",
                          TimeValue(MilliSeconds(40)), // Linux' TCP_DELACK_MIN
                          MakeTimeAccessor(&TcpTransport::m_delayedAckTimeout),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MinRto",
                          "Least retransmission timeout.",
                          TimeValue(MilliSeconds(200)), // Linux' TCP_RTO_MIN
                          MakeTimeAccessor(&TcpTransport::m_minRto),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("ConnectTimeout",
                          "Retransmission timeout of the first SYN.",
                          TimeValue(Seconds(1)), // RFC 6298
                          MakeTimeAccessor(&TcpTransport::m_connectTimeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("NoDelay",
                          "Send small segments at once (TCP_NODELAY), as RPC systems do.",
                          BooleanValue(true), // gRPC's default
                          MakeBooleanAccessor(&TcpTransport::m_noDelay),
                          MakeBooleanChecker());
    return tid;
}

TcpTransport::TcpTransport() = default;
TcpTransport::~TcpTransport() = default;

Ptr<Socket>
TcpTransport::MakeTcpSocket(NodeId node, std::uint16_t port) const
{
    auto socket = MakeSocket(node, "ns3::TcpSocketFactory", port);
    socket->SetAttribute("SndBufSize", UintegerValue(m_sendBufferBytes));
    socket->SetAttribute("RcvBufSize", UintegerValue(m_receiveBufferBytes));
    socket->SetAttribute("SegmentSize", UintegerValue(m_segmentBytes));
    socket->SetAttribute("InitialCwnd", UintegerValue(m_initialWindowSegments));
    socket->SetAttribute("DelAckCount", UintegerValue(m_delayedAckCount));
    socket->SetAttribute("DelAckTimeout", TimeValue(m_delayedAckTimeout));
    socket->SetAttribute("ConnTimeout", TimeValue(m_connectTimeout));
    socket->SetAttribute("MinRto", TimeValue(m_minRto));
    socket->SetAttribute("TcpNoDelay", BooleanValue(m_noDelay));
    return socket;
}

void
TcpTransport::Start()
{
    for (NodeId id = 0; id < m_endpoints.size(); id++)
    {
        if (m_endpoints[id].node)
        {
            auto socket = MakeTcpSocket(id, m_port);
            m_listeners[id] = socket;
            socket->Listen();
            socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                      MakeCallback(&TcpTransport::HandleAccept, this));
        }
    }
}

void
TcpTransport::Send(NodeId from, NodeId to, const Message& message)
{
    CheckSend(from, to);
    if (!m_endpoints[from].isUp)
    {
        m_lost(from, to, message.TotalBytes());
        return;
    }
    auto& sender = m_senders[{from, to}];
    if (!sender)
    {
        sender = std::make_unique<TcpSender>(*this, from, to);
    }
    sender->Send(message.InBytes());
}

void
TcpTransport::HandleAccept(Ptr<Socket> socket, const Address&)
{
    NodeId at = 0;
    while (m_endpoints[at].node != socket->GetNode())
    {
        at++;
    }
    if (!m_endpoints[at].isUp)
    {
        AbortTcp(socket);
        return;
    }
    m_receivers.push_back(std::make_shared<TcpReceiver>(*this, at, socket));
}

bool
TcpTransport::HandleMessage(NodeId from, NodeId at, const Message& message)
{
    const auto sender = m_senders.find({from, at});
    if (sender == m_senders.end() || !sender->second->Arrived())
    {
        m_foreign(at);
        return false;
    }
    Deliver(from, at, message);
    return true;
}

void
TcpTransport::Remove(const TcpReceiver* receiver)
{
    for (auto entry = m_receivers.begin(); entry != m_receivers.end(); ++entry)
    {
        if (entry->get() == receiver)
        {
            // Kept until the present event, which runs in it, is over.
            Simulator::ScheduleNow([kept = *entry] { (void)kept; });
            m_receivers.erase(entry);
            return;
        }
    }
}

std::uint64_t
TcpTransport::GetPendingBytes(NodeId node) const
{
    std::uint64_t bytes = 0;
    for (auto entry = m_senders.lower_bound({node, 0});
         entry != m_senders.end() && entry->first.first == node;
         ++entry)
    {
        bytes += entry->second->GetPendingBytes();
    }
    return bytes;
}

void
TcpTransport::SetNodeUp(NodeId node, bool isUp)
{
    m_endpoints.at(node).isUp = isUp;
    if (isUp)
    {
        return;
    }
    for (auto& entry : m_senders)
    {
        if (entry.first.first == node)
        {
            entry.second->Abort();
        }
    }
    // Peers learn of it when the reset reaches them.
    for (auto entry = m_receivers.begin(); entry != m_receivers.end();)
    {
        const auto receiver = *entry++;
        if (receiver->At() == node)
        {
            receiver->Abort();
            Remove(receiver.get());
        }
    }
}

FlowProtocol
TcpTransport::Protocol() const
{
    FlowProtocol protocol;
    protocol.isStream = true;
    protocol.segmentBytes = m_segmentBytes;
    protocol.headerBytes = 52; // IPv4 20, TCP with timestamps 32
    protocol.prefixBytes = FramePrefix::SIZE;
    protocol.packetsPerAck = m_delayedAckCount;
    protocol.windowSegments = m_initialWindowSegments;
    protocol.maxWindowBytes = std::min(m_sendBufferBytes, m_receiveBufferBytes);
    protocol.leastTimeoutSeconds = m_minRto.GetSeconds();
    return protocol;
}

void
TcpTransport::DoDispose()
{
    m_receivers.clear();
    m_senders.clear();
    m_listeners.clear();
    Transport::DoDispose();
}

} // namespace edgeward
