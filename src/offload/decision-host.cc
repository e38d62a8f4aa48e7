/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/decision-host.h"

#include "offload/plan-check.h"

#include "ns3/simulator.h"

namespace edgeward
{

using namespace ns3;

DecisionHost::DecisionHost(const OffloadParts& parts,
                           const StateView& view,
                           StageExecutor::Sender send)
    : m_parts(parts)
    , m_view(view)
    , m_send(std::move(send))
{
}

void
DecisionHost::OnQuery(const DecisionQuery& query)
{
    if (query.context.nodes.size() != m_parts.environment.Positions() ||
        query.context.request.device >= m_parts.environment.Devices() ||
        query.context.request.dnn >= m_parts.environment.dnns.size())
    {
        return;
    }
    m_waiting.push_back(query.context);
    if (m_waiting.size() == 1)
    {
        Simulator::Schedule(m_parts.settings.decisionWindow, &DecisionHost::DecideAll, this);
    }
}

void
DecisionHost::DecideAll()
{
    std::vector<DecisionContext> contexts;
    contexts.swap(m_waiting);
    const std::int64_t nowNs = Simulator::Now().GetNanoSeconds();
    for (DecisionContext& context : contexts)
    {
        const std::int64_t askedNs = context.nowNs;
        if (m_parts.policy->NeedsTrueState())
        {
            DecisionContext truth;
            BuildTrueContext(m_parts, context.request, truth);
            context.nodes = truth.nodes;
        }
        else
        {
            // The device's word about itself has aged on its way; about servers the host knows
            // better, except for the paths, which only the device has measured.
            context.nodes[0].ageSeconds += 1e-9 * static_cast<double>(nowNs - askedNs);
            for (std::size_t position = 1; position < context.nodes.size(); ++position)
            {
                NodeState& told = context.nodes[position];
                NodeState known = m_view.Describe(told.id,
                                                  context.request,
                                                  m_parts.probe.linkRateBps(context.request.device),
                                                  nowNs);
                known.uploadSeconds = told.uploadSeconds;
                known.returnSeconds = told.returnSeconds;
                known.uploadJoule = told.uploadJoule;
                told = known.ageSeconds <= told.ageSeconds ? known : told;
            }
        }
        context.nowNs = nowNs;
    }
    const std::vector<Plan> plans = m_parts.policy->Decide(contexts);
    const NodeId self = m_view.Owner();
    const Time thinking =
        m_parts.settings.decisionTime * static_cast<std::int64_t>(contexts.size());
    for (std::size_t i = 0; i < contexts.size(); ++i)
    {
        const InferenceRequest& request = contexts[i].request;
        CheckPlan(m_parts.environment, request, plans.at(i));
        m_parts.tracker->AddDecisionEnergy(request.id,
                                           self,
                                           m_parts.decisionWatt[self] *
                                               m_parts.settings.decisionTime.GetSeconds());
        const NodeState own = DescribeSelf(m_parts, self);
        const WireState state{own.backlogSeconds, own.utilization, nowNs};
        const DecisionReply reply{request.id, plans[i], StateAgeNs(contexts[i], plans[i]), state};
        Simulator::Schedule(thinking, [this, reply, device = request.device] {
            m_send(device, DecisionReply{reply}, 0);
        });
    }
}

} // namespace edgeward
