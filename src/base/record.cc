/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/record.h"

#include <algorithm>

namespace edgeward
{

const char*
ToString(Outcome outcome)
{
    switch (outcome)
    {
    case Outcome::COMPLETED:
        return "completed";
    case Outcome::REJECTED:
        return "rejected";
    case Outcome::DROPPED:
        return "dropped";
    case Outcome::UNFINISHED:
        break;
    }
    return "unfinished";
}

const char*
ToString(NodeRole role)
{
    switch (role)
    {
    case NodeRole::DEVICE:
        return "device";
    case NodeRole::EDGE:
        return "edge";
    case NodeRole::CLOUD:
        break;
    }
    return "cloud";
}

const char*
ToString(EnergyComponent component)
{
    return component == EnergyComponent::COMPUTE ? "compute" : "radio";
}

const char*
ToString(SegmentKind kind)
{
    switch (kind)
    {
    case SegmentKind::DECISION:
        return "decision";
    case SegmentKind::TRANSFER:
        return "transfer";
    case SegmentKind::QUEUE:
        return "queue";
    case SegmentKind::COMPUTE:
        return "compute";
    case SegmentKind::RETURN:
        break;
    }
    return "return";
}

std::int64_t
RequestRecord::LatencyNs() const
{
    return endNs - request.arrivalNs;
}

bool
RequestRecord::MetDeadline() const
{
    return outcome == Outcome::COMPLETED &&
           (request.deadlineNs == 0 || LatencyNs() <= request.deadlineNs);
}

double
RequestRecord::DeviceJoule() const
{
    double sum = 0.0;
    for (const EnergyShare& share : energy)
    {
        sum += share.node == request.device ? share.joule : 0.0;
    }
    return sum;
}

double
RequestRecord::TotalJoule() const
{
    double sum = 0.0;
    for (const EnergyShare& share : energy)
    {
        sum += share.joule;
    }
    return sum;
}

std::vector<Segment>
RequestRecord::CriticalPath() const
{
    std::vector<Segment> path;
    if (outcome != Outcome::COMPLETED || finalStage < 0)
    {
        return path;
    }
    // Walk back from the result: each stage began when its last input, its feeder's output, was
    // there.
    const StageRecord& last = stages[finalStage];
    path.push_back({SegmentKind::RETURN, request.device, endNs - last.endNs});
    for (std::int32_t s = finalStage; s >= 0; s = stages[s].feeder)
    {
        const StageRecord& record = stages[s];
        const std::int64_t inputKnownNs =
            record.feeder >= 0 ? stages[record.feeder].endNs : decidedNs;
        path.push_back({SegmentKind::COMPUTE, record.stage.node, record.endNs - record.startNs});
        path.push_back({SegmentKind::QUEUE, record.stage.node, record.startNs - record.readyNs});
        path.push_back({SegmentKind::TRANSFER, record.stage.node, record.readyNs - inputKnownNs});
    }
    path.push_back({SegmentKind::DECISION, request.device, decidedNs - request.arrivalNs});
    std::reverse(path.begin(), path.end());
    return path;
}

} // namespace edgeward
