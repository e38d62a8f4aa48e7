/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-network.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

using namespace ns3;

namespace
{

constexpr std::uint64_t PPP_BYTES = 2; ///< ns3::PppHeader

/** The first step of a way on the access network, or null. */
const TopologyStep*
FirstAccessOf(const std::vector<TopologyStep>& path)
{
    const auto step = std::find_if(
        path.begin(), path.end(), [](const TopologyStep& each) { return each.isAccess; });
    return step == path.end() ? nullptr : &*step;
}

} // namespace

FlowNetwork::FlowNetwork(const Topology& topology, const FlowProtocol& protocol)
    : m_access(DynamicCast<FlowAccess>(topology.GetAccess()))
    , m_protocol(protocol)
{
    if (!m_access)
    {
        throw std::logic_error("FlowNetwork: the access network is not one of flows");
    }
    m_access->Attach(m_progress, protocol);
    for (std::uint32_t i = 0; i < topology.CountServers(); ++i)
    {
        const BackhaulLink& link = topology.GetLink(i);
        Link entry;
        entry.up = m_progress.Sharing().AddResource(1.0); // seconds of the link a second
        entry.down = m_progress.Sharing().AddResource(1.0);
        entry.rateBps = static_cast<double>(link.config.rate.GetBitRate());
        entry.delaySeconds = link.OneWayDelay().GetSeconds();
        entry.lossRate = link.config.loss;
        m_links.push_back(entry);
    }
}

FlowNetwork::~FlowNetwork()
{
    m_access->Detach();
}

FlowProgress&
FlowNetwork::Progress()
{
    return m_progress;
}

FlowHop
FlowNetwork::DescribeLink(const TopologyStep& step, std::uint64_t bytes) const
{
    const Link& link = m_links.at(step.index);
    FlowHop hop;
    hop.resource = step.isUp ? link.up : link.down;
    hop.wireBits = 8.0 * m_protocol.WireBytes(bytes, PPP_BYTES);
    hop.seconds = hop.wireBits / link.rateBps;
    hop.firstSeconds = 8.0 * m_protocol.FirstWireBytes(bytes, PPP_BYTES) / link.rateBps;
    hop.delaySeconds = link.delaySeconds;
    hop.lossRate = link.lossRate;
    if (m_protocol.isStream && link.lossRate < 1.0)
    {
        hop.seconds /= 1.0 - link.lossRate; // what is lost is sent again
    }
    return hop;
}

void
FlowNetwork::Describe(const std::vector<TopologyStep>& path,
                      std::uint64_t bytes,
                      std::vector<FlowHop>& hops) const
{
    hops.clear();
    for (const TopologyStep& step : path)
    {
        hops.push_back(step.isAccess ? m_access->Describe(step.index, step.isUp, bytes)
                                     : DescribeLink(step, bytes));
    }
}

double
FlowNetwork::DrawTurn(const std::vector<TopologyStep>& path, double waitedSeconds)
{
    const TopologyStep* step = FirstAccessOf(path);
    return step ? m_access->DrawTurn(step->index, step->isUp, waitedSeconds) : 0.0;
}

bool
FlowNetwork::DrawInterruption(const std::vector<TopologyStep>& path,
                              std::uint64_t bytes,
                              std::uint32_t waiting)
{
    const TopologyStep* step = FirstAccessOf(path);
    return step && m_access->DrawInterruption(step->index, bytes, waiting);
}

void
FlowNetwork::Begin(std::vector<FlowHop>& hops, std::int64_t nowNs)
{
    for (FlowHop& hop : hops)
    {
        if (hop.device != NO_NODE)
        {
            m_access->Begin(hop, nowNs);
        }
    }
}

void
FlowNetwork::End(const std::vector<FlowHop>& hops, double share, std::int64_t atNs)
{
    for (const FlowHop& hop : hops)
    {
        if (hop.device != NO_NODE)
        {
            m_access->End(hop, share, atNs);
        }
    }
}

const FlowHop&
SlowestOf(const std::vector<FlowHop>& hops)
{
    return *std::max_element(hops.begin(), hops.end(), [](const FlowHop& a, const FlowHop& b) {
        return a.seconds < b.seconds;
    });
}

/** Time of a message that has the hops for itself (s). */
double
AloneSeconds(const std::vector<FlowHop>& hops)
{
    // As ExpectPathSeconds(), without building its list.
    double first = 0.0;
    double rest = 0.0;
    for (const FlowHop& hop : hops)
    {
        first += hop.firstSeconds + hop.delaySeconds;
        rest = std::max(rest, hop.seconds - hop.firstSeconds);
    }
    return first + rest;
}

} // namespace edgeward
