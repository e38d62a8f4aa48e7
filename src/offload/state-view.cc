/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/state-view.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

using namespace ns3;

namespace
{

// Weight of a new sample; twice the 1/8 of TCP's smoothed round-trip time (RFC 6298) because
// requests are rarer than segments.
constexpr double SMOOTHING = 0.25;

double
Smooth(double old, double sample)
{
    return old < 0.0 ? sample : old + SMOOTHING * (sample - old);
}

std::int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

/** Energy above idle that sending a request's input takes at its device's rate (J). */
double
UploadJoule(const OffloadParts& parts, const InferenceRequest& request, double rateBps)
{
    const double bits = 8.0 * static_cast<double>(request.inputBytes);
    return rateBps > 0.0 ? parts.probe.radioTxWatt(request.device) * bits / rateBps : 0.0;
}

/** The parts of a context that do not depend on how much is known of the servers. */
void
BeginContext(const OffloadParts& parts,
             const InferenceRequest& request,
             const NodeState& device,
             DecisionContext& context)
{
    context.request = request;
    context.nowNs = NowNs();
    context.batteryFraction = parts.probe.batteryFraction(request.device);
    context.linkRateBps = parts.probe.linkRateBps(request.device);
    context.nodes.clear();
    context.nodes.push_back(device);
}

} // namespace

StateView::StateView(const OffloadParts& parts, NodeId owner)
    : m_parts(parts)
    , m_owner(owner)
    , m_devices(static_cast<NodeId>(parts.environment.Devices()))
    , m_servers(parts.environment.Positions() - 1)
{
}

StateView::Knowledge*
StateView::Find(NodeId node)
{
    return node < m_devices ? nullptr : &m_servers.at(node - m_devices);
}

void
StateView::OnState(NodeId server, const WireState& state)
{
    Knowledge* known = Find(server);
    if (!known)
    {
        return;
    }
    known->silentSinceNs = -1;
    // News may overtake each other on different connections: keep the younger.
    if (state.measuredNs >= known->state.measuredNs)
    {
        known->state = state;
        known->heardNs = NowNs();
    }
}

void
StateView::OnUpload(NodeId server, std::uint64_t bytes, double seconds)
{
    if (Knowledge* known = Find(server))
    {
        const double sample = static_cast<double>(bytes);
        known->uploadBytes =
            known->uploadSeconds < 0.0 ? sample : Smooth(known->uploadBytes, sample);
        known->uploadSeconds = Smooth(known->uploadSeconds, seconds);
    }
}

void
StateView::OnReturn(NodeId server, double seconds)
{
    if (Knowledge* known = Find(server))
    {
        known->returnSeconds = Smooth(known->returnSeconds, seconds);
    }
}

void
StateView::OnSilence(NodeId server)
{
    if (Knowledge* known = Find(server))
    {
        known->silentSinceNs = NowNs();
    }
}

NodeState
StateView::Describe(NodeId server,
                    const InferenceRequest& request,
                    double rateBps,
                    std::int64_t nowNs) const
{
    const Knowledge& known = m_servers.at(server - m_devices);
    const double bytes = static_cast<double>(request.inputBytes);

    NodeState state;
    if (server == m_owner)
    {
        state = DescribeSelf(m_parts, server);
    }
    else
    {
        state.id = server;
        const std::int64_t retryNs = m_parts.settings.timeout.GetNanoSeconds();
        state.isReachable = known.silentSinceNs < 0 || nowNs - known.silentSinceNs >= retryNs;
        state.backlogSeconds = known.state.backlogSeconds;
        state.utilization = known.state.utilization;
        const std::int64_t knownNs = known.heardNs < 0 ? 0 : known.state.measuredNs;
        state.ageSeconds = 1e-9 * static_cast<double>(nowNs - knownNs);
    }
    // Without a measurement the access link's rate is all that the device knows of the path.
    const double airtime = rateBps > 0.0 ? 8.0 / rateBps : 0.0;
    state.uploadSeconds =
        known.uploadSeconds < 0.0
            ? bytes * airtime
            : std::max(0.0, known.uploadSeconds + (bytes - known.uploadBytes) * airtime);
    state.returnSeconds = std::max(0.0, known.returnSeconds);
    state.uploadJoule = UploadJoule(m_parts, request, rateBps);
    return state;
}

NodeState
DescribeSelf(const OffloadParts& parts, NodeId node)
{
    const Processor& processor = *parts.processors[node];
    NodeState state;
    state.id = node;
    state.isReachable = processor.IsUp();
    state.backlogSeconds = processor.GetBacklog().GetSeconds();
    state.utilization = processor.GetUtilization();
    return state;
}

NodeId
StateView::FirstServer() const
{
    return m_devices;
}

NodeId
StateView::Owner() const
{
    return m_owner;
}

void
BuildContext(const OffloadParts& parts,
             const StateView& view,
             const InferenceRequest& request,
             DecisionContext& context)
{
    NodeState device;
    if (view.Owner() == request.device)
    {
        device = DescribeSelf(parts, request.device);
    }
    else
    {
        device.id = request.device;
        device.ageSeconds = 1e-9 * static_cast<double>(NowNs() - request.arrivalNs);
    }
    BeginContext(parts, request, device, context);
    const auto nodes = static_cast<NodeId>(parts.environment.nodes.size());
    for (NodeId server = view.FirstServer(); server < nodes; ++server)
    {
        context.nodes.push_back(view.Describe(server, request, context.linkRateBps, context.nowNs));
    }
}

void
BuildTrueContext(const OffloadParts& parts,
                 const InferenceRequest& request,
                 DecisionContext& context)
{
    BeginContext(parts, request, DescribeSelf(parts, request.device), context);
    // What the other devices of the cell have under way competes for the same medium.
    std::uint64_t otherBytes = 0;
    const auto cellOf = [&parts](NodeId device) {
        return parts.probe.cell ? parts.probe.cell(device) : 0;
    };
    const std::uint32_t cell = cellOf(request.device);
    const auto devices = static_cast<NodeId>(parts.environment.Devices());
    for (NodeId other = 0; other < devices; ++other)
    {
        const bool isCompeting = other != request.device && cellOf(other) == cell;
        otherBytes += isCompeting ? parts.transport->GetPendingBytes(other) : 0;
    }
    for (std::size_t position = 1; position < parts.environment.Positions(); ++position)
    {
        const NodeId server = parts.environment.NodeAt(request.device, position);
        NodeState state = DescribeSelf(parts, server);
        state.uploadSeconds =
            parts.probe.transferSeconds(request.device, server, request.inputBytes, otherBytes);
        state.returnSeconds =
            parts.probe.transferSeconds(server, request.device, request.resultBytes, otherBytes);
        state.uploadJoule = UploadJoule(parts, request, context.linkRateBps);
        context.nodes.push_back(state);
    }
}

void
BuildContextForPolicy(const OffloadParts& parts,
                      const StateView& view,
                      const InferenceRequest& request,
                      DecisionContext& context)
{
    if (parts.policy->NeedsTrueState())
    {
        BuildTrueContext(parts, request, context);
        return;
    }
    BuildContext(parts, view, request, context);
}

std::int64_t
StateAgeNs(const DecisionContext& context, const Plan& plan)
{
    double oldest = 0.0;
    for (const Stage& stage : plan.stages)
    {
        for (const NodeState& node : context.nodes)
        {
            oldest = node.id == stage.node ? std::max(oldest, node.ageSeconds) : oldest;
        }
    }
    return std::llround(oldest * 1e9);
}

} // namespace edgeward
