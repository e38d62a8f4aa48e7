/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-access.h"

#include "ns3/simulator.h"

#include "ns3/double.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(FlowAccess);

TypeId
FlowAccess::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::FlowAccess")
            .SetParent<AccessNetwork>()
            .SetGroupName("Edgeward")
            .AddAttribute(
                "Goodput",
                "Speed of a sender that is alone, as a multiple of what the model says.",
                DoubleValue(1.0), // the model
                MakeDoubleAccessor(&FlowAccess::m_goodput),
                MakeDoubleChecker<double>(FlowTuning::LEAST_GOODPUT, FlowTuning::MOST_GOODPUT))
            .AddAttribute(
                "Contention",
                "Cells: share of the sending time that is lost beside what the model says, if "
                "very many send at a time.",
                DoubleValue(0.0), // the model
                MakeDoubleAccessor(&FlowAccess::m_contention),
                MakeDoubleChecker<double>(FlowTuning::LEAST_CONTENTION,
                                          FlowTuning::MOST_CONTENTION))
            .AddAttribute("Latency",
                          "Added to the time of every message (s).",
                          DoubleValue(0.0), // the model
                          MakeDoubleAccessor(&FlowAccess::m_latencySeconds),
                          MakeDoubleChecker<double>(0.0, FlowTuning::MOST_LATENCY_SECONDS));
    return tid;
}

void
FlowAccess::Tune(const FlowTuning& tuning)
{
    SetAttribute("Goodput", DoubleValue(tuning.goodput));
    SetAttribute("Contention", DoubleValue(tuning.contention));
    SetAttribute("Latency", DoubleValue(tuning.latencySeconds));
}

FlowHop
FlowAccess::Describe(NodeId device, bool isUp, std::uint64_t bytes) const
{
    FlowHop hop = DoDescribe(device, isUp, bytes);
    hop.seconds /= m_goodput;
    hop.firstSeconds /= m_goodput;
    hop.delaySeconds += m_latencySeconds;
    return hop;
}

double
FlowAccess::CapacityFor(std::uint32_t senders, double alone, double together) const
{
    // The least keeps a time positive that the fit and short frames together would not.
    constexpr double LEAST = 0.1;
    return alone / std::max(LEAST * alone, together + alone * m_contention * (1.0 - 1.0 / senders));
}

void
FlowAccess::Attach(FlowProgress& progress, const FlowProtocol& protocol)
{
    m_progress = &progress;
    m_protocol = protocol;
    DoAttach();
}

void
FlowAccess::Detach()
{
    m_progress = nullptr;
}

double
FlowAccess::DrawTurn(NodeId, bool, double)
{
    return 0.0;
}

bool
FlowAccess::DrawInterruption(NodeId, std::uint64_t, std::uint32_t)
{
    return false;
}

void
FlowAccess::Begin(FlowHop&, std::int64_t)
{
}

double
FlowAccess::GetRadioJoule(std::uint32_t device) const
{
    if (m_progress)
    {
        m_progress->CatchUp(Simulator::Now().GetNanoSeconds());
    }
    return DoGetRadioJoule(device);
}

double
FlowAccess::DoGetRadioJoule(std::uint32_t) const
{
    return 0.0;
}

double
FlowAccess::ExpectTransferSeconds(std::uint32_t device,
                                  std::uint64_t bytes,
                                  std::uint64_t otherBytes) const
{
    const FlowHop own = Describe(device, true, bytes);
    // They take turns: until our last byte each of the others moves at most as much as we do.
    const auto others = std::min<std::uint64_t>(otherBytes, (CountSharers() - 1) * bytes);
    return own.seconds + own.delaySeconds +
           (others > 0 ? Describe(device, true, others).seconds : 0.0);
}

void
FlowAccess::DoInstall(const NodeContainer&, Ptr<Node>)
{
    throw std::logic_error("FlowAccess has no network devices");
}

} // namespace edgeward
