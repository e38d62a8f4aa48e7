/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/link-access.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <cmath>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(LinkAccess);

namespace
{

constexpr double NANO = 1e-9;

/** No frame of these links is longer: an IP packet of 64 KiB (RFC 791) and its headers. */
constexpr double LONGEST_FRAME_BITS = 8.0 * 65600;

} // namespace

TypeId
LinkAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::LinkAccess")
            .SetParent<AccessNetwork>()
            .SetGroupName("Edgeward")
            .AddAttribute(
                "Radio",
                "Radio of the devices, whose energy goes by throughput (Huang et al., MobiSys "
                "2012): none, 3g, 4g, wifi, or alphaUp:alphaDown:beta in mW per Mbit/s, mW per "
                "Mbit/s and mW.",
                StringValue("none"), // a cable
                MakeStringAccessor(&LinkAccess::SetRadio, &LinkAccess::GetRadio),
                MakeStringChecker());
    return tid;
}

void
LinkAccess::DoInstall(const NodeContainer& devices, Ptr<Node> gateway)
{
    InstallLinks(devices, gateway);
    if (!m_radio.IsPresent())
    {
        return;
    }
    m_meters.resize(m_deviceDevices.GetN());
    for (std::uint32_t i = 0; i < m_deviceDevices.GetN(); ++i)
    {
        const Ptr<NetDevice> device = m_deviceDevices.Get(i);
        // Not PhyRxEnd, which on a shared segment hears the frames of others too.
        device->TraceConnectWithoutContext("PhyTxEnd",
                                           MakeBoundCallback(&LinkAccess::OnSent, this, i));
        device->TraceConnectWithoutContext("MacRx",
                                           MakeBoundCallback(&LinkAccess::OnReceived, this, i));
    }
}

void
LinkAccess::OnSent(LinkAccess* access, std::uint32_t device, Ptr<const Packet> frame)
{
    const double bits = 8.0 * frame->GetSize();
    access->m_meters[device].sentBits += bits;
    access->Count(device, bits);
}

void
LinkAccess::OnReceived(LinkAccess* access, std::uint32_t device, Ptr<const Packet> frame)
{
    const double bits = 8.0 * frame->GetSize();
    access->m_meters[device].receivedBits += bits;
    access->Count(device, bits);
}

void
LinkAccess::Count(std::uint32_t device, double bits)
{
    const double nsPerBit = 1.0 / (NANO * GetLinkRateBps(device));
    const std::int64_t nowNs = Simulator::Now().GetNanoSeconds();
    m_meters[device].active.Add(
        nowNs - std::llround(bits * nsPerBit), nowNs, std::llround(LONGEST_FRAME_BITS * nsPerBit));
}

bool
LinkAccess::HasRadio() const
{
    return m_radio.IsPresent();
}

double
LinkAccess::GetRadioJoule(std::uint32_t device) const
{
    if (m_meters.empty())
    {
        return 0.0;
    }
    const Meter& meter = m_meters.at(device);
    return m_radio.UploadBitsJoule(meter.sentBits) + m_radio.DownloadBitsJoule(meter.receivedBits) +
           m_radio.ActiveWatt() * (NANO * static_cast<double>(meter.active.TotalNs()));
}

double
LinkAccess::GetRadioTxWatt() const
{
    return m_radio.Watt(GetLinkRateBps(0), 0.0);
}

const ThroughputRadio&
LinkAccess::Radio() const
{
    return m_radio;
}

void
LinkAccess::SetRadio(std::string text)
{
    m_radio = ThroughputRadio::Parse(text);
}

std::string
LinkAccess::GetRadio() const
{
    return m_radio.ToString();
}

} // namespace edgeward
