/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/wifi-access.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

// The attributes of WifiAccess, apart from what it does.

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(WifiAccess);

TypeId
WifiAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::WifiAccess")
            .SetParent<AccessNetwork>()
            .SetGroupName("Edgeward")
            .AddConstructor<WifiAccess>()
            .AddAttribute(
                "Standard",
                "802.11n, 802.11ac or 802.11ax.",
                StringValue(
                    "802.11n"), // what single-board computers and IoT cameras have in common
                MakeStringAccessor(&WifiAccess::m_standard),
                MakeStringChecker())
            .AddAttribute("Band",
                          "2.4GHz, 5GHz or 6GHz.",
                          StringValue("5GHz"), // no legacy 802.11b modes in beacons
                          MakeStringAccessor(&WifiAccess::m_band),
                          MakeStringChecker())
            .AddAttribute("ChannelWidth",
                          "Channel width (MHz).",
                          UintegerValue(20), // the least of every standard
                          MakeUintegerAccessor(&WifiAccess::m_channelMhz),
                          MakeUintegerChecker<std::uint32_t>(20, 160))
            .AddAttribute("Streams",
                          "Spatial streams, and antennas, of every radio.",
                          UintegerValue(1), // Raspberry Pi 4: 1x1
                          MakeUintegerAccessor(&WifiAccess::m_streams),
                          MakeUintegerChecker<std::uint32_t>(1, 4))
            .AddAttribute("MaxAmpduSize",
                          "Largest A-MPDU (byte); 0: no aggregation.",
                          UintegerValue(65535), // IEEE 802.11-2020 table 9-184
                          MakeUintegerAccessor(&WifiAccess::m_ampduBytes),
                          MakeUintegerChecker<std::uint32_t>(0, 65535))
            .AddAttribute("RateManager",
                          "Rate control: ns-3 type with attributes.",
                          StringValue("ns3::IdealWifiManager"), // see docs/models/wifi-access.md
                          MakeStringAccessor(&WifiAccess::m_rateManager),
                          MakeStringChecker())
            .AddAttribute(
                "ErrorRateModel",
                "Frame errors over SNR: ns-3 type with attributes.",
                StringValue(
                    "ns3::TableBasedErrorRateModel"), // ns-3's default, from link simulations
                MakeStringAccessor(&WifiAccess::m_errorModel),
                MakeStringChecker())
            .AddAttribute(
                "PropagationLoss",
                "Loss and fading models, comma-separated ns-3 types with attributes; they add up.",
                // ns-3's defaults: exponent 3 (indoor, obstructed), 46.68 dB at 1 m (Friis, 5.15
                // GHz)
                StringValue("ns3::LogDistancePropagationLossModel"),
                MakeStringAccessor(&WifiAccess::m_propagationLoss),
                MakeStringChecker())
            .AddAttribute("TxPower",
                          "Transmission power of the devices (dBm).",
                          DoubleValue(16.0206), // ns-3's default, 40 mW
                          MakeDoubleAccessor(&WifiAccess::m_stationTxDbm),
                          MakeDoubleChecker<double>(-20.0, 40.0))
            .AddAttribute("AccessPointTxPower",
                          "Transmission power of the access point (dBm).",
                          DoubleValue(16.0206), // as the devices: a symmetric link
                          MakeDoubleAccessor(&WifiAccess::m_accessPointTxDbm),
                          MakeDoubleChecker<double>(-20.0, 40.0))
            .AddAttribute("Priorities",
                          "Socket priorities in use, comma-separated: block acknowledgement is "
                          "agreed on for them "
                          "before the channel may fade.",
                          StringValue("0"), // edgeward::Transport::Priority's default
                          MakeStringAccessor(&WifiAccess::m_priorities),
                          MakeStringChecker())
            .AddAttribute("Ssid",
                          "Name of the network.",
                          StringValue("edgeward"),
                          MakeStringAccessor(&WifiAccess::m_ssid),
                          MakeStringChecker())
            .AddAttribute("BeaconInterval",
                          "Time between beacons, a multiple of 1024 us.",
                          // 100 times the usual interval: beacons cost events and, at 6 Mbit/s,
                          // 0.3% of the air
                          TimeValue(MicroSeconds(10240000)),
                          MakeTimeAccessor(&WifiAccess::m_beaconInterval),
                          MakeTimeChecker(MicroSeconds(1024), MicroSeconds(1024 * 65535)))
            .AddAttribute("SupplyVoltage",
                          "Voltage at which the currents of ns3::WifiRadioEnergyModel flow (V).",
                          DoubleValue(3.0), // the voltage they are given for
                          MakeDoubleAccessor(&WifiAccess::m_supplyVolt),
                          MakeDoubleChecker<double>(0.1, 100.0));
    return tid;
}

} // namespace edgeward
