/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-link-access.h"
#include "net/link-access.h"
#include "net/network-path.h"

#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace edgeward
{

using namespace ns3;

namespace
{

constexpr std::uint64_t PPP_BYTES = 2; ///< ns3::PppHeader

/** A full-duplex link of its own for every device. */
class PointToPointAccess : public LinkAccess
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

NS_OBJECT_ENSURE_REGISTERED(PointToPointAccess);

TypeId
PointToPointAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::PointToPointAccess")
            .SetParent<LinkAccess>()
            .SetGroupName("Edgeward")
            .AddConstructor<PointToPointAccess>()
            .AddAttribute("Rate",
                          "Rate of each link and direction (bit/s).",
                          DataRateValue(DataRate("1Gbps")), // Raspberry Pi 4's Ethernet port
                          MakeDataRateAccessor(&PointToPointAccess::m_rate),
                          MakeDataRateChecker())
            .AddAttribute(
                "Delay",
                "Propagation delay of each link.",
                TimeValue(NanoSeconds(500)), // 100 m of cable at two thirds of light speed
                MakeTimeAccessor(&PointToPointAccess::m_delay),
                MakeTimeChecker(Time(0)))
            .AddAttribute("QueueSize",
                          "Drop-tail queue of each end (packets).",
                          UintegerValue(1000), // Linux' default txqueuelen
                          MakeUintegerAccessor(&PointToPointAccess::m_queuePackets),
                          MakeUintegerChecker<std::uint32_t>(1));
    return tid;
}

void
PointToPointAccess::InstallLinks(const NodeContainer& devices, Ptr<Node> gateway)
{
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", DataRateValue(m_rate));
    helper.SetChannelAttribute("Delay", TimeValue(m_delay));
    helper.SetQueue(
        "ns3::DropTailQueue<Packet>", "MaxSize", StringValue(std::to_string(m_queuePackets) + "p"));
    for (std::uint32_t i = 0; i < devices.GetN(); i++)
    {
        const auto ends = helper.Install(gateway, devices.Get(i));
        m_gatewayDevices.Add(ends.Get(0));
        m_deviceDevices.Add(ends.Get(1));
    }
}

Ptr<FlowAccess>
PointToPointAccess::MakeFlowAccess(const NodeContainer& devices, Ptr<Node>) const
{
    return CreateObject<FlowLinkAccess>(FlowLinkAccess::Config{devices.GetN(),
                                                               GetLinkRateBps(0),
                                                               m_delay.GetSeconds(),
                                                               PPP_BYTES,
                                                               false,
                                                               m_queuePackets,
                                                               Radio()});
}

std::int64_t
PointToPointAccess::DoAssignStreams(std::int64_t)
{
    return 0; // nothing random
}

double
PointToPointAccess::GetLinkRateBps(std::uint32_t) const
{
    return m_rate.GetBitRate();
}

double
PointToPointAccess::ExpectTransferSeconds(std::uint32_t, std::uint64_t bytes, std::uint64_t) const
{
    return 8.0 * WireBytes(bytes, PPP_BYTES) / m_rate.GetBitRate() + m_delay.GetSeconds();
}

} // namespace

} // namespace edgeward
