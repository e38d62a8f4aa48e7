/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_LINK_ACCESS_H
#define EDGEWARD_NET_FLOW_LINK_ACCESS_H

#include "net/flow-access.h"
#include "net/segment-backoff.h"
#include "net/throughput-radio.h"

namespace edgeward
{

/** Wired access: a full-duplex link of its own for every device, or a half-duplex segment for all.
 */
class FlowLinkAccess : public FlowAccess
{
  public:
    /** What the links are like. */
    struct Config
    {
        std::uint32_t devices = 0;
        double rateBps = 0.0;           ///< of each link and direction, or of the segment, > 0
        double delaySeconds = 0.0;      ///< propagation
        std::uint64_t linkBytes = 0;    ///< header and trailer of a frame
        bool isShared = false;          ///< one segment
        std::uint32_t queuePackets = 0; ///< that each end's queue holds; 0: any number
        ThroughputRadio radio;          ///< of the devices
    };

    static ns3::TypeId GetTypeId();
    explicit FlowLinkAccess(const Config& config);

    double DrawTurn(NodeId device, bool isUp, double waitedSeconds) override;
    bool DrawInterruption(NodeId device, std::uint64_t bytes, std::uint32_t waiting) override;
    void Begin(FlowHop& hop, std::int64_t nowNs) override;
    void End(const FlowHop& hop, double share, std::int64_t atNs) override;

    double GetLinkRateBps(std::uint32_t device) const override;
    bool HasRadio() const override;
    double GetRadioTxWatt() const override;

  protected:
    void DoAttach() override;
    double DoGetRadioJoule(std::uint32_t device) const override;
    FlowHop DoDescribe(NodeId device, bool isUp, std::uint64_t bytes) const override;
    std::uint32_t CountSharers() const override;
    std::int64_t DoAssignStreams(std::int64_t stream) override;

  private:
    /** A device, or the gateway behind the last. */
    std::uint32_t SenderOf(NodeId device, bool isUp) const;
    /** Of a message that comes to a free segment, so long after the last one (s). */
    double WaitForAcks(std::uint32_t sender, double sinceSeconds);
    /** When the last message's acknowledgements are sent, after its end. */
    const TakenTime& Acks();

    Config m_config;
    ns3::Ptr<ns3::RandomVariableStream> m_backoff; ///< of a segment
    std::int64_t m_endNs = -1;                     ///< of the segment's last message
    std::uint32_t m_lastSender = 0;                ///< of it
    std::uint32_t m_ackSender = 0;                 ///< of its acknowledgements
    double m_ackSeconds = 0.0;                     ///< acknowledgements that wait for its end
    double m_ackWaitedSeconds = 0.0;               ///< at its end
    bool m_areAcksDrawn = false;
    TakenTime m_acks;
    std::vector<FlowSharing::ResourceId> m_up; ///< by device; one where shared
    std::vector<FlowSharing::ResourceId> m_down;
    std::vector<double> m_radioJoule; ///< by device
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_LINK_ACCESS_H
