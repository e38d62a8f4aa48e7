/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/offload-system.h"

#include "ns3/simulator.h"

namespace edgeward
{

using namespace ns3;

OffloadSystem::OffloadSystem(OffloadParts parts)
    : m_parts(std::move(parts))
{
    m_parts.policy->Start(m_parts.environment);
    for (NodeId node = 0; node < m_parts.environment.nodes.size(); ++node)
    {
        m_nodes.push_back(std::make_unique<InferenceNode>(m_parts, node));
    }
}

void
OffloadSystem::Start()
{
    m_parts.transport->Start();
    const std::size_t devices = m_parts.environment.Devices();
    const std::size_t servers = m_nodes.size() - devices;
    for (NodeId node = 0; node < m_nodes.size(); ++node)
    {
        m_parts.processors[node]->Start();
        // Servers take turns within the interval, so that their reports do not collide on the air.
        const Time turn = node < devices ? Time(0)
                                         : m_parts.settings.reportInterval *
                                               static_cast<std::int64_t>(node - devices + 1) /
                                               static_cast<std::int64_t>(servers);
        m_nodes[node]->Start(turn);
    }
}

void
OffloadSystem::Submit(NodeId device, const InferenceRequest& request)
{
    m_nodes[device]->Submit(request);
}

void
OffloadSystem::SetNodeUp(NodeId node, bool isUp)
{
    m_nodes[node]->SetUp(isUp);
}

void
OffloadSystem::Finish()
{
    m_parts.tracker->FinishAll();
    m_parts.policy->Finish(Simulator::Now().GetNanoSeconds());
}

const OffloadParts&
OffloadSystem::Parts() const
{
    return m_parts;
}

} // namespace edgeward
