/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_TCP_TRANSPORT_H
#define EDGEWARD_NET_TCP_TRANSPORT_H

#include "net/transport.h"

#include "ns3/nstime.h"

#include <list>
#include <map>
#include <memory>

namespace edgeward
{

class TcpReceiver;
class TcpSender;

/**
 * Messages over TCP connections that stay: one an ordered pair of nodes, opened by the first
 * message.
 *
 * Messages of a pair arrive in the order of Send(). A connection that fails takes its messages with
 * it; the next Send() opens another. A failed node is one whose process has died: its connections
 * are reset, new ones are reset at once.
 */
class TcpTransport : public Transport
{
  public:
    static ns3::TypeId GetTypeId();
    TcpTransport();
    ~TcpTransport() override;

    void Start() override;
    void Send(NodeId from, NodeId to, const Message& message) override;
    std::uint64_t GetPendingBytes(NodeId node) const override;
    void SetNodeUp(NodeId node, bool isUp) override;
    FlowProtocol Protocol() const override;

  protected:
    void DoDispose() override;

  private:
    friend class TcpReceiver;
    friend class TcpSender;

    /** A TCP socket with our attributes. @param port 0: any */
    ns3::Ptr<ns3::Socket> MakeTcpSocket(NodeId node, std::uint16_t port) const;
    void HandleAccept(ns3::Ptr<ns3::Socket> socket, const ns3::Address& peer);
    /** A whole message has come out of a connection. @return false if nobody of ours has sent it */
    bool HandleMessage(NodeId from, NodeId at, const Message& message);
    /** Forget an accepted connection. */
    void Remove(const TcpReceiver* receiver);

    std::uint32_t m_sendBufferBytes = 0;
    std::uint32_t m_receiveBufferBytes = 0;
    std::uint32_t m_segmentBytes = 0;
    std::uint32_t m_initialWindowSegments = 0;
    std::uint32_t m_delayedAckCount = 0;
    ns3::Time m_delayedAckTimeout;
    ns3::Time m_minRto;
    ns3::Time m_connectTimeout;
    bool m_noDelay = true;

    std::map<NodeId, ns3::Ptr<ns3::Socket>> m_listeners;
    std::map<std::pair<NodeId, NodeId>, std::unique_ptr<TcpSender>> m_senders;
    std::list<std::shared_ptr<TcpReceiver>>
        m_receivers; ///< shared with the event that ends one, in order of accepting
};

} // namespace edgeward

#endif // EDGEWARD_NET_TCP_TRANSPORT_H
