/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_LINK_ACCESS_H
#define EDGEWARD_NET_FLOW_LINK_ACCESS_H

#include "net/flow-access.h"
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
        double rateBps = 0.0;        ///< of each link and direction, or of the segment, > 0
        double delaySeconds = 0.0;   ///< propagation
        std::uint64_t linkBytes = 0; ///< header and trailer of a frame
        bool isShared = false;       ///< one segment
        double backoffSeconds = 0.0; ///< longest wait of who has found the segment taken
        ThroughputRadio radio;       ///< of the devices
    };

    static ns3::TypeId GetTypeId();
    explicit FlowLinkAccess(const Config& config);

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
    /** Until somebody sends who has waited for so long on a taken segment (s). */
    double TurnSeconds(double waited) const;

    std::uint32_t SenderOf(const FlowHop& hop) const;

    Config m_config;
    std::int64_t m_endNs = -1;                 ///< of the segment's last message
    std::int64_t m_freeNs = 0;                 ///< of the acknowledgements that follow it
    std::uint32_t m_lastSender = 0;            ///< of it, by device; the gateway behind the last
    double m_ackSeconds = 0.0;                 ///< acknowledgements that wait for its end
    std::vector<FlowSharing::ResourceId> m_up; ///< by device; one where shared
    std::vector<FlowSharing::ResourceId> m_down;
    std::vector<double> m_radioJoule; ///< by device
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_LINK_ACCESS_H
