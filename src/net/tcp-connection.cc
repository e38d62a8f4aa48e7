/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/tcp-connection.h"

#include "net/tcp-transport.h"

#include "ns3/inet-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-base.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

namespace
{

/** ns-3 has no public way to abort a connection; a derived class may name the protected one. */
class Resetter : public TcpSocketBase
{
  public:
    static void
    Reset(TcpSocketBase& socket)
    {
        const TcpStates_t state = socket.*(&Resetter::m_state);
        if (state == SYN_SENT)
        {
            // The peer has no connection yet that could be reset, and ns-3.37's listeners take a
            // reset for news of a full window: with assertions, the next attempt would be the end.
            (socket.*(&Resetter::CloseAndNotify))();
            return;
        }
        (socket.*(&Resetter::SendRST))();
    }
};

/** Stop listening to a socket. */
void
Silence(Ptr<Socket> socket)
{
    const auto none = MakeNullCallback<void, Ptr<Socket>>();
    socket->SetConnectCallback(none, none);
    socket->SetCloseCallbacks(none, none);
    socket->SetRecvCallback(none);
    socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, std::uint32_t>());
}

/** Let go of a socket, but not before the present event, which may be its own, is over. */
void
Release(Ptr<Socket>& socket)
{
    Silence(socket);
    Simulator::ScheduleNow([kept = socket] { (void)kept; });
    socket = nullptr;
}

} // namespace

void
AbortTcp(Ptr<Socket> socket)
{
    Silence(socket);
    // Later, because a socket does not expect to be reset in the middle of its own callback.
    Simulator::ScheduleNow([socket] { Resetter::Reset(*DynamicCast<TcpSocketBase>(socket)); });
}

TcpSender::TcpSender(TcpTransport& transport, NodeId from, NodeId to)
    : m_transport(transport)
    , m_from(from)
    , m_to(to)
{
}

TcpSender::~TcpSender()
{
    if (m_socket)
    {
        Silence(m_socket);
    }
}

void
TcpSender::Send(const Message& message)
{
    Outgoing outgoing;
    outgoing.bytes.reserve(FramePrefix::SIZE + message.header.size());
    MakeFramePrefix(m_from, message).Encode(outgoing.bytes);
    outgoing.bytes.insert(outgoing.bytes.end(), message.header.begin(), message.header.end());
    outgoing.payloadBytes = message.payloadBytes;
    m_outgoing.push_back(std::move(outgoing));
    m_underWay.push_back(message.TotalBytes());
    m_pendingBytes += message.TotalBytes();
    if (!m_socket)
    {
        Open();
    }
    else if (m_isConnected)
    {
        Pump();
    }
}

void
TcpSender::Open()
{
    m_socket = m_transport.MakeTcpSocket(m_from, 0);
    m_socket->SetConnectCallback(MakeCallback(&TcpSender::HandleConnected, this),
                                 MakeCallback(&TcpSender::HandleClosed, this));
    m_socket->SetCloseCallbacks(MakeCallback(&TcpSender::HandleClosed, this),
                                MakeCallback(&TcpSender::HandleClosed, this));
    m_socket->SetSendCallback(MakeCallback(&TcpSender::HandleSpace, this));
    const InetSocketAddress peer(m_transport.m_endpoints[m_to].address, m_transport.m_port);
    if (m_socket->Connect(peer) != 0)
    {
        HandleClosed(m_socket);
    }
}

void
TcpSender::HandleConnected(Ptr<Socket>)
{
    m_isConnected = true;
    Pump();
}

void
TcpSender::HandleSpace(Ptr<Socket>, std::uint32_t)
{
    if (m_isConnected)
    {
        Pump();
    }
}

void
TcpSender::HandleClosed(Ptr<Socket>)
{
    Release(m_socket);
    LoseAll();
}

void
TcpSender::Pump()
{
    while (!m_outgoing.empty())
    {
        Outgoing& outgoing = m_outgoing.front();
        if (Write(outgoing) == 0)
        {
            return;
        }
        if (outgoing.written == outgoing.bytes.size() && outgoing.payloadBytes == 0)
        {
            m_outgoing.pop_front();
        }
    }
}

std::uint64_t
TcpSender::Write(Outgoing& outgoing)
{
    const std::uint64_t room = m_socket->GetTxAvailable();
    const auto real = std::min<std::uint64_t>(room, outgoing.bytes.size() - outgoing.written);
    const auto zeros = std::min<std::uint64_t>(room - real, outgoing.payloadBytes);
    if (real + zeros == 0)
    {
        return 0;
    }
    // One packet for header and payload: TCP_NODELAY would send a header of its own as a segment of
    // its own.
    auto packet = Create<Packet>(outgoing.bytes.data() + outgoing.written, real);
    if (zeros > 0)
    {
        packet->AddAtEnd(Create<Packet>(zeros));
    }
    if (m_socket->Send(packet) < 0)
    {
        return 0;
    }
    outgoing.written += real;
    outgoing.payloadBytes -= zeros;
    return real + zeros;
}

bool
TcpSender::Arrived()
{
    if (m_underWay.empty())
    {
        return false;
    }
    m_pendingBytes -= m_underWay.front();
    m_underWay.pop_front();
    return true;
}

std::uint64_t
TcpSender::GetPendingBytes() const
{
    return m_pendingBytes;
}

void
TcpSender::Abort()
{
    if (m_socket)
    {
        AbortTcp(m_socket);
        m_socket = nullptr;
    }
    LoseAll();
}

void
TcpSender::LoseAll()
{
    m_isConnected = false;
    m_outgoing.clear();
    m_pendingBytes = 0;
    std::deque<std::uint64_t> lost;
    lost.swap(m_underWay);
    for (const auto bytes : lost)
    {
        m_transport.m_lost(m_from, m_to, bytes);
    }
}

TcpReceiver::TcpReceiver(TcpTransport& transport, NodeId at, Ptr<Socket> socket)
    : m_transport(transport)
    , m_at(at)
    , m_socket(socket)
{
    socket->SetRecvCallback(MakeCallback(&TcpReceiver::HandleRead, this));
    socket->SetCloseCallbacks(MakeCallback(&TcpReceiver::HandleClosed, this),
                              MakeCallback(&TcpReceiver::HandleClosed, this));
}

TcpReceiver::~TcpReceiver()
{
    if (m_socket)
    {
        Silence(m_socket);
    }
}

NodeId
TcpReceiver::At() const
{
    return m_at;
}

void
TcpReceiver::Abort()
{
    if (m_socket)
    {
        AbortTcp(m_socket);
        m_socket = nullptr;
    }
}

void
TcpReceiver::HandleClosed(Ptr<Socket> socket)
{
    if (m_socket)
    {
        // The peer has finished, or reset: nothing of ours is left to send. Where both ends have
        // finished, closing notifies at once: the callbacks must be gone by then.
        Release(m_socket);
        socket->Close();
    }
    m_transport.Remove(this);
}

void
TcpReceiver::HandleRead(Ptr<Socket> socket)
{
    Ptr<Packet> packet;
    while (m_socket && (packet = socket->Recv()) && packet->GetSize() > 0)
    {
        Consume(packet);
    }
}

void
TcpReceiver::Consume(Ptr<Packet> packet)
{
    // The receiver of a message may fail this node, which clears m_socket.
    while (m_socket)
    {
        if (m_reader.IsComplete())
        {
            const NodeId from = m_reader.From();
            if (!m_transport.HandleMessage(from, m_at, m_reader.Take()))
            {
                Abort();
                m_transport.Remove(this);
            }
            continue;
        }
        if (packet->GetSize() == 0)
        {
            return;
        }
        std::uint64_t size = 0;
        if (m_reader.WantedBytes() > 0)
        {
            std::vector<std::uint8_t> bytes(
                std::min<std::size_t>(packet->GetSize(), m_reader.WantedBytes()));
            packet->CopyData(bytes.data(), bytes.size());
            m_reader.Push(bytes.data(), bytes.size());
            size = bytes.size();
        }
        else
        {
            size = std::min<std::uint64_t>(packet->GetSize(), m_reader.WantedPayload());
            m_reader.Skip(size);
        }
        packet->RemoveAtStart(size);
        if (m_reader.IsBroken())
        {
            m_transport.m_foreign(m_at);
            Abort();
            m_transport.Remove(this);
        }
    }
}

} // namespace edgeward
