/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_WIFI_ACCESS_H
#define EDGEWARD_NET_FLOW_WIFI_ACCESS_H

#include "net/flow-access.h"
#include "net/flow-contention.h"
#include "net/flow-senders.h"
#include "net/flow-wifi-rate.h"
#include "net/radio-meter.h"

#include "ns3/mobility-model.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/random-variable-stream.h"

namespace edgeward
{

/**
 * One Wi-Fi cell as a single resource, the air. A message takes as much air as its frames do at the
 * rate that its station has when it is sent; stations and access point take turns by frames, and
 * what they lose in contention grows with the number of those that have something to send.
 */
class FlowWifiAccess : public FlowAccess
{
  public:
    /** What the cell is like. */
    struct Config
    {
        WifiSettings settings;
        std::vector<WifiRateStep> rates;
        ns3::Ptr<ns3::PropagationLossModel> loss;
        std::vector<ns3::Ptr<ns3::MobilityModel>> devices;
        ns3::Ptr<ns3::MobilityModel> accessPoint;
        double stationDbm = 0.0;
        double accessPointDbm = 0.0;
        std::uint32_t queuePackets = 0; ///< that the queue of a station or the access point holds
        RadioPower power;
    };

    static ns3::TypeId GetTypeId();
    explicit FlowWifiAccess(const Config& config);

    void Begin(FlowHop& hop, std::int64_t nowNs) override;
    void End(const FlowHop& hop, double share, std::int64_t atNs) override;

    /** Rate of the last message the device sent; before the first: the standard's highest. */
    double GetLinkRateBps(std::uint32_t device) const override;
    double GetRadioIdleWatt() const override;
    double GetRadioTxWatt() const override;

  protected:
    void DoAttach() override;
    double DoGetRadioJoule(std::uint32_t device) const override;
    FlowHop DoDescribe(NodeId device, bool isUp, std::uint64_t bytes) const override;
    std::uint32_t CountSharers() const override;
    std::int64_t DoAssignStreams(std::int64_t stream) override;
    void DoDispose() override;

  private:
    /** Rate in the present positions (bit/s). */
    double RateNow(NodeId device, bool isUp) const;
    /** The cell's capacity in contention, as a share of what one sender has. */
    double Efficiency(std::uint32_t senders, const Contention& contention) const;
    /** Collisions of a message that is alone with its own acknowledgements. */
    void DrawCollisions(FlowHop& hop);
    /** The access point has a message for a station while stations send. */
    void BeginAmongAcks(FlowHop& hop);
    /** Turns of all until the access point comes to a station whose acknowledgements wait. */
    double DrawTurns();
    /** A station's message has begun (1) or ended (-1), or an answer to it. */
    void CountAcked(const FlowHop& hop, int change);
    /** A sender has one message more or less. */
    void CountSender(const FlowHop& hop, int change);

    Config m_config;
    double m_noiseWatt; ///< of a receiver
    ns3::Ptr<ns3::RandomVariableStream> m_backoff;
    FlowSharing::ResourceId m_air = 0;
    std::vector<FlowSharing::GroupId> m_groups; ///< by device, then the access point
    FlowSenders m_senders;                      ///< by device, then the access point
    FlowSenders m_served;                       ///< devices that the access point has acks for
    std::uint32_t m_upMessages = 0;             ///< that stations send
    double m_acked = 0.0;                       ///< of those, that have a frame to be acknowledged
    std::int64_t m_downEndNs = -1;              ///< the access point's last message left
    std::int64_t m_freeNs = 0;                  ///< the medium is free from then on
    double m_retrySeconds = 0.0;                ///< from a collision to the next try
    std::vector<double> m_efficiency;           ///< by senders
    std::vector<double> m_collisions;           ///< by senders: for each frame that arrives
    std::vector<double> m_rateBps;              ///< by device; 0: nothing sent
    std::vector<double> m_sendSeconds;          ///< by device
    std::vector<double> m_sendHeardSeconds;     ///< of those, that others receive
    double m_heardSeconds = 0.0;                ///< that somebody has sent and others received
};

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_WIFI_ACCESS_H
