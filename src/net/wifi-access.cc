/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/wifi-access.h"

#include "base/errors.h"
#include "base/text.h"
#include "net/flow-wifi-access.h"
#include "net/object-spec.h"
#include "net/set-up-loss.h"

#include "ns3/ap-wifi-mac.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/error-rate-model.h"
#include "ns3/mobility-model.h"
#include "ns3/propagation-delay-model.h"
#include "ns3/propagation-loss-model.h"
#include "ns3/queue-size.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/ssid.h"
#include "ns3/sta-wifi-mac.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wifi-helper.h"
#include "ns3/wifi-mac-helper.h"
#include "ns3/wifi-net-device.h"
#include "ns3/wifi-phy.h"
#include "ns3/wifi-psdu.h"
#include "ns3/yans-wifi-channel.h"
#include "ns3/yans-wifi-helper.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

namespace
{

const Time SET_UP_END = Seconds(1); // of the phase that SetUpLoss describes
const Time FIRST_ASSOCIATION =
    MilliSeconds(10); // several beacons' airtime after the first beacon at 0
const Time ASSOCIATION_SPACING = MilliSeconds(2); // several times an association's four frames

WifiStandard
StandardOf(const std::string& name)
{
    return name == "802.11n"    ? WIFI_STANDARD_80211n
           : name == "802.11ac" ? WIFI_STANDARD_80211ac
                                : WIFI_STANDARD_80211ax;
}

const Time AGREEMENT_SPACING = MilliSeconds(1); // several times an agreement's frames
constexpr std::uint16_t AGREEMENT_PROTOCOL =
    0x88b5; // EtherType for local experiments (IEEE 802): nobody listens

/** Two frames of a priority make ns-3 agree on block acknowledgement for it. */
void
Agree(Ptr<NetDevice> from, Address to, std::uint8_t priority)
{
    for (int i = 0; i < 2; i++)
    {
        auto packet = Create<Packet>(1);
        SocketPriorityTag tag;
        tag.SetPriority(priority);
        packet->AddPacketTag(tag);
        from->Send(packet, to, AGREEMENT_PROTOCOL);
    }
}

} // namespace

/** Remembers the rate of the last data frame that a station has sent. */
class WifiAccess::RateProbe
{
  public:
    explicit RateProbe(Ptr<WifiPhy> phy)
    {
        phy->TraceConnectWithoutContext("PhyTxPsduBegin", MakeCallback(&RateProbe::HandleTx, this));
    }

    void
    HandleTx(WifiConstPsduMap psdus, WifiTxVector vector, double)
    {
        if (psdus.size() == 1 && psdus.begin()->second->GetHeader(0).IsQosData())
        {
            m_rateBps = vector.GetMode().GetDataRate(vector);
        }
    }

    double m_rateBps = 0.0; ///< 0: nothing sent yet
};

WifiAccess::WifiAccess() = default;
WifiAccess::~WifiAccess() = default;

void
WifiAccess::CheckNodes(const NodeContainer& nodes) const
{
    for (std::uint32_t i = 0; i < nodes.GetN(); i++)
    {
        if (!nodes.Get(i)->GetObject<MobilityModel>())
        {
            throw ConfigError({},
                              "WifiAccess",
                              i == 0 ? std::string("the access point has no position")
                                     : "device " + std::to_string(i - 1) + " has no position",
                              "give every device and the gateway a mobility model");
        }
    }
}

WifiSettings
WifiAccess::ReadSettings() const
{
    const WifiSettings settings{m_standard, m_band, m_channelMhz, m_streams, m_ampduBytes};
    settings.Validate();
    return settings;
}

Ptr<PropagationLossModel>
WifiAccess::MakeLoss() const
{
    Ptr<PropagationLossModel> first;
    Ptr<PropagationLossModel> last;
    const auto specs =
        ParseObjectSpecs(m_propagationLoss, PropagationLossModel::GetTypeId(), "PropagationLoss");
    if (specs.empty())
    {
        throw ConfigError(
            {}, "PropagationLoss", "no model", "write e.g. ns3::LogDistancePropagationLossModel");
    }
    for (const auto& spec : specs)
    {
        auto model = spec.Factory().Create<PropagationLossModel>();
        if (last)
        {
            last->SetNext(model);
        }
        first = first ? first : model;
        last = model;
    }
    return first;
}

void
WifiAccess::MakeChannel()
{
    m_channel = CreateObject<YansWifiChannel>();
    m_channel->SetPropagationDelayModel(CreateObject<ConstantSpeedPropagationDelayModel>());
    auto loss = CreateObject<SetUpLoss>();
    loss->Wrap(MakeLoss(), SET_UP_END);
    m_channel->SetPropagationLossModel(loss);
}

void
WifiAccess::SetUpPhy(YansWifiPhyHelper& phy) const
{
    phy.SetChannel(m_channel);
    const std::string band = m_settings.band == "2.4GHz" ? "BAND_2_4GHZ"
                             : m_settings.band == "5GHz" ? "BAND_5GHZ"
                                                         : "BAND_6GHZ";
    phy.Set("ChannelSettings",
            StringValue("{0, " + std::to_string(m_settings.channelMhz) + ", " + band + ", 0}"));
    phy.Set("Antennas", UintegerValue(m_settings.streams));
    phy.Set("MaxSupportedTxSpatialStreams", UintegerValue(m_settings.streams));
    phy.Set("MaxSupportedRxSpatialStreams", UintegerValue(m_settings.streams));
}

void
WifiAccess::DoInstall(const NodeContainer& devices, Ptr<Node> gateway)
{
    m_settings = ReadSettings();
    NodeContainer nodes(gateway);
    nodes.Add(devices);
    CheckNodes(nodes);
    const auto manager =
        ParseObjectSpec(m_rateManager, WifiRemoteStationManager::GetTypeId(), "RateManager");
    MakeChannel();
    WifiHelper wifi;
    wifi.SetStandard(StandardOf(m_settings.standard));
    wifi.SetRemoteStationManager(manager.typeId.GetName());
    InstallAccessPoint(wifi, gateway);
    for (std::uint32_t i = 0; i < devices.GetN(); i++)
    {
        InstallStation(wifi, devices.Get(i), i);
    }
    NetDeviceContainer all(m_gatewayDevices);
    all.Add(m_deviceDevices);
    for (std::uint32_t i = 0; i < all.GetN(); i++)
    {
        manager.Apply(DynamicCast<WifiNetDevice>(all.Get(i))->GetRemoteStationManager());
    }
    ScheduleAgreements();
}

namespace
{

/** Packets that the queue of ns-3's Wi-Fi devices holds, which is set by its default. */
std::uint32_t
QueuePackets()
{
    TypeId::AttributeInformation info;
    TypeId::LookupByName("ns3::WifiMacQueue").LookupAttributeByName("MaxSize", &info);
    const QueueSize size(info.initialValue->SerializeToString(info.checker));
    constexpr std::uint32_t FRAME_BYTES = 1500;
    return size.GetUnit() == QueueSizeUnit::PACKETS ? size.GetValue()
                                                    : size.GetValue() / FRAME_BYTES;
}

} // namespace

Ptr<FlowAccess>
WifiAccess::MakeFlowAccess(const NodeContainer& devices, Ptr<Node> gateway) const
{
    NodeContainer nodes(gateway);
    nodes.Add(devices);
    CheckNodes(nodes);
    FlowWifiAccess::Config config;
    config.settings = ReadSettings();
    config.rates = WifiRateSteps(
        config.settings,
        ParseObjectSpec(m_rateManager, WifiRemoteStationManager::GetTypeId(), "RateManager"),
        ParseObjectSpec(m_errorModel, ErrorRateModel::GetTypeId(), "ErrorRateModel"));
    config.loss = MakeLoss();
    for (std::uint32_t i = 0; i < devices.GetN(); i++)
    {
        config.devices.push_back(devices.Get(i)->GetObject<MobilityModel>());
    }
    config.accessPoint = gateway->GetObject<MobilityModel>();
    config.stationDbm = m_stationTxDbm;
    config.accessPointDbm = m_accessPointTxDbm;
    config.queuePackets = QueuePackets();
    config.power = RadioMeter::PowerAt(m_supplyVolt);
    return CreateObject<FlowWifiAccess>(config);
}

void
WifiAccess::ScheduleAgreements()
{
    // Between the last association and the end of the phase.
    const std::uint32_t stations = m_deviceDevices.GetN();
    Time time = FIRST_ASSOCIATION + stations * ASSOCIATION_SPACING;
    const auto accessPoint = m_gatewayDevices.Get(0);
    const Time spacing = std::min(AGREEMENT_SPACING, (SET_UP_END - time) / (stations * 16 + 8));
    for (const auto& text : Split(m_priorities, ','))
    {
        const auto priority = ParseInt(Trim(text));
        if (!priority || *priority < 0 || *priority > 7)
        {
            throw ConfigError({},
                              "Priorities",
                              "'" + text + "' is no priority",
                              "write numbers 0 to 7, e.g. 0,6");
        }
        for (std::uint32_t i = 0; i < stations; i++)
        {
            const auto station = m_deviceDevices.Get(i);
            time += spacing;
            Simulator::Schedule(time, &Agree, station, accessPoint->GetAddress(), *priority);
            time += spacing;
            Simulator::Schedule(time, &Agree, accessPoint, station->GetAddress(), *priority);
        }
    }
}

void
WifiAccess::InstallAccessPoint(WifiHelper& wifi, Ptr<Node> node)
{
    WifiMacHelper mac;
    mac.SetType("ns3::ApWifiMac",
                "Ssid",
                SsidValue(Ssid(m_ssid)),
                "BeaconInterval",
                TimeValue(m_beaconInterval),
                "EnableBeaconJitter", // the first beacon must come at once
                BooleanValue(false));
    m_gatewayDevices.Add(InstallRadio(wifi, mac, node, m_accessPointTxDbm));
}

void
WifiAccess::InstallStation(WifiHelper& wifi, Ptr<Node> node, std::uint32_t index)
{
    // Stations that answer the same beacon at the same instant collide until they give up; a real
    // one does not wake up at the microsecond of its neighbours.
    const Time wait = FIRST_ASSOCIATION + index * ASSOCIATION_SPACING;
    WifiMacHelper mac;
    mac.SetType("ns3::StaWifiMac",
                "Ssid",
                SsidValue(Ssid(m_ssid)),
                "ActiveProbing",
                BooleanValue(false),
                "WaitBeaconTimeout",
                TimeValue(wait));
    m_deviceDevices.Add(InstallRadio(wifi, mac, node, m_stationTxDbm));
    auto device = DynamicCast<WifiNetDevice>(m_deviceDevices.Get(index));
    m_meters.push_back(RadioMeter::Install(device, m_supplyVolt));
    m_probes.push_back(std::make_unique<RateProbe>(device->GetPhy()));
}

NetDeviceContainer
WifiAccess::InstallRadio(WifiHelper& wifi, WifiMacHelper& mac, Ptr<Node> node, double txDbm) const
{
    const auto errors =
        ParseObjectSpec(m_errorModel, ErrorRateModel::GetTypeId(), "ErrorRateModel");
    YansWifiPhyHelper phy;
    SetUpPhy(phy);
    phy.Set("TxPowerStart", DoubleValue(txDbm));
    phy.Set("TxPowerEnd", DoubleValue(txDbm));
    phy.SetErrorRateModel(errors.typeId.GetName());
    const auto devices = wifi.Install(phy, mac, node);
    auto installed = DynamicCast<WifiNetDevice>(devices.Get(0))->GetMac();
    for (const std::string category : {"BE", "BK", "VI", "VO"})
    {
        installed->SetAttribute(category + "_MaxAmpduSize", UintegerValue(m_settings.ampduBytes));
    }
    return devices;
}

std::int64_t
WifiAccess::DoAssignStreams(std::int64_t stream)
{
    NetDeviceContainer all(m_gatewayDevices);
    all.Add(m_deviceDevices);
    std::int64_t used = WifiHelper().AssignStreams(all, stream);
    used += m_channel->AssignStreams(stream + used);
    return used;
}

void
WifiAccess::DoDispose()
{
    m_probes.clear();
    m_meters.clear();
    m_channel = nullptr;
    AccessNetwork::DoDispose();
}

bool
WifiAccess::IsAssociated(std::uint32_t device) const
{
    auto mac = DynamicCast<WifiNetDevice>(m_deviceDevices.Get(device))->GetMac();
    return DynamicCast<StaWifiMac>(mac)->IsAssociated();
}

double
WifiAccess::GetRadioJoule(std::uint32_t device) const
{
    return m_meters.at(device)->GetTotalEnergyConsumption();
}

double
WifiAccess::GetRadioIdleWatt() const
{
    return m_meters.at(0)->GetIdleWatt();
}

double
WifiAccess::GetRadioTxWatt() const
{
    return m_meters.at(0)->GetTxWatt();
}

double
WifiAccess::GetLinkRateBps(std::uint32_t device) const
{
    const double rateBps = m_probes.at(device)->m_rateBps;
    return rateBps > 0.0 ? rateBps : m_settings.NominalRateBps();
}

double
WifiAccess::ExpectTransferSeconds(std::uint32_t device,
                                  std::uint64_t bytes,
                                  std::uint64_t otherBytes) const
{
    const double rateBps = GetLinkRateBps(device);
    // Stations take turns: until our last byte each of the others moves at most as much as we do.
    const auto others = std::min<std::uint64_t>(otherBytes, (m_deviceDevices.GetN() - 1) * bytes);
    return ExpectWifiSeconds(m_settings, rateBps, bytes, others);
}

} // namespace edgeward
