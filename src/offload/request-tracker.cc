/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/request-tracker.h"

#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"

#include <cassert>
#include <stdexcept>
#include <utility>

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(RequestTracker);

namespace
{

std::int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

} // namespace

TypeId
RequestTracker::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::RequestTracker")
            .SetParent<Object>()
            .SetGroupName("Edgeward")
            .AddConstructor<RequestTracker>()
            .AddTraceSource("Arrived",
                            "A device asks for an inference.",
                            MakeTraceSourceAccessor(&RequestTracker::m_arrivedTrace),
                            "edgeward::RequestTracker::RequestTracedCallback")
            .AddTraceSource("Decided",
                            "The plan of a request is known at its device.",
                            MakeTraceSourceAccessor(&RequestTracker::m_decidedTrace),
                            "edgeward::RequestTracker::DecidedTracedCallback")
            .AddTraceSource("StageReady",
                            "All inputs of a stage are at its node.",
                            MakeTraceSourceAccessor(&RequestTracker::m_readyTrace),
                            "edgeward::RequestTracker::StageTracedCallback")
            .AddTraceSource("StageExecuted",
                            "A stage has been executed.",
                            MakeTraceSourceAccessor(&RequestTracker::m_executedTrace),
                            "edgeward::RequestTracker::StageTracedCallback")
            .AddTraceSource("Ended",
                            "A request has ended, in whatever way.",
                            MakeTraceSourceAccessor(&RequestTracker::m_endedTrace),
                            "edgeward::RequestTracker::EndedTracedCallback");
    return tid;
}

RequestTracker::RequestTracker() = default;
RequestTracker::~RequestTracker() = default;

void
RequestTracker::DoDispose()
{
    m_active.Clear();
    m_radio.reset();
    m_endCallback = nullptr;
    Object::DoDispose();
}

void
RequestTracker::SetEndCallback(EndCallback callback)
{
    m_endCallback = std::move(callback);
}

void
RequestTracker::SetRadioMeter(std::size_t devices, RadioLedger::Meter meter)
{
    m_radio = std::make_unique<RadioLedger>(devices, std::move(meter));
}

InferenceRequest
RequestTracker::Arrive(InferenceRequest request)
{
    request.arrivalNs = NowNs();
    m_active.Add(request);
    m_arrivedTrace(request);
    return request;
}

void
RequestTracker::Decide(RequestId request, const Plan& plan, std::int64_t stateAgeNs)
{
    RequestRecord* record = Find(request);
    if (!record)
    {
        return;
    }
    record->decidedNs = NowNs();
    record->stateAgeNs = stateAgeNs;
    record->action = plan.action;
    Extend(request, plan);
    m_decidedTrace(request, plan);
}

void
RequestTracker::Extend(RequestId request, const Plan& plan)
{
    if (RequestRecord* record = Find(request))
    {
        for (std::size_t s = record->stages.size(); s < plan.stages.size(); ++s)
        {
            record->stages.emplace_back();
            record->stages.back().stage = plan.stages[s];
        }
    }
}

void
RequestTracker::SendInput(RequestId request, std::uint16_t stage, std::uint64_t bytes)
{
    if (StageRecord* record = FindStage(request, stage))
    {
        record->inputBytes += bytes;
        record->sentNs = NowNs();
    }
}

void
RequestTracker::Ready(RequestId request, std::uint16_t stage, std::int32_t feeder)
{
    if (StageRecord* record = FindStage(request, stage))
    {
        record->readyNs = NowNs();
        record->feeder = feeder;
        m_readyTrace(request, stage, record->stage.node);
    }
}

void
RequestTracker::Execute(RequestId request,
                        std::uint16_t stage,
                        std::int64_t startNs,
                        std::int64_t endNs,
                        double joule,
                        std::int64_t loadingNs)
{
    RequestRecord* record = Find(request);
    if (!record || stage >= record->stages.size())
    {
        return;
    }
    StageRecord& executed = record->stages[stage];
    executed.startNs = startNs;
    executed.endNs = endNs;
    executed.loadingNs = loadingNs;
    AddEnergy(*record, executed.stage.node, EnergyComponent::COMPUTE, joule);
    m_executedTrace(request, stage, executed.stage.node);
}

void
RequestTracker::Exit(RequestId request, std::uint16_t stage)
{
    if (StageRecord* record = FindStage(request, stage))
    {
        record->exited = true;
    }
}

void
RequestTracker::AddEnergy(RequestRecord& record,
                          NodeId node,
                          EnergyComponent component,
                          double joule)
{
    if (joule == 0.0)
    {
        return;
    }
    for (EnergyShare& share : record.energy)
    {
        if (share.node == node && share.component == component)
        {
            share.joule += joule;
            return;
        }
    }
    record.energy.push_back({node, component, joule});
}

void
RequestTracker::AddDecisionEnergy(RequestId request, NodeId node, double joule)
{
    if (joule == 0.0)
    {
        return; // most scenarios decide for nothing
    }
    m_decisionJoule[node] += joule;
    if (RequestRecord* record = Find(request))
    {
        AddEnergy(*record, node, EnergyComponent::COMPUTE, joule);
    }
}

double
RequestTracker::GetDecisionJoule(NodeId node) const
{
    const auto found = m_decisionJoule.find(node);
    return found == m_decisionJoule.end() ? 0.0 : found->second;
}

void
RequestTracker::BeginRadio(RequestId request, std::uint64_t txBytes, std::uint64_t rxBytes)
{
    if (RequestRecord* record = Find(request))
    {
        record->txBytes += txBytes;
        record->rxBytes += rxBytes;
        if (m_radio)
        {
            m_radio->Begin(record->request.device, request);
        }
    }
}

void
RequestTracker::EndRadio(RequestId request)
{
    RequestRecord* record = Find(request);
    if (record && m_radio)
    {
        m_radio->End(record->request.device, request);
    }
}

void
RequestTracker::Complete(RequestId request,
                         std::uint16_t finalStage,
                         std::int64_t resultSentNs,
                         double accuracy)
{
    if (RequestRecord* record = Find(request))
    {
        record->finalStage = finalStage;
        record->resultSentNs = resultSentNs;
        record->variant = record->stages[finalStage].stage.variant;
        record->accuracy = accuracy;
        End(request, Outcome::COMPLETED, "");
    }
}

void
RequestTracker::Reject(RequestId request, const std::string& reason)
{
    End(request, Outcome::REJECTED, reason);
}

void
RequestTracker::Drop(RequestId request, const std::string& reason)
{
    End(request, Outcome::DROPPED, reason);
}

void
RequestTracker::FinishAll()
{
    // In order of arrival.
    while (const auto first = m_active.First())
    {
        End(*first, Outcome::UNFINISHED, "");
    }
}

void
RequestTracker::End(RequestId request, Outcome outcome, const std::string& reason)
{
    if (!m_active.Find(request))
    {
        return;
    }
    // The record leaves the table before anyone sees it: whoever listens may already submit the
    // next request.
    RequestRecord record = m_active.Take(request);
    record.outcome = outcome;
    record.reason = reason;
    record.endNs = NowNs();
    if (m_radio)
    {
        const NodeId device = record.request.device;
        AddEnergy(record, device, EnergyComponent::RADIO, m_radio->Close(device, request));
    }
    m_endedTrace(record);
    if (m_endCallback)
    {
        m_endCallback(record);
    }
    m_active.Recycle(std::move(record));
}

RequestRecord*
RequestTracker::Find(RequestId request)
{
    return m_active.Find(request);
}

StageRecord*
RequestTracker::FindStage(RequestId request, std::uint16_t stage)
{
    RequestRecord* record = Find(request);
    return record && stage < record->stages.size() ? &record->stages[stage] : nullptr;
}

bool
RequestTracker::IsActive(RequestId request) const
{
    return m_active.Find(request) != nullptr;
}

const RequestRecord&
RequestTracker::Peek(RequestId request) const
{
    const RequestRecord* record = m_active.Find(request);
    if (!record)
    {
        throw std::out_of_range("RequestTracker: the request is not under way");
    }
    return *record;
}

std::uint64_t
RequestTracker::GetGenerated() const
{
    return m_active.CountAdded();
}

double
RequestTracker::GetUnattributedRadioJoule(NodeId device)
{
    return m_radio ? m_radio->Unattributed(device) : 0.0;
}

} // namespace edgeward
