/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_ACCESS_H
#define EDGEWARD_NET_FLOW_ACCESS_H

#include "base/ids.h"
#include "net/access-network.h"
#include "net/flow-progress.h"
#include "net/flow-protocol.h"
#include "net/flow-tuning.h"

#include <vector>

namespace edgeward
{

/** What one message does to one link, cell or segment on its way. */
struct FlowHop
{
    static constexpr double NOT_WAITED = -1.0; ///< turnSeconds of what found the medium free

    FlowSharing::ResourceId resource = 0;
    FlowSharing::GroupId group = FlowSharing::NO_GROUP; ///< who takes turns with others
    double weight = 1.0;          ///< of a byte of this message among those of others
    double seconds = 0.0;         ///< that the message takes with the hop for itself, without delay
    double firstSeconds = 0.0;    ///< until the next hop has its first packets, without delay
    double delaySeconds = 0.0;    ///< propagation, one way
    double lossRate = 0.0;        ///< of a packet
    double senderSeconds = 0.0;   ///< that the sender's radio sends
    double receiverSeconds = 0.0; ///< that the receiver's radio answers
    double senderHeardSeconds = 0.0;   ///< of senderSeconds, that other radios receive
    double receiverHeardSeconds = 0.0; ///< of receiverSeconds
    double tailSeconds = 0.0;          ///< that the medium stays taken after the last byte
    double frames = 0.0;               ///< that carry the message
    double frameSeconds = 0.0;         ///< that one frame of the message is sent
    double fullFrameSeconds = 0.0;     ///< that one frame but the last is sent
    double lastFrameSeconds = 0.0;     ///< that the last is
    std::uint32_t contests = 0;        ///< in which it may collide with its own acknowledgements
    bool isPassing = false;            ///< holds up nothing that stands behind it in its lane
    bool isHeld = false;               ///< who has begun sends to the end, the others wait
    double turnSeconds = NOT_WAITED;   ///< held: from the end of what it has waited for to its turn
    double wireBits = 0.0;             ///< of the message, headers included
    double ackBits = 0.0;              ///< of its acknowledgements
    NodeId device = NO_NODE;           ///< end device of an access hop; a link has none
    bool isUp = false;                 ///< from the device
    std::uint32_t queuePackets = 0;    ///< that the sender's queue holds; 0: any number
};

/**
 * An access network as flows see it: no network devices of ns-3, but resources that flows share,
 * and what a message takes of them. AccessNetwork::MakeFlowAccess() makes the one that models an
 * access network of packets; radios and rates mean the same.
 */
class FlowAccess : public AccessNetwork
{
  public:
    static ns3::TypeId GetTypeId();

    /** Set the attributes that a calibration fits; before Attach(). */
    virtual void Tune(const FlowTuning& tuning);

    /** Create the resources in @p progress, which lives longer. Call once. */
    void Attach(FlowProgress& progress, const FlowProtocol& protocol);

    /** The progress of Attach() is about to go; what has been counted stays. */
    virtual void Detach();

    /**
     * What a message will take, sent now.
     * @param device end device
     * @param isUp   from the device, or to it
     * @param bytes  of the message
     */
    FlowHop Describe(NodeId device, bool isUp, std::uint64_t bytes) const;

    /** On a held medium that comes free now: when a sender takes its turn that waits for it, if
     * nobody else does before. @param waitedSeconds until now @return seconds from now */
    virtual double DrawTurn(NodeId device, bool isUp, double waitedSeconds);

    /** On a held medium: whether somebody has come between the frames of a message, of so many who
     * waited. @param bytes of the message */
    virtual bool DrawInterruption(NodeId device, std::uint64_t bytes, std::uint32_t waiting);

    /** A message begins now. What others do at the moment may add to its time. */
    virtual void Begin(FlowHop& hop, std::int64_t nowNs);

    /** A message has left. @param share that has been carried, 0..1; @param atNs when: now, or
     * before, if nobody has asked since */
    virtual void End(const FlowHop& hop, double share, std::int64_t atNs) = 0;

    double GetRadioJoule(std::uint32_t device) const final;

    double ExpectTransferSeconds(std::uint32_t device,
                                 std::uint64_t bytes,
                                 std::uint64_t otherBytes) const override;

  protected:
    virtual void DoAttach() = 0;
    /** GetRadioJoule() when all that has left until now has been counted. */
    virtual double DoGetRadioJoule(std::uint32_t device) const;
    /** Describe() by the model alone. */
    virtual FlowHop DoDescribe(NodeId device, bool isUp, std::uint64_t bytes) const = 0;
    /**
     * Capacity of a shared medium, as a share of what one sender has.
     * @param senders  with something to send, >= 1
     * @param alone    time that a frame takes, all told, of a sender that is alone (s)
     * @param together by the model, a frame of one of the senders (s)
     */
    double CapacityFor(std::uint32_t senders, double alone, double together) const;
    /** Devices whose transfers slow one another down: 1, or all. */
    virtual std::uint32_t CountSharers() const = 0;
    /** Not for flows. @throws std::logic_error */
    void DoInstall(const ns3::NodeContainer& devices, ns3::Ptr<ns3::Node> gateway) final;

    FlowProgress* m_progress = nullptr; ///< from Attach() to Detach()
    FlowProtocol m_protocol;

  private:
    double m_goodput = 1.0;
    double m_contention = 0.0;
    double m_latencySeconds = 0.0;
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_ACCESS_H
