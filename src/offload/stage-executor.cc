/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/stage-executor.h"

#include "base/random-stream.h"
#include "offload/plan-check.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

using namespace ns3;

namespace
{

std::int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

/** Bytes of an edge's data on the wire. */
std::uint64_t
CodedBytes(const PlanEdge& edge)
{
    return static_cast<std::uint64_t>(
        std::ceil(static_cast<double>(edge.bytes) / edge.codec.ratio));
}

/** Time of a stage on its node: its layers, decoding of its inputs, encoding of its outputs (s). */
double
ServiceSeconds(const OffloadParts& parts, const Plan& plan, std::uint16_t index)
{
    const Stage& stage = plan.stages[index];
    double seconds = parts.costs->RangeSeconds(stage.node, stage.variant, stage.layers) *
                     (stage.slice.end - stage.slice.begin);
    for (const PlanEdge& edge : plan.edges)
    {
        seconds += edge.to == index ? edge.codec.decodeSeconds : 0.0;
        seconds += edge.from == index ? edge.codec.encodeSeconds : 0.0;
    }
    return seconds;
}

/** Jobs of the same layers of the same variant may share a batch. */
std::uint64_t
BatchKey(const Stage& stage)
{
    static_assert(sizeof stage.layers.first == 2 && sizeof stage.layers.last == 2);
    return std::uint64_t{stage.variant} << 32 | std::uint64_t{stage.layers.first} << 16 |
           stage.layers.last;
}

/** How many stages with an exit stand before @p stage: the number of its exit in the trace. */
std::uint16_t
ExitNumber(const Plan& plan, std::uint16_t stage)
{
    return static_cast<std::uint16_t>(
        std::count_if(plan.stages.begin(), plan.stages.begin() + stage, [](const Stage& earlier) {
            return earlier.exit.kind != ExitRule::Kind::NONE;
        }));
}

/** What the exit behind a stage says of this input. */
ExitOutcome
AnswerAt(const OffloadParts& parts, const StageInput& input)
{
    const std::uint16_t exit = ExitNumber(*input.plan, input.stage);
    if (parts.exits)
    {
        // Plans may have more exits than the trace: the last one answers for the rest.
        const auto last = static_cast<std::uint16_t>(parts.exits->ExitCount() - 1);
        return parts.exits->Get(input.request.sample % parts.exits->SampleCount(),
                                std::min(exit, last));
    }
    // Without a trace every sample has a confidence of its own at each exit, the same for every
    // policy.
    RandomStream draw(DeriveSeed(input.request.sample, exit, "exit"));
    ExitOutcome answer;
    answer.confidence = draw.Uniform();
    answer.entropy = -std::log(std::max(answer.confidence, 1e-12));
    answer.isCorrect = true;
    return answer;
}

} // namespace

void
SendStageInputs(const OffloadParts& parts,
                const InferenceRequest& request,
                const std::shared_ptr<const Plan>& plan,
                std::int32_t feeder,
                NodeId from,
                const StageExecutor::Sender& send,
                std::int32_t origin)
{
    const auto sendOne = [&](std::uint16_t stage, std::uint64_t bytes) {
        StageInput input;
        input.request = request;
        input.plan = plan;
        input.stage = stage;
        input.feeder = feeder;
        input.origin = origin;
        input.sentNs = NowNs();
        const NodeId to = plan->stages[stage].node;
        const std::uint64_t payload = to == from ? 0 : bytes;
        parts.tracker->SendInput(request.id, stage, payload);
        send(to, std::move(input), payload);
    };
    if (feeder >= 0)
    {
        for (const std::uint16_t edge : plan->Outgoing(static_cast<std::uint16_t>(feeder)))
        {
            sendOne(plan->edges[edge].to, CodedBytes(plan->edges[edge]));
        }
        return;
    }
    for (std::uint16_t stage = 0; stage < plan->stages.size(); ++stage)
    {
        if (plan->Incoming(stage).empty())
        {
            sendOne(stage, request.inputBytes);
        }
    }
}

StageExecutor::StageExecutor(const OffloadParts& parts, const StateView& view, Sender send)
    : m_parts(parts)
    , m_view(view)
    , m_self(view.Owner())
    , m_send(std::move(send))
{
}

WireState
StageExecutor::State() const
{
    const NodeState own = DescribeSelf(m_parts, m_self);
    return {own.backlogSeconds, own.utilization, NowNs()};
}

void
StageExecutor::OnInput(const StageInput& input, std::uint64_t payloadBytes)
{
    const Key key{input.request.id, input.stage};
    const auto [entry, isNew] = m_pending.try_emplace(key);
    Pending& pending = entry->second;
    if (isNew)
    {
        pending.missing = std::max<std::size_t>(1, input.plan->Incoming(input.stage).size());
    }
    pending.input = input;
    if (input.feeder < 0)
    {
        pending.inputBytes = payloadBytes;
        pending.inputSentNs = input.sentNs;
        pending.inputArrivedNs = NowNs();
    }
    if (--pending.missing == 0)
    {
        Queue(entry);
    }
}

void
StageExecutor::Queue(Stages::iterator entry)
{
    const auto& [key, pending] = *entry;
    const StageInput& input = pending.input;
    const Stage& stage = input.plan->stages[input.stage];
    m_parts.tracker->Ready(key.first, key.second, input.feeder);

    ComputeJob job;
    job.request = key.first;
    job.service = NanoSeconds(std::max<std::int64_t>(
        1, std::llround(1e9 * ServiceSeconds(m_parts, *input.plan, input.stage))));
    job.spread = m_parts.costs->Spread(stage.node, stage.variant);
    job.workJoule = m_parts.costs->WorkJoule(stage.node, stage.variant, stage.layers) *
                    (stage.slice.end - stage.slice.begin);
    const ModelSize& size = m_parts.costs->Size(stage.variant);
    job.model = {stage.variant, size.fileBytes, size.MemoryBytes()};
    job.deadline = input.request.deadlineNs > 0
                       ? NanoSeconds(input.request.arrivalNs + input.request.deadlineNs)
                       : Time::Max();
    job.batchKey = BatchKey(stage);
    const bool isQueued = m_parts.processors[m_self]->Submit(
        job, [this, entry](const ComputeResult& result) { OnDone(entry, result); });
    if (!isQueued)
    {
        const Pending turnedAway = pending;
        m_pending.erase(entry);
        // A dead processor cannot even say no; a full queue can.
        if (m_parts.processors[m_self]->IsUp())
        {
            SendResult(turnedAway, false, true);
        }
    }
}

void
StageExecutor::OnDone(Stages::iterator entry, const ComputeResult& result)
{
    const Key key = entry->first;
    const Pending done = std::move(entry->second);
    m_pending.erase(entry);
    if (!result.isDone)
    {
        return;
    }
    m_parts.tracker->Execute(key.first,
                             key.second,
                             result.started.GetNanoSeconds(),
                             result.ended.GetNanoSeconds(),
                             result.joule,
                             result.loading.GetNanoSeconds());

    const ExitRule& rule = done.input.plan->stages[key.second].exit;
    if (rule.kind == ExitRule::Kind::NONE)
    {
        HandOn(done, false);
        return;
    }
    const ExitOutcome answer = AnswerAt(m_parts, done.input);
    const bool isConfident =
        rule.kind == ExitRule::Kind::CONFIDENCE && answer.confidence >= rule.threshold;
    const bool isCertain = rule.kind == ExitRule::Kind::ENTROPY && answer.entropy <= rule.threshold;
    if (isConfident || isCertain)
    {
        SendResult(done, true, false);
        return;
    }
    HandOn(done, rule.kind == ExitRule::Kind::ASK_POLICY);
}

void
StageExecutor::HandOn(const Pending& done, bool mayStop)
{
    const StageInput& input = done.input;
    std::shared_ptr<const Plan> plan = input.plan;
    std::int32_t origin = input.origin;
    if (mayStop)
    {
        const ExitOutcome answer = AnswerAt(m_parts, input);
        ExitContext context;
        BuildContextForPolicy(m_parts, m_view, input.request, context.decision);
        context.plan = *plan;
        context.stage = input.stage;
        context.confidence = answer.confidence;
        context.entropy = answer.entropy;
        std::optional<Plan> extended = m_parts.policy->DecideExit(context);
        if (!extended)
        {
            SendResult(done, true, false);
            return;
        }
        CheckPlan(m_parts.environment, input.request, *extended);
        plan = std::make_shared<const Plan>(std::move(*extended));
        // The device waits for a result of this stage; whoever goes on answers in its place.
        origin = origin < 0 ? input.stage : origin;
        m_parts.tracker->Extend(input.request.id, *plan);
    }
    if (plan->Outgoing(input.stage).empty())
    {
        SendResult(done, false, false);
        return;
    }
    SendStageInputs(m_parts, input.request, plan, input.stage, m_self, m_send, origin);
}

void
StageExecutor::SendResult(const Pending& done, bool isExit, bool isRejected)
{
    const StageInput& input = done.input;
    const Stage& stage = input.plan->stages[input.stage];
    StageResult result;
    result.request = input.request.id;
    result.stage = input.stage;
    result.expected = static_cast<std::uint16_t>(input.origin < 0 ? input.stage : input.origin);
    result.isRejected = isRejected;
    result.isExit = isExit;
    result.inputBytes = done.inputBytes;
    result.inputSentNs = done.inputSentNs;
    result.inputArrivedNs = done.inputArrivedNs;
    result.sentNs = NowNs();
    result.state = State();
    const double published = m_parts.environment.variants[stage.variant].accuracy;
    const bool hasTruth = stage.exit.kind != ExitRule::Kind::NONE && m_parts.exits;
    result.accuracy = hasTruth ? (AnswerAt(m_parts, input).isCorrect ? 1.0 : 0.0) : published;
    if (isExit)
    {
        m_parts.tracker->Exit(input.request.id, input.stage);
    }
    const bool isLocal = input.request.device == m_self;
    m_send(input.request.device,
           std::move(result),
           isLocal || isRejected ? 0 : input.request.resultBytes);
}

} // namespace edgeward
