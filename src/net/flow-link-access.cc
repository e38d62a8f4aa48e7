/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-link-access.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(FlowLinkAccess);

TypeId
FlowLinkAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::FlowLinkAccess").SetParent<FlowAccess>().SetGroupName("Edgeward");
    return tid;
}

FlowLinkAccess::FlowLinkAccess(const Config& config)
    : m_config(config)
    , m_radioJoule(config.devices, 0.0)
{
}

void
FlowLinkAccess::DoAttach()
{
    FlowSharing& sharing = m_progress->Sharing();
    // A resource is the time of a link: one second a second.
    const std::uint32_t links = m_config.isShared ? 1 : m_config.devices;
    for (std::uint32_t i = 0; i < links; ++i)
    {
        m_up.push_back(sharing.AddResource(1.0));
        m_down.push_back(m_config.isShared ? m_up[i] : sharing.AddResource(1.0));
    }
}

FlowHop
FlowLinkAccess::DoDescribe(NodeId device, bool isUp, std::uint64_t bytes) const
{
    const std::uint32_t link = m_config.isShared ? 0 : device;
    FlowHop hop;
    hop.resource = isUp ? m_up.at(link) : m_down.at(link);
    hop.wireBits = 8.0 * m_protocol.WireBytes(bytes, m_config.linkBytes);
    hop.ackBits = 8.0 * m_protocol.AckWireBytes(bytes, m_config.linkBytes);
    hop.seconds = hop.wireBits / m_config.rateBps;
    hop.firstSeconds =
        8.0 * m_protocol.FirstWireBytes(bytes, m_config.linkBytes) / m_config.rateBps;
    hop.delaySeconds = m_config.delaySeconds;
    hop.device = device;
    hop.isUp = isUp;
    // Acknowledgements go the other way, which is the same only on a segment. Who sends them waits
    // for the end of the message, because the sender finds the segment free first.
    hop.isHeld = m_config.isShared;
    if (m_config.isShared && hop.ackBits > 0.0)
    {
        hop.tailSeconds = TurnSeconds(hop.seconds);
    }
    return hop;
}

double
FlowLinkAccess::TurnSeconds(double waited) const
{
    // Backoff doubles with every look at a taken segment, so the present one is about twice what
    // has gone by, up to the longest. A third of a uniform time is left on average when looked at
    // at random (renewal theory: E[X^2] / 2 E[X]).
    return std::min(2.0 * waited, m_config.backoffSeconds) / 3.0;
}

std::uint32_t
FlowLinkAccess::SenderOf(const FlowHop& hop) const
{
    return hop.isUp ? hop.device : m_config.devices;
}

void
FlowLinkAccess::Begin(FlowHop& hop, std::int64_t nowNs)
{
    if (!m_config.isShared)
    {
        return;
    }
    if (nowNs == m_endNs && SenderOf(hop) == m_lastSender)
    {
        return; // goes on
    }
    const double rest = 1e-9 * static_cast<double>(std::max<std::int64_t>(0, m_freeNs - nowNs));
    // What begins when another ends has waited for it.
    hop.seconds += nowNs == m_endNs ? std::max(rest, TurnSeconds(m_config.backoffSeconds)) : rest;
    m_ackSeconds = 0.0;
}

void
FlowLinkAccess::End(const FlowHop& hop, double share, std::int64_t atNs)
{
    m_endNs = atNs;
    m_lastSender = SenderOf(hop);
    m_ackSeconds += hop.ackBits / m_config.rateBps;
    m_freeNs = m_endNs + std::llround(1e9 * (hop.tailSeconds + m_ackSeconds));
    if (!m_config.radio.IsPresent())
    {
        return;
    }
    const double sent = share * (hop.isUp ? hop.wireBits : hop.ackBits);
    const double received = share * (hop.isUp ? hop.ackBits : hop.wireBits);
    m_radioJoule.at(hop.device) +=
        m_config.radio.UploadBitsJoule(sent) + m_config.radio.DownloadBitsJoule(received) +
        m_config.radio.ActiveWatt() * (sent + received) / m_config.rateBps;
}

double
FlowLinkAccess::GetLinkRateBps(std::uint32_t) const
{
    return m_config.rateBps;
}

bool
FlowLinkAccess::HasRadio() const
{
    return m_config.radio.IsPresent();
}

double
FlowLinkAccess::DoGetRadioJoule(std::uint32_t device) const
{
    return m_radioJoule.at(device);
}

double
FlowLinkAccess::GetRadioTxWatt() const
{
    return m_config.radio.Watt(m_config.rateBps, 0.0);
}

std::uint32_t
FlowLinkAccess::CountSharers() const
{
    return m_config.isShared ? m_config.devices : 1;
}

std::int64_t
FlowLinkAccess::DoAssignStreams(std::int64_t)
{
    return 0; // nothing random
}

} // namespace edgeward
