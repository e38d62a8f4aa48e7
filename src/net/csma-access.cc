/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-link-access.h"
#include "net/link-access.h"
#include "net/network-path.h"

#include "ns3/csma-helper.h"
#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

namespace
{

constexpr std::uint64_t ETHERNET_BYTES = 18; ///< ns3::EthernetHeader and ns3::EthernetTrailer

/** One half-duplex segment that all devices and the gateway share. */
class CsmaAccess : public LinkAccess
{
  public:
    static TypeId GetTypeId();
    Ptr<FlowAccess> MakeFlowAccess(const NodeContainer& devices, Ptr<Node> gateway) const override;
    double GetLinkRateBps(std::uint32_t device) const override;
    double ExpectTransferSeconds(std::uint32_t device,
                                 std::uint64_t bytes,
                                 std::uint64_t otherBytes) const override;

  protected:
    void InstallLinks(const NodeContainer& devices, Ptr<Node> gateway) override;
    std::int64_t DoAssignStreams(std::int64_t stream) override;

  private:
    DataRate m_rate;
    Time m_delay;
    std::uint32_t m_queuePackets = 0;
};

NS_OBJECT_ENSURE_REGISTERED(CsmaAccess);

TypeId
CsmaAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::CsmaAccess")
            .SetParent<LinkAccess>()
            .SetGroupName("Edgeward")
            .AddConstructor<CsmaAccess>()
            .AddAttribute(
                "Rate",
                "Rate of the segment (bit/s).",
                DataRateValue(DataRate("100Mbps")), // IEEE 802.3u, the fastest shared medium
                MakeDataRateAccessor(&CsmaAccess::m_rate),
                MakeDataRateChecker())
            .AddAttribute(
                "Delay",
                "Propagation delay of the segment.",
                TimeValue(NanoSeconds(500)), // 100 m of cable at two thirds of light speed
                MakeTimeAccessor(&CsmaAccess::m_delay),
                MakeTimeChecker(Time(0)))
            .AddAttribute("QueueSize",
                          "Drop-tail queue of every station (packets).",
                          UintegerValue(1000), // Linux' default txqueuelen
                          MakeUintegerAccessor(&CsmaAccess::m_queuePackets),
                          MakeUintegerChecker<std::uint32_t>(1));
    return tid;
}

void
CsmaAccess::InstallLinks(const NodeContainer& devices, Ptr<Node> gateway)
{
    CsmaHelper helper;
    helper.SetChannelAttribute("DataRate", DataRateValue(m_rate));
    helper.SetChannelAttribute("Delay", TimeValue(m_delay));
    helper.SetQueue(
        "ns3::DropTailQueue<Packet>", "MaxSize", StringValue(std::to_string(m_queuePackets) + "p"));
    NodeContainer all(gateway);
    all.Add(devices);
    const auto stations = helper.Install(all);
    m_gatewayDevices.Add(stations.Get(0));
    for (std::uint32_t i = 1; i < stations.GetN(); i++)
    {
        m_deviceDevices.Add(stations.Get(i));
    }
}

Ptr<FlowAccess>
CsmaAccess::MakeFlowAccess(const NodeContainer& devices, Ptr<Node>) const
{
    return CreateObject<FlowLinkAccess>(FlowLinkAccess::Config{devices.GetN(),
                                                               GetLinkRateBps(0),
                                                               m_delay.GetSeconds(),
                                                               ETHERNET_BYTES,
                                                               true,
                                                               m_queuePackets,
                                                               Radio()});
}

std::int64_t
CsmaAccess::DoAssignStreams(std::int64_t stream)
{
    NetDeviceContainer all(m_gatewayDevices);
    all.Add(m_deviceDevices);
    return CsmaHelper().AssignStreams(all, stream);
}

double
CsmaAccess::GetLinkRateBps(std::uint32_t) const
{
    return m_rate.GetBitRate();
}

double
CsmaAccess::ExpectTransferSeconds(std::uint32_t,
                                  std::uint64_t bytes,
                                  std::uint64_t otherBytes) const
{
    // Stations take turns packet by packet: until our last byte each of the others moves at most as
    // much as we do.
    const auto others = std::min<std::uint64_t>(otherBytes, (m_deviceDevices.GetN() - 1) * bytes);
    const double wireBytes =
        WireBytes(bytes, ETHERNET_BYTES) + (others > 0 ? WireBytes(others, ETHERNET_BYTES) : 0);
    return 8.0 * wireBytes / m_rate.GetBitRate() + m_delay.GetSeconds();
}

} // namespace

} // namespace edgeward
