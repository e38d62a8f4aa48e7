/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-link-access.h"

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
    , m_senders(config.devices + 1)
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
    // Acknowledgements go the other way, which is the same only on a segment.
    hop.seconds = (hop.wireBits + (m_config.isShared ? hop.ackBits : 0.0)) / m_config.rateBps;
    hop.firstSeconds =
        8.0 * m_protocol.FirstWireBytes(bytes, m_config.linkBytes) / m_config.rateBps;
    hop.delaySeconds = m_config.delaySeconds;
    hop.device = device;
    hop.isUp = isUp;
    return hop;
}

void
FlowLinkAccess::CountSender(const FlowHop& hop, int change)
{
    // The model itself knows no contention on wires.
    if (m_config.isShared && IsContentionTuned() &&
        m_senders.Change(hop.isUp ? hop.device : m_config.devices, change) && m_senders.Busy() > 0)
    {
        m_progress->SetCapacity(hop.resource, CapacityFor(m_senders.Busy(), 1.0, 1.0));
    }
}

void
FlowLinkAccess::Begin(FlowHop& hop)
{
    CountSender(hop, 1);
}

void
FlowLinkAccess::End(const FlowHop& hop, double share)
{
    CountSender(hop, -1);
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

double
FlowLinkAccess::GetRadioJoule(std::uint32_t device) const
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
