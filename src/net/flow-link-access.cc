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
    if (config.isShared)
    {
        m_backoff = CreateObject<UniformRandomVariable>(); // others wait for nobody
    }
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
    hop.isHeld = m_config.isShared;
    hop.queuePackets = m_config.queuePackets;
    return hop;
}

std::uint32_t
FlowLinkAccess::SenderOf(NodeId device, bool isUp) const
{
    return isUp ? device : m_config.devices;
}

const TakenTime&
FlowLinkAccess::Acks()
{
    // Who sends them has found the segment taken by the message, and looks like everybody else.
    if (!m_areAcksDrawn)
    {
        const double look = SegmentBackoff::DrawLook(*m_backoff, m_ackWaitedSeconds, {});
        m_acks = {look, look + m_ackSeconds};
        m_areAcksDrawn = true;
    }
    return m_acks;
}

double
FlowLinkAccess::DrawTurn(NodeId device, bool isUp, double waitedSeconds)
{
    if (m_ackSeconds > 0.0 && SenderOf(device, isUp) == m_ackSender)
    {
        return Acks().toSeconds; // behind them in one queue
    }
    return SegmentBackoff::DrawLook(
        *m_backoff, waitedSeconds, m_ackSeconds > 0.0 ? Acks() : TakenTime());
}

bool
FlowLinkAccess::DrawInterruption(NodeId, std::uint64_t bytes, std::uint32_t waiting)
{
    const double looks = static_cast<double>(m_protocol.Packets(bytes)) * waiting;
    const double none =
        std::pow(1.0 - SegmentBackoff::InterruptionOf(m_config.delaySeconds), looks);
    return m_backoff->GetValue() >= none;
}

double
FlowLinkAccess::WaitForAcks(std::uint32_t sender, double sinceSeconds)
{
    if (m_ackSeconds == 0.0 || sinceSeconds >= SegmentBackoff::LONGEST_SECONDS + m_ackSeconds)
    {
        return 0.0; // nobody has drawn for them, and nobody has to
    }
    const TakenTime& acks = Acks();
    if (sender == m_ackSender)
    {
        return std::max(0.0, acks.toSeconds - sinceSeconds);
    }
    if (sinceSeconds < acks.fromSeconds || sinceSeconds >= acks.toSeconds)
    {
        return 0.0;
    }
    return acks.toSeconds - sinceSeconds +
           SegmentBackoff::DrawLook(*m_backoff, acks.toSeconds - sinceSeconds, {});
}

void
FlowLinkAccess::Begin(FlowHop& hop, std::int64_t nowNs)
{
    if (!m_config.isShared)
    {
        return;
    }
    // Acknowledgements go the other way, which is the same only on a segment. They come from the
    // second packet on and wait for the end.
    hop.tailSeconds = std::max(0.0, hop.seconds - m_protocol.packetsPerAck * hop.firstSeconds);
    const std::uint32_t sender = SenderOf(hop.device, hop.isUp);
    if (nowNs == m_endNs && sender == m_lastSender)
    {
        return; // goes on
    }
    const double since = 1e-9 * static_cast<double>(nowNs - m_endNs);
    const bool hasWaited = hop.turnSeconds != FlowHop::NOT_WAITED;
    const double wait = hasWaited ? hop.turnSeconds : WaitForAcks(sender, since);
    const bool isBeforeAcks =
        m_ackSeconds > 0.0 && m_areAcksDrawn && since + wait < m_acks.fromSeconds;
    m_ackSeconds = isBeforeAcks ? m_ackSeconds : 0.0;
    hop.seconds += wait;
}

void
FlowLinkAccess::End(const FlowHop& hop, double share, std::int64_t atNs)
{
    m_endNs = atNs;
    m_lastSender = SenderOf(hop.device, hop.isUp);
    if (m_config.isShared && hop.ackBits > 0.0)
    {
        m_ackSender = SenderOf(hop.device, !hop.isUp);
        m_ackSeconds += hop.ackBits / m_config.rateBps;
        m_ackWaitedSeconds = hop.tailSeconds;
        m_areAcksDrawn = false;
    }
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
FlowLinkAccess::DoAssignStreams(std::int64_t stream)
{
    if (!m_config.isShared)
    {
        return 0; // nothing random
    }
    m_backoff->SetStream(stream);
    return 1;
}

} // namespace edgeward
