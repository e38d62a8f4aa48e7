/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/inference-node.h"

#include "offload/plan-check.h"

#include "ns3/simulator.h"

namespace edgeward
{

using namespace ns3;

InferenceNode::InferenceNode(const OffloadParts& parts, NodeId self)
    : m_parts(parts)
    , m_self(self)
    , m_view(parts, self)
    , m_executor(parts, m_view, [this](NodeId to, WireMessage&& message, std::uint64_t payload) {
        Send(to, std::move(message), payload);
    })
{
    const auto send = [this](NodeId to, WireMessage&& message, std::uint64_t payload) {
        Send(to, std::move(message), payload);
    };
    if (self < parts.environment.Devices())
    {
        m_client.emplace(parts, m_view, send);
    }
    if (self == parts.settings.decisionHost)
    {
        m_host = std::make_unique<DecisionHost>(parts, m_view, send);
    }
    m_parts.transport->SetReceiver(
        self, [this](NodeId from, const Message& message) { Receive(from, message); });
}

void
InferenceNode::Start(Time first)
{
    if (!m_client && !m_parts.settings.reportInterval.IsZero())
    {
        m_report = Simulator::Schedule(first, &InferenceNode::Report, this);
    }
}

void
InferenceNode::Submit(const InferenceRequest& request)
{
    if (m_isUp)
    {
        m_client->Submit(request);
    }
}

void
InferenceNode::SetUp(bool isUp)
{
    m_isUp = isUp;
    m_parts.processors[m_self]->SetUp(isUp);
    m_parts.transport->SetNodeUp(m_self, isUp);
}

bool
InferenceNode::IsUp() const
{
    return m_isUp;
}

std::uint64_t
InferenceNode::GetForeignMessages() const
{
    return m_foreign;
}

void
InferenceNode::Send(NodeId to, WireMessage&& message, std::uint64_t payloadBytes)
{
    if (to == m_self)
    {
        Handle(m_self, message, 0);
        return;
    }
    const auto content = Create<WireContent>(std::move(message));
    const Message out{{}, payloadBytes, content};
    CountRadio(to, content->message, out.TotalBytes());
    m_parts.transport->Send(m_self, to, out);
}

void
InferenceNode::CountRadio(NodeId to, const WireMessage& message, std::uint64_t bytes)
{
    // The radio of the asking device works for a request while bytes of it are under way from or to
    // the device.
    RequestTracker& tracker = *m_parts.tracker;
    if (const auto* input = std::get_if<StageInput>(&message))
    {
        const bool isSender = input->request.device == m_self;
        const bool isReceiver = input->request.device == to;
        if (isSender || isReceiver)
        {
            tracker.BeginRadio(input->request.id, isSender ? bytes : 0, isReceiver ? bytes : 0);
        }
    }
    else if (const auto* query = std::get_if<DecisionQuery>(&message))
    {
        tracker.BeginRadio(query->context.request.id, bytes, 0);
    }
    else if (const auto* reply = std::get_if<DecisionReply>(&message))
    {
        tracker.BeginRadio(reply->request, 0, bytes);
    }
    else if (const auto* result = std::get_if<StageResult>(&message))
    {
        tracker.BeginRadio(result->request, 0, bytes);
    }
}

void
InferenceNode::Receive(NodeId from, const Message& message)
{
    if (const auto* content = dynamic_cast<const WireContent*>(PeekPointer(message.content)))
    {
        if (m_isUp)
        {
            Handle(from, content->message, message.payloadBytes);
        }
        return;
    }
    const std::optional<WireMessage> decoded = DecodeWire(message.header);
    if (!decoded || !IsExecutable(*decoded))
    {
        ++m_foreign;
        return;
    }
    if (m_isUp)
    {
        Handle(from, *decoded, message.payloadBytes);
    }
}

bool
InferenceNode::IsExecutable(const WireMessage& message) const
{
    // A request and a plan from bytes may name what this scenario does not have.
    const auto* input = std::get_if<StageInput>(&message);
    return !input || (input->request.device < m_parts.environment.Devices() &&
                      PlanProblem(m_parts.environment, input->request, *input->plan).empty());
}

void
InferenceNode::Handle(NodeId from, const WireMessage& message, std::uint64_t payloadBytes)
{
    if (const auto* input = std::get_if<StageInput>(&message))
    {
        if (input->plan->stages[input->stage].node != m_self)
        {
            ++m_foreign;
            return;
        }
        if (input->request.device == from && from != m_self)
        {
            m_parts.tracker->EndRadio(input->request.id);
        }
        m_executor.OnInput(*input, payloadBytes);
    }
    else if (const auto* result = std::get_if<StageResult>(&message))
    {
        if (m_client)
        {
            m_client->OnResult(from, *result);
        }
    }
    else if (const auto* reply = std::get_if<DecisionReply>(&message))
    {
        if (m_client)
        {
            m_client->OnReply(*reply);
        }
    }
    else if (const auto* query = std::get_if<DecisionQuery>(&message))
    {
        m_parts.tracker->EndRadio(query->context.request.id);
        if (m_host)
        {
            m_host->OnQuery(*query);
        }
    }
    else if (const auto* report = std::get_if<StateReport>(&message))
    {
        if (from >= m_parts.environment.Devices())
        {
            m_view.OnState(from, report->state);
        }
    }
}

void
InferenceNode::Report()
{
    if (m_isUp)
    {
        const StateReport report{m_executor.State()};
        const NodeId host = m_parts.settings.decisionHost;
        if (host == NO_NODE)
        {
            for (NodeId device = 0; device < m_parts.environment.Devices(); ++device)
            {
                Send(device, StateReport{report}, 0);
            }
        }
        else if (host != m_self)
        {
            Send(host, StateReport{report}, 0);
        }
    }
    m_report = Simulator::Schedule(m_parts.settings.reportInterval, &InferenceNode::Report, this);
}

} // namespace edgeward
