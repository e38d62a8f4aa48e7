/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Ends of flows: which of them need an event, and when their messages arrive.
 */
#include "net/flow-transport.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace edgeward
{

using namespace ns3;

double
FlowTransport::LateSeconds(const Transfer& transfer, std::int64_t nowNs)
{
    FlowRoute& route = m_routes->Get(transfer.route);
    if (route.queueBytes == 0.0 ||
        static_cast<double>(m_pending[transfer.from]) <= route.queueBytes)
    {
        return 0.0; // the usual case: there is room for everything
    }
    const auto bytes = static_cast<double>(transfer.message.TotalBytes());
    return m_routes->Overflow(route, bytes, QueuedBytes(route.lane, transfer.from, nowNs), nowNs);
}

double
FlowTransport::QueuedBytes(std::uint32_t lane, NodeId from, std::int64_t nowNs)
{
    FlowProgress& progress = m_network->Progress();
    double bytes = 0.0;
    for (TransferId id = m_lanes.Head(lane); id != NONE; id = m_lanes.After(id))
    {
        const Transfer& transfer = m_transfers[id];
        if (transfer.from != from)
        {
            continue;
        }
        double left = static_cast<double>(transfer.message.TotalBytes());
        const bool isMoving = transfer.phase == Phase::MOVING;
        const double rate = isMoving ? progress.Sharing().GetRate(transfer.flow) : 0.0;
        if (rate > 0.0)
        {
            // Of what moves only the rest still stands there.
            const std::int64_t leftNs = progress.EndNs(transfer.flow) - nowNs;
            left = std::min(left, rate * 1e-9 * static_cast<double>(leftNs));
        }
        bytes += left;
    }
    return bytes;
}

void
FlowTransport::SetArrival(TransferId id, std::int64_t endNs, std::int64_t nowNs)
{
    Transfer& transfer = m_transfers[id];
    FlowRoute& route = m_routes->Get(transfer.route);
    std::int64_t atNs = endNs + std::llround(1e9 * transfer.restSeconds);
    if (m_protocol.isStream)
    {
        atNs = std::max(atNs, route.lastArrivalNs);
        transfer.formerArrivalNs = std::exchange(route.lastArrivalNs, atNs);
    }
    transfer.arrival =
        Simulator::Schedule(NanoSeconds(atNs - nowNs), &FlowTransport::Arrive, this, id);
}

void
FlowTransport::TakeArrivalBack(TransferId id)
{
    Transfer& transfer = m_transfers[id];
    if (transfer.isArrivalSet)
    {
        transfer.isArrivalSet = false;
        transfer.arrival.Cancel();
        m_routes->Get(transfer.route).lastArrivalNs = transfer.formerArrivalNs;
    }
}

void
FlowTransport::AwaitHead(std::uint32_t lane, std::int64_t nowNs)
{
    // It may have begun at this very instant, and not be settled yet.
    ScheduleEnds(m_network->Progress().Await(m_transfers[m_lanes.Head(lane)].flow), nowNs);
}

void
FlowTransport::HandleQuietEnd(FlowProgress::FlowId flow, std::int64_t endNs)
{
    const TransferId id = m_moving[flow];
    m_network->End(m_transfers[id].accessHops, 1.0, endNs);
    if (!m_transfers[id].isPassing)
    {
        m_lanes.Pop(m_routes->Get(m_transfers[id].route).lane); // nobody waits in it
    }
    m_transfers[id].phase = Phase::ARRIVING;
}

void
FlowTransport::Settle(std::int64_t nowNs)
{
    if (m_isHandling || m_isSettling)
    {
        return; // once, at the end
    }
    if (nowNs == m_settledNs)
    {
        // One of many at this instant, as when a server reports to all: rates do not matter until
        // time goes on, so they are computed once for all that follow.
        m_settledNs = NEVER_SETTLED;
        m_isSettling = true;
        m_settle = Simulator::ScheduleNow(&FlowTransport::SettleLate, this);
        return;
    }
    m_settledNs = nowNs;
    FlowProgress& progress = m_network->Progress();
    const std::int64_t nextNs = progress.Settle(nowNs);
    for (const FlowProgress::FlowId flow : progress.Changed())
    {
        const TransferId id = m_moving[flow];
        TakeArrivalBack(id);
        if (progress.IsQuiet(flow))
        {
            SetArrival(id, progress.EndNs(flow), nowNs);
            m_transfers[id].isArrivalSet = true;
        }
    }
    ScheduleEnds(nextNs, nowNs);
}

void
FlowTransport::SettleLate()
{
    m_isSettling = false;
    Settle(Simulator::Now().GetNanoSeconds());
}

void
FlowTransport::ScheduleEnds(std::int64_t nextNs, std::int64_t nowNs)
{
    // An event that comes too early finds nothing to do and looks again.
    if (nextNs < m_endsNs)
    {
        m_ends.Cancel();
        m_endsNs = nextNs;
        m_ends = Simulator::Schedule(NanoSeconds(nextNs - nowNs), &FlowTransport::HandleEnds, this);
    }
}

void
FlowTransport::HandleEnds()
{
    m_isHandling = true;
    m_endsNs = FlowProgress::NEVER;
    const std::int64_t nowNs = Simulator::Now().GetNanoSeconds();
    m_network->Progress().CatchUp(nowNs);
    while (const auto flow = m_network->Progress().TakeFinished(nowNs))
    {
        const TransferId id = m_moving[*flow];
        m_network->End(m_transfers[id].accessHops, 1.0, nowNs);
        const std::uint32_t lane = m_routes->Get(m_transfers[id].route).lane;
        const bool isHead = !m_transfers[id].isPassing;
        Finish(id, nowNs);
        if (isHead)
        {
            Advance(lane, id, nowNs);
        }
    }
    m_isHandling = false;
    Settle(nowNs);
}

void
FlowTransport::Advance(std::uint32_t lane, TransferId gone, std::int64_t nowNs)
{
    const TransferId next = m_lanes.Pop(lane);
    if (next == NONE)
    {
        return;
    }
    if (m_routes->Get(m_transfers[next].route).isHeld)
    {
        BeginOnHeld(lane, gone, nowNs);
        return;
    }
    Begin(next, nowNs);
}

void
FlowTransport::FindLooking(std::uint32_t lane, NodeId but)
{
    m_looking.clear();
    for (TransferId id = m_lanes.Head(lane); id != NONE; id = m_lanes.After(id))
    {
        const NodeId from = m_transfers[id].from;
        if (from != but && std::none_of(m_looking.begin(), m_looking.end(), [&](TransferId other) {
                return m_transfers[other].from == from;
            }))
        {
            m_looking.push_back(id);
        }
    }
}

void
FlowTransport::BeginOnHeld(std::uint32_t lane, TransferId gone, std::int64_t nowNs)
{
    // Who has the medium keeps it while it has more, unless somebody has come between.
    const NodeId sender = m_transfers[gone].from;
    const TransferId own = m_lanes.Prefer(lane, sender);
    FindLooking(lane, sender);
    const auto waiting = static_cast<std::uint32_t>(m_looking.size());
    const auto& path = m_routes->Get(m_transfers[gone].route).path;
    if (own != NONE && (waiting == 0 || !m_network->DrawInterruption(
                                            path, m_transfers[gone].message.TotalBytes(), waiting)))
    {
        Begin(own, nowNs);
        return;
    }
    TransferId first = NONE;
    double least = std::numeric_limits<double>::infinity();
    for (const TransferId id : m_looking)
    {
        const Transfer& transfer = m_transfers[id];
        const double waited = 1e-9 * static_cast<double>(nowNs - transfer.waitsNs);
        const double turn = m_network->DrawTurn(m_routes->Get(transfer.route).path, waited);
        if (turn < least)
        {
            least = turn;
            first = id;
        }
    }
    m_lanes.Prefer(lane, m_transfers[first].from);
    Begin(first, nowNs, own == NONE ? least : 0.0);
}

void
FlowTransport::Finish(TransferId id, std::int64_t nowNs)
{
    Transfer& transfer = m_transfers[id];
    transfer.phase = Phase::ARRIVING;
    if (!transfer.isArrivalSet)
    {
        SetArrival(id, nowNs, nowNs);
    }
}

} // namespace edgeward
