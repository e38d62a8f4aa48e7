/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_TCP_CONNECTION_H
#define EDGEWARD_NET_TCP_CONNECTION_H

#include "net/frame.h"

#include "ns3/packet.h"
#include "ns3/socket.h"

#include <deque>

namespace edgeward
{

class TcpTransport;

/** End a connection at once with a reset, as the death of a process does. Its callbacks are not
 * called any more. */
void AbortTcp(ns3::Ptr<ns3::Socket> socket);

/** Private to TcpTransport: the sending end of the connection of an ordered pair. */
class TcpSender
{
  public:
    TcpSender(TcpTransport& transport, NodeId from, NodeId to);
    TcpSender(const TcpSender&) = delete;
    TcpSender& operator=(const TcpSender&) = delete;
    ~TcpSender();

    /** Queue a message; opens the connection where there is none. */
    void Send(const Message& message);

    /** The oldest message has arrived. @return false if none is under way */
    bool Arrived();

    /** Bytes of messages that have not arrived. */
    std::uint64_t GetPendingBytes() const;

    /** Reset the connection; its messages are lost. */
    void Abort();

  private:
    /** What is left to write of a message. */
    struct Outgoing
    {
        std::vector<std::uint8_t> bytes; ///< prefix and header
        std::size_t written = 0;         ///< of bytes
        std::uint64_t payloadBytes = 0;  ///< still to write
    };

    void Open();
    void HandleConnected(ns3::Ptr<ns3::Socket> socket);
    void HandleClosed(ns3::Ptr<ns3::Socket> socket);
    void HandleSpace(ns3::Ptr<ns3::Socket> socket, std::uint32_t bytes);
    /** Write until the send buffer is full. */
    void Pump();
    /** @return bytes written; 0: no room */
    std::uint64_t Write(Outgoing& outgoing);
    /** Without a connection all messages are lost. */
    void LoseAll();

    TcpTransport& m_transport;
    NodeId m_from;
    NodeId m_to;
    ns3::Ptr<ns3::Socket> m_socket; ///< null: not open
    bool m_isConnected = false;
    std::deque<Outgoing> m_outgoing;
    std::deque<std::uint64_t>
        m_underWay; ///< bytes of the messages sent and not arrived, oldest first
    std::uint64_t m_pendingBytes = 0;
};

/** Private to TcpTransport: the receiving end of a connection. */
class TcpReceiver
{
  public:
    TcpReceiver(TcpTransport& transport, NodeId at, ns3::Ptr<ns3::Socket> socket);
    TcpReceiver(const TcpReceiver&) = delete;
    TcpReceiver& operator=(const TcpReceiver&) = delete;
    ~TcpReceiver();

    NodeId At() const;

    /** Reset the connection. */
    void Abort();

  private:
    void HandleRead(ns3::Ptr<ns3::Socket> socket);
    void HandleClosed(ns3::Ptr<ns3::Socket> socket);
    void Consume(ns3::Ptr<ns3::Packet> packet);

    TcpTransport& m_transport;
    NodeId m_at;
    ns3::Ptr<ns3::Socket> m_socket; ///< null: closed
    FrameReader m_reader;
};

} // namespace edgeward

#endif // EDGEWARD_NET_TCP_CONNECTION_H
