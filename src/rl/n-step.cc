/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/n-step.h"

#include "rl/checkpoint-stream.h"
#include "rl/checksum.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

namespace
{

/** A number this much smaller than expected is no late transition but a new count. */
constexpr std::uint64_t NEW_COUNT = 1ULL << 31;

/** No vector of a saved transition is longer; a larger number is damage. */
constexpr std::uint64_t LONGEST = 100'000'000;

bool
IsEnd(const Transition& transition)
{
    return transition.discount == 0.0F || transition.isTruncated;
}

template <typename T>
void
PutVector(CheckpointWriter& writer, const std::vector<T>& values)
{
    writer.Put(static_cast<std::uint64_t>(values.size()));
    writer.PutArray(values, values.size());
}

template <typename T>
std::vector<T>
GetVector(CheckpointReader& reader)
{
    const auto count = reader.Get<std::uint64_t>();
    if (count > LONGEST || count * sizeof(T) > reader.Left())
    {
        throw reader.Error("is cut off");
    }
    std::vector<T> values(count);
    reader.GetArray(values, count);
    return values;
}

void
PutTransition(CheckpointWriter& writer, const Transition& transition)
{
    PutVector(writer, transition.observation);
    PutVector(writer, transition.nextObservation);
    PutVector(writer, transition.nextMask);
    writer.Put(transition.action);
    writer.Put(transition.reward);
    writer.Put(transition.discount);
    writer.Put(transition.agent);
    writer.Put(transition.sequence);
    writer.Put(static_cast<std::uint8_t>(transition.isTruncated ? 1 : 0));
}

Transition
GetTransition(CheckpointReader& reader)
{
    Transition transition;
    transition.observation = GetVector<float>(reader);
    transition.nextObservation = GetVector<float>(reader);
    transition.nextMask = GetVector<std::uint8_t>(reader);
    transition.action = reader.Get<std::int32_t>();
    transition.reward = reader.Get<float>();
    transition.discount = reader.Get<float>();
    transition.agent = reader.Get<std::uint32_t>();
    transition.sequence = reader.Get<std::uint64_t>();
    transition.isTruncated = reader.Get<std::uint8_t>() != 0;
    return transition;
}

} // namespace

NStep::NStep(std::size_t steps, Sink sink)
    : m_steps(steps)
    , m_sink(std::move(sink))
{
    if (steps == 0)
    {
        throw std::logic_error("NStep: no steps");
    }
}

void
NStep::Add(const Transition& transition)
{
    if (m_steps == 1)
    {
        m_sink(transition);
        return;
    }
    Trajectory& trajectory = m_trajectories[transition.agent];
    const std::uint64_t sequence =
        transition.sequence > 0 ? transition.sequence : trajectory.last + 1;
    if (sequence + NEW_COUNT < trajectory.start)
    {
        while (!trajectory.waiting.empty())
        {
            HandOnFirst(trajectory);
        }
        trajectory = {};
    }
    if (sequence < trajectory.start)
    {
        m_sink(transition); // those that it would lead to have gone
        return;
    }
    trajectory.last = std::max(trajectory.last, sequence);
    trajectory.waiting[sequence] = transition;
    HandOnReady(trajectory);
}

bool
NStep::IsReady(const Trajectory& trajectory) const
{
    std::size_t steps = 0;
    std::uint64_t expected = trajectory.waiting.begin()->first;
    for (const auto& [sequence, transition] : trajectory.waiting)
    {
        if (sequence != expected++)
        {
            return false;
        }
        if (++steps == m_steps || IsEnd(transition))
        {
            return true;
        }
    }
    return false;
}

void
NStep::HandOnReady(Trajectory& trajectory)
{
    while (!trajectory.waiting.empty() &&
           (IsReady(trajectory) || trajectory.waiting.size() > HOLD * m_steps))
    {
        HandOnFirst(trajectory);
    }
}

void
NStep::HandOnFirst(Trajectory& trajectory)
{
    auto next = trajectory.waiting.begin();
    Transition whole = std::move(next->second);
    std::uint64_t sequence = next->first;
    next = trajectory.waiting.erase(next);
    trajectory.start = sequence + 1;
    for (std::size_t steps = 1; steps < m_steps && !IsEnd(whole); ++steps, ++next)
    {
        if (next == trajectory.waiting.end() || next->first != ++sequence)
        {
            break;
        }
        const Transition& step = next->second;
        whole.reward += whole.discount * step.reward;
        whole.discount *= step.discount;
        whole.nextObservation = step.nextObservation;
        whole.nextMask = step.nextMask;
        whole.isTruncated = step.isTruncated;
    }
    m_sink(whole);
}

std::size_t
NStep::Pending() const
{
    std::size_t pending = 0;
    for (const auto& entry : m_trajectories)
    {
        pending += entry.second.waiting.size();
    }
    return pending;
}

std::string
NStep::Save() const
{
    CheckpointWriter writer;
    writer.Put(static_cast<std::uint64_t>(m_trajectories.size()));
    for (const auto& [agent, trajectory] : m_trajectories)
    {
        writer.Put(agent);
        writer.Put(trajectory.last);
        writer.Put(trajectory.start);
        writer.Put(static_cast<std::uint64_t>(trajectory.waiting.size()));
        for (const auto& [sequence, transition] : trajectory.waiting)
        {
            writer.Put(sequence);
            PutTransition(writer, transition);
        }
    }
    const std::uint32_t checksum = Crc32(writer.Bytes().data(), writer.Bytes().size());
    writer.Put(checksum);
    return std::move(writer.Bytes());
}

void
NStep::Restore(const std::string& bytes, const std::string& name)
{
    CheckpointReader reader(bytes, name);
    std::map<std::uint32_t, Trajectory> trajectories;
    for (auto agents = reader.Get<std::uint64_t>(); agents > 0; --agents)
    {
        Trajectory& trajectory = trajectories[reader.Get<std::uint32_t>()];
        trajectory.last = reader.Get<std::uint64_t>();
        trajectory.start = reader.Get<std::uint64_t>();
        for (auto waiting = reader.Get<std::uint64_t>(); waiting > 0; --waiting)
        {
            const auto sequence = reader.Get<std::uint64_t>();
            trajectory.waiting[sequence] = GetTransition(reader);
        }
    }
    const std::uint32_t checksum = Crc32(bytes.data(), bytes.size() - reader.Left());
    if (reader.Get<std::uint32_t>() != checksum || reader.Left() != 0)
    {
        throw reader.Error("has waiting transitions that do not match their checksum");
    }
    m_trajectories = std::move(trajectories);
}

} // namespace edgeward
