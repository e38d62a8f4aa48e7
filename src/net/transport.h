/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_TRANSPORT_H
#define EDGEWARD_NET_TRANSPORT_H

#include "base/ids.h"
#include "net/flow-protocol.h"
#include "net/message.h"

#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Gets messages from node to node and says when they have arrived, whole. Who uses it cannot tell
 * whether packets or flows carry them. Messages of one pair of nodes arrive in order where the
 * transport is reliable. A message may be lost (UDP, dead node): the protocol above times out.
 */
class Transport : public ns3::Object
{
  public:
    /** @param from the sender; @param message as sent: what was content may have become bytes.
     * Called when the last byte is there. */
    using Receiver = std::function<void(NodeId from, const Message& message)>;

    static ns3::TypeId GetTypeId();

    /**
     * Make a node known, before Start().
     * @param address where the others reach it
     */
    void AddNode(NodeId id, ns3::Ptr<ns3::Node> node, ns3::Ipv4Address address);

    /** Who takes the messages for @p id. */
    void SetReceiver(NodeId id, Receiver receiver);

    /** Open listening sockets (called once, after all AddNode, before the simulation runs). */
    virtual void Start() = 0;

    /** Send; returns at once. @pre both nodes are known, from != to */
    virtual void Send(NodeId from, NodeId to, const Message& message) = 0;

    /** Bytes accepted by Send() from @p node whose message has not arrived yet. */
    virtual std::uint64_t GetPendingBytes(NodeId node) const = 0;

    /** A node fails (false) or comes back (true): failed nodes neither send nor receive; messages
     * under way are lost. */
    virtual void SetNodeUp(NodeId node, bool isUp) = 0;

    /** What flows have to know of it. @throws ConfigError if flows cannot stand in for it */
    virtual FlowProtocol Protocol() const;

  protected:
    struct Endpoint
    {
        ns3::Ptr<ns3::Node> node;
        ns3::Ipv4Address address;
        Receiver receiver;
        bool isUp = true;
    };
    void DoDispose() override;

    /** @throws std::logic_error unless both are known and differ: the caller's fault. */
    void CheckSend(NodeId from, NodeId to) const;

    /** Hand a whole message to the receiver of @p to, if that is up and has one. */
    void Deliver(NodeId from, NodeId to, const Message& message);

    /** Create and bind a socket at a node, with the Priority attribute. @param port 0: any */
    ns3::Ptr<ns3::Socket> MakeSocket(NodeId node,
                                     const std::string& factory,
                                     std::uint16_t port) const;

    std::vector<Endpoint> m_endpoints; ///< by NodeId
    std::uint16_t m_port = 0;
    std::uint8_t m_priority = 0;
    ns3::TracedCallback<NodeId, NodeId, std::uint64_t> m_arrived;
    ns3::TracedCallback<NodeId, NodeId, std::uint64_t> m_lost;
    ns3::TracedCallback<NodeId> m_foreign;
};

} // namespace edgeward

#endif // EDGEWARD_NET_TRANSPORT_H
