/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_UDP_TRANSPORT_H
#define EDGEWARD_NET_UDP_TRANSPORT_H

#include "net/frame.h"
#include "net/transport.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <deque>
#include <map>
#include <unordered_map>

namespace edgeward
{

/**
 * Messages as UDP datagrams of at most FragmentSize bytes of message each; whoever loses a fragment
 * loses the message.
 *
 * Nothing paces the sender: a message of more datagrams than the first queue holds loses some of
 * them there.
 */
class UdpTransport : public Transport
{
  public:
    static ns3::TypeId GetTypeId();

    void Start() override;
    void Send(NodeId from, NodeId to, const Message& sent) override;
    std::uint64_t GetPendingBytes(NodeId node) const override;
    void SetNodeUp(NodeId node, bool isUp) override;
    FlowProtocol Protocol() const override;

  protected:
    void DoDispose() override;

  private:
    /** Sender and its message number. */
    using Key = std::pair<NodeId, std::uint32_t>;

    /** A message that has been sent and neither arrived nor been given up. */
    struct UnderWay
    {
        NodeId to = NO_NODE;
        std::uint64_t bytes = 0;
        ns3::Time expiry;
        Message arrived;                              ///< header as far as it has come
        std::map<std::uint64_t, std::uint64_t> parts; ///< offset and length of what has come
        std::uint64_t arrivedBytes = 0;
    };

    void SendFragment(ns3::Ptr<ns3::Socket> socket,
                      NodeId to,
                      const FragmentPrefix& prefix,
                      const Message& message,
                      std::uint64_t size) const;
    void HandleRead(ns3::Ptr<ns3::Socket> socket);
    /** @return whether it was a fragment that we wait for */
    bool HandleDatagram(NodeId at, ns3::Ptr<ns3::Packet> packet);
    /** Take a fragment into its message. @return whether it fits and is new */
    static bool Accept(UnderWay& way, const FragmentPrefix& prefix, const ns3::Packet& packet);
    void GiveUp(std::map<Key, UnderWay>::iterator entry);
    void Sweep();

    std::uint32_t m_fragmentBytes = 0;
    ns3::Time m_timeout;
    std::vector<ns3::Ptr<ns3::Socket>> m_sockets; ///< by NodeId
    std::unordered_map<const ns3::Socket*, NodeId> m_nodeOf;
    std::vector<std::uint32_t> m_nextNumber; ///< by NodeId
    std::vector<std::uint64_t> m_pending;    ///< bytes by NodeId of the sender
    std::map<Key, UnderWay> m_underWay;
    std::deque<std::pair<ns3::Time, Key>> m_expiries; ///< in order of time
    ns3::EventId m_sweep;
};

} // namespace edgeward

#endif // EDGEWARD_NET_UDP_TRANSPORT_H
