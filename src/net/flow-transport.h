/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_TRANSPORT_H
#define EDGEWARD_NET_FLOW_TRANSPORT_H

#include "net/flow-lanes.h"
#include "net/flow-routes.h"
#include "net/transport.h"

#include "ns3/event-id.h"
#include "ns3/random-variable-stream.h"

#include <memory>

namespace edgeward
{

/**
 * Messages as flows that share links and cells, without a packet: an event a message, two if its
 * end changes what others get.
 *
 * A message moves at one rate on its whole way, its share of the narrowest place; what the other
 * hops add (their first packets, propagation, waiting for a window to open) comes behind. Messages
 * of one sender through one bottleneck go one after the other, as in a queue, and so do those of
 * different senders on wires; in a cell they share. See docs/models/flow.md.
 *
 * It stands in for a transport of packets, whose Protocol() tells it how.
 */
class FlowTransport : public Transport
{
  public:
    static ns3::TypeId GetTypeId();
    FlowTransport();
    ~FlowTransport() override;

    /**
     * Build a topology for flows and make what carries messages on it.
     * @param packets  the transport to stand in for; not needed afterwards
     * @param topology with a FlowAccess; not built yet. Lives longer
     * @param stream   first of the random streams of network and transport
     * @throws ConfigError if flows cannot stand in for the transport
     */
    static ns3::Ptr<FlowTransport> StandIn(const Transport& packets,
                                           Topology& topology,
                                           std::int64_t stream);

    void Start() override;
    void Send(NodeId from, NodeId to, const Message& message) override;
    std::uint64_t GetPendingBytes(NodeId node) const override;
    void SetNodeUp(NodeId node, bool isUp) override;

    /** Fix the random variable (loss of datagrams); @return how many streams were used: 1. */
    std::int64_t AssignStreams(std::int64_t stream);

  protected:
    void DoDispose() override;

  private:
    using TransferId = FlowLanes::TransferId;
    static constexpr TransferId NONE = FlowLanes::NONE;
    static constexpr std::int64_t NEVER_SETTLED = -1;

    /** Where a message is. */
    enum class Phase : std::uint8_t
    {
        FREE,     ///< the slot holds none
        OPENING,  ///< the connection or its window opens
        WAITING,  ///< behind others in its lane
        MOVING,   ///< a flow
        ARRIVING, ///< the flow has ended; the last bits are under way
    };

    struct Transfer
    {
        Message message;
        NodeId from = NO_NODE;
        NodeId to = NO_NODE;
        std::uint32_t route = 0;
        Phase phase = Phase::FREE;
        bool isPassing = false;           ///< has left its lane, though it moves
        bool isArrivalSet = false;        ///< the event is there, though the flow has not ended
        std::int64_t formerArrivalNs = 0; ///< of the route, if it is
        std::int64_t waitsNs = 0;         ///< since when it has stood in its lane
        double restSeconds = 0.0;         ///< from the end of the flow to the arrival
        double amount = 0.0;              ///< of the flow
        FlowProgress::FlowId flow = 0;
        double lateSeconds = 0.0;        ///< since its sender's queue overflows
        double wholeShare = 1.0;         ///< of such messages, that arrive
        std::vector<FlowHop> accessHops; ///< through the access network, which hears of the end
        ns3::EventId arrival;            ///< or, while it opens, HandleOpen()
    };

    TransferId Take();
    /** Its window has opened. */
    void HandleOpen(TransferId id);
    /** Bytes of a sender's messages that stand before a new one in its lane. */
    double QueuedBytes(std::uint32_t lane, NodeId from, std::int64_t nowNs);
    /** How late a message on a stream will be because its sender's queue overflows (s). */
    double LateSeconds(const Transfer& transfer, std::int64_t nowNs);
    /** Go to the lane. */
    void Enter(TransferId id, std::int64_t nowNs);
    /** The head of a lane begins, and so do those behind it as long as it holds them up not.
     * @param turnSeconds as FlowHop's */
    void Begin(TransferId id, std::int64_t nowNs, double turnSeconds = FlowHop::NOT_WAITED);
    void BeginOne(TransferId id, std::int64_t nowNs, double turnSeconds);
    /** The event of a message's arrival. @param endNs of its flow */
    void SetArrival(TransferId id, std::int64_t endNs, std::int64_t nowNs);
    /** Its flow ends at another time. */
    void TakeArrivalBack(TransferId id);
    /** Somebody waits for the end of the head of a lane. */
    void AwaitHead(std::uint32_t lane, std::int64_t nowNs);
    void HandleQuietEnd(FlowProgress::FlowId flow, std::int64_t endNs);
    /** Be there when the next flow ends that somebody waits for. */
    void ScheduleEnds(std::int64_t nextNs, std::int64_t nowNs);
    /** The head of a lane has gone: the next moves. */
    void Advance(std::uint32_t lane, TransferId gone, std::int64_t nowNs);
    /** A held medium comes free: whoever of those in a lane looks first begins.
     * @param gone goes on, if it has more and nobody has come between */
    void BeginOnHeld(std::uint32_t lane, TransferId gone, std::int64_t nowNs);
    /** The oldest messages of all senders in a lane but one. */
    void FindLooking(std::uint32_t lane, NodeId but);
    void Finish(TransferId id, std::int64_t nowNs);
    void Arrive(TransferId id);
    /** Give a message up: trace, and free its slot. */
    void Lose(TransferId id);
    void Free(TransferId id);
    /** Share of messages of so many bytes that no hop of m_hops loses. */
    double WholeShareOf(std::uint64_t bytes) const;
    /** Compute rates, and be there when the next flow ends. */
    void Settle(std::int64_t nowNs);
    void SettleLate();
    void HandleEnds();

    std::unique_ptr<FlowNetwork> m_network;
    std::unique_ptr<FlowRoutes> m_routes;
    FlowProtocol m_protocol;
    FlowLanes m_lanes; ///< as numbered by m_routes
    std::vector<Transfer> m_transfers;
    std::vector<TransferId> m_free;
    std::vector<TransferId> m_moving;     ///< by FlowId
    std::vector<std::uint64_t> m_pending; ///< bytes by NodeId of the sender
    std::vector<FlowHop> m_hops;          ///< scratch, as the next two
    std::vector<FlowSharing::Use> m_uses;
    std::vector<TransferId> m_looking;
    ns3::EventId m_ends;
    std::int64_t m_endsNs = FlowProgress::NEVER;
    ns3::EventId m_settle;                    ///< at the end of this instant
    std::int64_t m_settledNs = NEVER_SETTLED; ///< last instant with rates computed
    bool m_isSettling = false;                ///< m_settle is still to come
    bool m_isHandling = false;
    ns3::Ptr<ns3::RandomVariableStream> m_loss;
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_TRANSPORT_H
