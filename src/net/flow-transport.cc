/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-transport.h"

#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(FlowTransport);

namespace
{

std::int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

} // namespace

TypeId
FlowTransport::GetTypeId()
{
    // Without a constructor for the registry: a scenario asks for flows by its fidelity.
    static TypeId tid =
        TypeId("edgeward::FlowTransport")
            .SetParent<Transport>()
            .SetGroupName("Edgeward")
            .AddAttribute("Loss",
                          "Decides whether a message of datagrams is lost: uniform on 0 to 1.",
                          StringValue("ns3::UniformRandomVariable"), // by definition
                          MakePointerAccessor(&FlowTransport::m_loss),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

FlowTransport::FlowTransport() = default;
FlowTransport::~FlowTransport() = default;

Ptr<FlowTransport>
FlowTransport::StandIn(const Transport& packets, Topology& topology, std::int64_t stream)
{
    const auto flows = CreateObject<FlowTransport>();
    flows->m_protocol = packets.Protocol();
    topology.BuildForFlows();
    flows->m_network = std::make_unique<FlowNetwork>(topology, flows->m_protocol);
    flows->m_routes = std::make_unique<FlowRoutes>(topology, *flows->m_network, flows->m_protocol);
    flows->m_pending.assign(topology.GetN(), 0);
    flows->m_network->Progress().SetQuietEnd(
        [transport = PeekPointer(flows)](FlowProgress::FlowId flow, std::int64_t endNs) {
            transport->HandleQuietEnd(flow, endNs);
        });
    flows->AssignStreams(stream + topology.GetAccess()->AssignStreams(stream));
    return flows;
}

void
FlowTransport::Start()
{
}

std::int64_t
FlowTransport::AssignStreams(std::int64_t stream)
{
    m_loss->SetStream(stream);
    return 1;
}

FlowTransport::TransferId
FlowTransport::Take()
{
    if (m_free.empty())
    {
        m_free.push_back(m_transfers.size());
        m_transfers.emplace_back();
    }
    const TransferId id = m_free.back();
    m_free.pop_back();
    return id;
}

void
FlowTransport::Send(NodeId from, NodeId to, const Message& message)
{
    CheckSend(from, to);
    if (!m_endpoints[from].isUp)
    {
        m_lost(from, to, message.TotalBytes());
        return;
    }
    const std::int64_t nowNs = NowNs();
    m_network->Progress().CatchUp(nowNs);
    const std::uint32_t index = m_routes->Find(from, to);
    FlowRoute& route = m_routes->Get(index);
    const TransferId id = Take();
    Transfer& transfer = m_transfers[id];
    transfer.message = message;
    transfer.from = from;
    transfer.to = to;
    transfer.route = index;
    transfer.isArrivalSet = false;
    m_pending[from] += message.TotalBytes();
    if (route.path.empty())
    {
        // Two servers in the gateway: no network between them.
        transfer.accessHops.clear();
        transfer.wholeShare = 1.0;
        transfer.restSeconds = 0.0;
        Finish(id, nowNs);
        return;
    }
    transfer.lateSeconds = 0.0;
    if (!m_protocol.isStream)
    {
        Enter(id, nowNs);
        return;
    }
    const std::int64_t openNs = m_routes->Open(route, message.TotalBytes(), nowNs);
    transfer.lateSeconds = LateSeconds(transfer, nowNs);
    if (openNs < nowNs)
    {
        Enter(id, nowNs);
        return;
    }
    transfer.phase = Phase::OPENING;
    transfer.arrival =
        Simulator::Schedule(NanoSeconds(openNs - nowNs), &FlowTransport::HandleOpen, this, id);
}

void
FlowTransport::HandleOpen(TransferId id)
{
    const std::int64_t nowNs = NowNs();
    m_network->Progress().CatchUp(nowNs);
    Enter(id, nowNs);
}

void
FlowTransport::Enter(TransferId id, std::int64_t nowNs)
{
    Transfer& transfer = m_transfers[id];
    const std::uint32_t lane = m_routes->Get(transfer.route).lane;
    transfer.phase = Phase::WAITING;
    transfer.waitsNs = nowNs;
    if (m_lanes.Push(lane, id, transfer.from))
    {
        Begin(id, nowNs);
        Settle(nowNs);
    }
    else
    {
        AwaitHead(lane, nowNs);
    }
}

void
FlowTransport::Begin(TransferId id, std::int64_t nowNs, double turnSeconds)
{
    BeginOne(id, nowNs, turnSeconds);
    while (m_transfers[id].isPassing)
    {
        id = m_lanes.Pop(m_routes->Get(m_transfers[id].route).lane);
        if (id == NONE)
        {
            return;
        }
        BeginOne(id, nowNs, FlowHop::NOT_WAITED);
    }
}

void
FlowTransport::BeginOne(TransferId id, std::int64_t nowNs, double turnSeconds)
{
    Transfer& transfer = m_transfers[id];
    const FlowRoute& route = m_routes->Get(transfer.route);
    transfer.phase = Phase::MOVING;
    transfer.isPassing = false;
    transfer.amount =
        static_cast<double>(std::max<std::uint64_t>(1, transfer.message.TotalBytes()));
    m_network->Describe(route.path, transfer.message.TotalBytes(), m_hops);
    transfer.restSeconds =
        std::max(0.0, AloneSeconds(m_hops) - SlowestOf(m_hops).seconds) + transfer.lateSeconds;
    transfer.wholeShare = WholeShareOf(transfer.message.TotalBytes());
    for (FlowHop& hop : m_hops)
    {
        hop.turnSeconds = turnSeconds;
    }
    m_network->Begin(m_hops, nowNs);
    transfer.accessHops.clear();
    m_uses.clear();
    double weight = 1.0;
    auto group = FlowSharing::NO_GROUP;
    for (const FlowHop& hop : m_hops)
    {
        if (hop.device != NO_NODE)
        {
            transfer.accessHops.push_back(hop);
        }
        const double perUnit = hop.seconds / transfer.amount;
        const auto same = std::find_if(m_uses.begin(), m_uses.end(), [&](const auto& use) {
            return use.resource == hop.resource;
        });
        if (same != m_uses.end())
        {
            same->perUnit += perUnit; // from device to device: the same cell twice
            continue;
        }
        m_uses.push_back({hop.resource, perUnit});
        transfer.isPassing = transfer.isPassing || hop.isPassing;
        if (hop.group != FlowSharing::NO_GROUP || hop.isPassing)
        {
            weight = hop.weight;
            group = hop.group;
        }
    }
    // What others on a held medium find depends on what was there before, to the end.
    const bool isAwaited = route.isHeld || m_lanes.Count(route.lane) > 1;
    transfer.flow =
        m_network->Progress().Start(nowNs, transfer.amount, m_uses, weight, group, isAwaited);
    m_moving.resize(std::max<std::size_t>(m_moving.size(), transfer.flow + 1), NONE);
    m_moving[transfer.flow] = id;
}

double
FlowTransport::WholeShareOf(std::uint64_t bytes) const
{
    double whole = 1.0;
    const auto packets = static_cast<double>(m_protocol.Packets(bytes));
    for (const FlowHop& hop : m_hops)
    {
        if (hop.lossRate > 0.0 && (!m_protocol.isStream || hop.lossRate >= 1.0))
        {
            whole *= std::pow(1.0 - hop.lossRate, packets);
        }
    }
    return whole;
}

void
FlowTransport::Arrive(TransferId id)
{
    m_network->Progress().CatchUp(NowNs());
    if (m_transfers[id].phase == Phase::MOVING)
    {
        HandleEnds(); // it ends at this very instant
    }
    const double wholeShare = m_transfers[id].wholeShare;
    if (wholeShare < 1.0 && m_loss->GetValue() >= wholeShare)
    {
        Lose(id);
        return;
    }
    // The receiver may send, which may move or reuse the slot.
    const NodeId from = m_transfers[id].from;
    const NodeId to = m_transfers[id].to;
    const Message message = std::move(m_transfers[id].message);
    m_pending[from] -= message.TotalBytes();
    m_transfers[id].phase = Phase::FREE;
    m_free.push_back(id);
    Deliver(from, to, message);
}

void
FlowTransport::Free(TransferId id)
{
    Transfer& transfer = m_transfers[id];
    m_pending[transfer.from] -= transfer.message.TotalBytes();
    transfer.phase = Phase::FREE;
    m_free.push_back(id);
}

void
FlowTransport::Lose(TransferId id)
{
    const Transfer& transfer = m_transfers[id];
    const NodeId from = transfer.from;
    const NodeId to = transfer.to;
    const std::uint64_t bytes = transfer.message.TotalBytes();
    Free(id);
    m_lost(from, to, bytes);
}

std::uint64_t
FlowTransport::GetPendingBytes(NodeId node) const
{
    return m_pending.at(node);
}

void
FlowTransport::SetNodeUp(NodeId node, bool isUp)
{
    m_endpoints.at(node).isUp = isUp;
    if (isUp)
    {
        return;
    }
    const std::int64_t nowNs = NowNs();
    m_network->Progress().CatchUp(nowNs);
    const auto isOurs = [this, node](TransferId id) {
        return m_transfers[id].from == node || m_transfers[id].to == node;
    };
    // First those that wait, so that none of them begins.
    for (TransferId id = 0; id < m_transfers.size(); ++id)
    {
        if (m_transfers[id].phase == Phase::OPENING && isOurs(id))
        {
            m_transfers[id].arrival.Cancel();
            Lose(id);
        }
        else if (m_transfers[id].phase == Phase::WAITING && isOurs(id))
        {
            m_lanes.Remove(m_routes->Get(m_transfers[id].route).lane, id);
            Lose(id);
        }
    }
    const auto count = static_cast<TransferId>(m_transfers.size());
    for (TransferId id = 0; id < count; ++id)
    {
        if (m_transfers[id].phase == Phase::ARRIVING && isOurs(id))
        {
            m_transfers[id].arrival.Cancel();
            Lose(id);
        }
        else if (m_transfers[id].phase == Phase::MOVING && isOurs(id))
        {
            Transfer& transfer = m_transfers[id];
            TakeArrivalBack(id);
            const double left = m_network->Progress().Stop(nowNs, transfer.flow);
            m_network->End(transfer.accessHops, 1.0 - left / transfer.amount, nowNs);
            const std::uint32_t lane = m_routes->Get(transfer.route).lane;
            const bool isHead = !transfer.isPassing;
            // The next looks at the one that goes, whose place may serve another as soon as it is
            // lost.
            if (isHead)
            {
                Advance(lane, id, nowNs);
            }
            Lose(id);
        }
    }
    m_routes->Close(node);
    Settle(nowNs);
}

void
FlowTransport::DoDispose()
{
    m_ends.Cancel();
    m_settle.Cancel();
    m_routes.reset();
    m_network.reset();
    m_transfers.clear();
    Transport::DoDispose();
}

} // namespace edgeward
