/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/device-client.h"

#include "offload/plan-check.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

DeviceClient::DeviceClient(const OffloadParts& parts, StateView& view, StageExecutor::Sender send)
    : m_parts(parts)
    , m_view(view)
    , m_send(std::move(send))
{
}

void
DeviceClient::Submit(InferenceRequest request)
{
    request.device = m_view.Owner();
    request = m_parts.tracker->Arrive(request);
    Pending& pending = m_pending[request.id];
    pending.request = request;
    Watch();
    Ask(request);
}

void
DeviceClient::Ask(const InferenceRequest& request)
{
    DecisionContext& context = m_parts.asked->front();
    BuildContextForPolicy(m_parts, m_view, request, context);
    context.ownPending = static_cast<double>(m_pending.size() - 1);
    context.secondsSinceLast = 1e-9 * static_cast<double>(context.nowNs - m_lastDecisionNs);
    m_lastDecisionNs = context.nowNs;

    const NodeId host = m_parts.settings.decisionHost;
    if (host == NO_NODE)
    {
        DecideHere();
        return;
    }
    m_send(host, DecisionQuery{context}, 0);
}

void
DeviceClient::DecideHere()
{
    const auto plan =
        std::make_shared<const Plan>(std::move(m_parts.policy->Decide(*m_parts.asked).at(0)));
    const DecisionContext& context = m_parts.asked->front();
    CheckPlan(m_parts.environment, context.request, *plan);
    const RequestId request = context.request.id;
    const NodeId self = m_view.Owner();
    const Time& thinking = m_parts.settings.decisionTime;
    const std::int64_t ageNs = StateAgeNs(context, *plan);
    if (thinking.IsZero())
    {
        Begin(request, plan, ageNs);
        return;
    }
    m_parts.tracker->AddDecisionEnergy(
        request, self, m_parts.decisionWatt[self] * thinking.GetSeconds());
    Simulator::Schedule(thinking, [this, request, plan, ageNs] { Begin(request, plan, ageNs); });
}

void
DeviceClient::OnReply(const DecisionReply& reply)
{
    m_view.OnState(m_parts.settings.decisionHost, reply.state);
    m_parts.tracker->EndRadio(reply.request);
    Begin(reply.request, std::make_shared<const Plan>(reply.plan), reply.stateAgeNs);
}

void
DeviceClient::Begin(RequestId request,
                    const std::shared_ptr<const Plan>& plan,
                    std::int64_t stateAgeNs)
{
    const auto found = m_pending.find(request);
    if (found == m_pending.end() || found->second.plan)
    {
        return;
    }
    Pending& pending = found->second;
    pending.plan = plan;
    m_parts.tracker->Decide(request, *plan, stateAgeNs);
    if (!plan->admit)
    {
        Forget(request);
        m_parts.tracker->Reject(request, "by the policy");
        return;
    }
    for (std::uint16_t stage = 0; stage < plan->stages.size(); ++stage)
    {
        if (plan->Outgoing(stage).empty())
        {
            pending.openResults.push_back(stage);
        }
    }
    // A copy: a stage here may end the request, and forget it, before the loop over its stages is
    // done.
    const InferenceRequest asked = pending.request;
    SendStageInputs(m_parts, asked, plan, -1, m_view.Owner(), m_send);
}

void
DeviceClient::OnResult(NodeId from, const StageResult& result)
{
    Measure(from, result);
    m_parts.tracker->EndRadio(result.request);
    const auto found = m_pending.find(result.request);
    if (found == m_pending.end())
    {
        return;
    }
    if (result.isRejected)
    {
        Forget(result.request);
        m_parts.tracker->Reject(result.request,
                                "queue full at " + m_parts.environment.nodes[from].name);
        return;
    }
    Pending& pending = found->second;
    auto& open = pending.openResults;
    open.erase(std::remove(open.begin(), open.end(), result.expected), open.end());
    if (result.isExit || pending.openResults.empty())
    {
        Forget(result.request);
        m_parts.tracker->Complete(result.request, result.stage, result.sentNs, result.accuracy);
    }
}

void
DeviceClient::Measure(NodeId from, const StageResult& result)
{
    if (from == m_view.Owner())
    {
        return;
    }
    m_view.OnState(from, result.state);
    m_view.OnReturn(from, (Simulator::Now() - NanoSeconds(result.sentNs)).GetSeconds());
    if (result.inputBytes > 0)
    {
        const std::int64_t tookNs = result.inputArrivedNs - result.inputSentNs;
        m_view.OnUpload(from, result.inputBytes, 1e-9 * static_cast<double>(tookNs));
    }
}

void
DeviceClient::Watch()
{
    if (m_isWatching || m_pending.empty())
    {
        return;
    }
    m_isWatching = true;
    const Time oldest = NanoSeconds(m_pending.begin()->second.request.arrivalNs);
    Simulator::Schedule(
        oldest + m_parts.settings.timeout - Simulator::Now(), &DeviceClient::GiveUpOld, this);
}

void
DeviceClient::GiveUpOld()
{
    m_isWatching = false;
    // The request that it was set for has most likely ended since.
    const std::int64_t limitNs = (Simulator::Now() - m_parts.settings.timeout).GetNanoSeconds();
    while (!m_pending.empty() && m_pending.begin()->second.request.arrivalNs <= limitNs)
    {
        GiveUp(m_pending.begin()->first);
    }
    Watch();
}

void
DeviceClient::GiveUp(RequestId request)
{
    const auto found = m_pending.find(request);
    if (found == m_pending.end())
    {
        return;
    }
    // Whoever was to answer is silent: do not count on it for a while.
    const Pending& pending = found->second;
    for (std::size_t i = 0; pending.plan && i < pending.plan->stages.size(); ++i)
    {
        const NodeId node = pending.plan->stages[i].node;
        if (node != m_view.Owner())
        {
            m_view.OnSilence(node);
        }
    }
    const std::string reason = found->second.plan ? "no result in time" : "no decision in time";
    Forget(request);
    m_parts.tracker->Drop(request, reason);
}

void
DeviceClient::Forget(RequestId request)
{
    m_pending.erase(request);
}

} // namespace edgeward
