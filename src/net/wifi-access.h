/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_WIFI_ACCESS_H
#define EDGEWARD_NET_WIFI_ACCESS_H

#include "net/access-network.h"
#include "net/radio-meter.h"
#include "net/wifi-airtime.h"

#include "ns3/nstime.h"

#include <memory>
#include <string>

namespace ns3
{
class WifiHelper;
class PropagationLossModel;
class WifiMacHelper;
class YansWifiChannel;
class YansWifiPhyHelper;
} // namespace ns3

namespace edgeward
{

/**
 * One Wi-Fi cell in infrastructure mode: the gateway is the access point, every device a station.
 *
 * All nodes need a MobilityModel. Stations associate in the first half second of simulated time.
 */
class WifiAccess : public AccessNetwork
{
  public:
    static ns3::TypeId GetTypeId();
    WifiAccess();
    ~WifiAccess() override;

    ns3::Ptr<FlowAccess> MakeFlowAccess(const ns3::NodeContainer& devices,
                                        ns3::Ptr<ns3::Node> gateway) const override;

    double GetRadioJoule(std::uint32_t device) const override;
    double GetRadioIdleWatt() const override;
    double GetRadioTxWatt() const override;

    /** Rate of the last data frame the device sent; before the first: the standard's highest. */
    double GetLinkRateBps(std::uint32_t device) const override;

    /** At GetLinkRateBps() in both directions, without retransmissions (ExpectWifiSeconds()). */
    double ExpectTransferSeconds(std::uint32_t device,
                                 std::uint64_t bytes,
                                 std::uint64_t otherBytes) const override;

    /** Whether the i-th device belongs to the cell by now. */
    bool IsAssociated(std::uint32_t device) const;

  protected:
    void DoInstall(const ns3::NodeContainer& devices, ns3::Ptr<ns3::Node> gateway) override;
    std::int64_t DoAssignStreams(std::int64_t stream) override;
    void DoDispose() override;

  private:
    class RateProbe;

    void CheckNodes(const ns3::NodeContainer& nodes) const;
    /** What the attributes say. @throws ConfigError if the standard does not know it */
    WifiSettings ReadSettings() const;
    /** The chain of the PropagationLoss attribute. @throws ConfigError if there is none */
    ns3::Ptr<ns3::PropagationLossModel> MakeLoss() const;
    void MakeChannel();
    void SetUpPhy(ns3::YansWifiPhyHelper& phy) const;
    /** Make every station and the access point agree on block acknowledgement before the set-up
     * phase ends. */
    void ScheduleAgreements();
    void InstallAccessPoint(ns3::WifiHelper& wifi, ns3::Ptr<ns3::Node> node);
    void InstallStation(ns3::WifiHelper& wifi, ns3::Ptr<ns3::Node> node, std::uint32_t index);
    ns3::NetDeviceContainer InstallRadio(ns3::WifiHelper& wifi,
                                         ns3::WifiMacHelper& mac,
                                         ns3::Ptr<ns3::Node> node,
                                         double txDbm) const;

    std::string m_standard;
    std::string m_band;
    std::uint32_t m_channelMhz = 0;
    std::uint32_t m_streams = 0;
    std::uint32_t m_ampduBytes = 0;
    WifiSettings m_settings; ///< of the attributes, checked by DoInstall
    std::string m_rateManager;
    std::string m_errorModel;
    std::string m_propagationLoss;
    std::string m_priorities;
    std::string m_ssid;
    double m_stationTxDbm = 0.0;
    double m_accessPointTxDbm = 0.0;
    double m_supplyVolt = 0.0;
    ns3::Time m_beaconInterval;

    ns3::Ptr<ns3::YansWifiChannel> m_channel;
    std::vector<ns3::Ptr<RadioMeter>> m_meters;       ///< by device
    std::vector<std::unique_ptr<RateProbe>> m_probes; ///< by device
};

} // namespace edgeward

#endif // EDGEWARD_NET_WIFI_ACCESS_H
