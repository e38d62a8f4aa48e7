/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/replay-buffer.h"

#include "rl/checkpoint-stream.h"
#include "rl/checksum.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace edgeward
{

namespace
{

/** First bytes of a saved buffer, so that another file is not taken for one: "EWREPLY2". */
constexpr std::uint64_t MAGIC = 0x32594c5045525745ULL;

} // namespace

ReplayBuffer::ReplayBuffer(std::size_t capacity,
                           std::size_t observationSize,
                           std::size_t actions,
                           std::size_t jointActions)
    : m_capacity(capacity)
    , m_observationSize(observationSize)
    , m_actions(actions)
    , m_jointActions(jointActions == 0 ? actions : jointActions)
    , m_observations(capacity * observationSize * 2)
    , m_nextMasks(capacity * actions)
    , m_outcomes(capacity)
{
    if (capacity == 0 || observationSize == 0 || actions == 0)
    {
        throw std::logic_error("ReplayBuffer: a size of 0");
    }
}

std::size_t
ReplayBuffer::Add(const Transition& transition)
{
    if (transition.observation.size() != m_observationSize ||
        transition.nextObservation.size() != m_observationSize ||
        transition.nextMask.size() != m_actions || transition.action < 0 ||
        static_cast<std::size_t>(transition.action) >= m_jointActions)
    {
        throw std::logic_error("ReplayBuffer: a transition of another problem");
    }
    float* observations = m_observations.data() + m_next * m_observationSize * 2;
    std::copy_n(transition.observation.data(), m_observationSize, observations);
    std::copy_n(
        transition.nextObservation.data(), m_observationSize, observations + m_observationSize);
    std::copy_n(transition.nextMask.data(), m_actions, m_nextMasks.data() + m_next * m_actions);
    m_outcomes[m_next] = {transition.action, transition.reward, transition.discount};
    const std::size_t slot = m_next;
    m_next = (m_next + 1) % m_capacity;
    m_size = std::min(m_size + 1, m_capacity);
    return slot;
}

std::size_t
ReplayBuffer::Size() const
{
    return m_size;
}

std::size_t
ReplayBuffer::Capacity() const
{
    return m_capacity;
}

std::size_t
ReplayBuffer::ObservationSize() const
{
    return m_observationSize;
}

std::size_t
ReplayBuffer::Actions() const
{
    return m_actions;
}

void
ReplayBuffer::Sample(std::size_t count, RandomStream& random, const ReplayBatch& batch) const
{
    if (m_size == 0)
    {
        throw std::logic_error("ReplayBuffer: sampled while empty");
    }
    std::array<std::size_t, 64> chosen;
    for (std::size_t first = 0; first < count; first += chosen.size())
    {
        const std::size_t rows = std::min(count - first, chosen.size());
        for (std::size_t row = 0; row < rows; ++row)
        {
            chosen[row] = static_cast<std::size_t>(random.Index(m_size));
            Prefetch(chosen[row]);
        }
        for (std::size_t row = 0; row < rows; ++row)
        {
            Copy(chosen[row], first + row, batch);
        }
    }
}

void
ReplayBuffer::Prefetch(std::size_t index) const
{
    constexpr std::size_t LINE = 64 / sizeof(float);
    const float* observations = m_observations.data() + index * m_observationSize * 2;
    for (std::size_t at = 0; at < m_observationSize * 2; at += LINE)
    {
        __builtin_prefetch(observations + at);
    }
    __builtin_prefetch(m_nextMasks.data() + index * m_actions);
    __builtin_prefetch(m_outcomes.data() + index);
}

void
ReplayBuffer::Copy(std::size_t index, std::size_t row, const ReplayBatch& batch) const
{
    const float* observations = m_observations.data() + index * m_observationSize * 2;
    std::copy_n(observations, m_observationSize, batch.observation + row * m_observationSize);
    std::copy_n(observations + m_observationSize,
                m_observationSize,
                batch.nextObservation + row * m_observationSize);
    std::copy_n(
        m_nextMasks.data() + index * m_actions, m_actions, batch.nextMask + row * m_actions);
    const Outcome& outcome = m_outcomes[index];
    batch.action[row] = outcome.action;
    batch.reward[row] = outcome.reward;
    batch.discount[row] = outcome.discount;
}

std::string
ReplayBuffer::Save() const
{
    CheckpointWriter writer;
    writer.Put(MAGIC);
    for (const std::size_t number : {m_capacity, m_observationSize, m_actions, m_size, m_next})
    {
        writer.Put(static_cast<std::uint64_t>(number));
    }
    writer.PutArray(m_observations, m_size * m_observationSize * 2);
    writer.PutArray(m_nextMasks, m_size * m_actions);
    writer.PutArray(m_outcomes, m_size);
    const std::uint32_t checksum = Crc32(writer.Bytes().data(), writer.Bytes().size());
    writer.Put(checksum);
    return std::move(writer.Bytes());
}

void
ReplayBuffer::Restore(const std::string& bytes, const std::string& name)
{
    CheckpointReader reader(bytes, name);
    if (reader.Get<std::uint64_t>() != MAGIC)
    {
        throw reader.Error("is no replay buffer");
    }
    ReplayBuffer read(m_capacity, m_observationSize, m_actions, m_jointActions);
    const std::pair<const char*, std::size_t> expected[] = {
        {"a capacity", m_capacity},
        {"an observation size", m_observationSize},
        {"a number of actions", m_actions}};
    for (const auto& [what, here] : expected)
    {
        const auto there = reader.Get<std::uint64_t>();
        if (there != here)
        {
            throw reader.Error("has " + std::string(what) + " of " + std::to_string(there) +
                               " instead of " + std::to_string(here));
        }
    }
    read.m_size = static_cast<std::size_t>(reader.Get<std::uint64_t>());
    read.m_next = static_cast<std::size_t>(reader.Get<std::uint64_t>());
    const bool isRing = read.m_size <= m_capacity && read.m_next < m_capacity &&
                        (read.m_size == m_capacity || read.m_next == read.m_size);
    if (!isRing)
    {
        throw reader.Error("has an impossible position");
    }
    reader.GetArray(read.m_observations, read.m_size * m_observationSize * 2);
    reader.GetArray(read.m_nextMasks, read.m_size * m_actions);
    reader.GetArray(read.m_outcomes, read.m_size);
    const std::uint32_t checksum = Crc32(bytes.data(), bytes.size() - reader.Left());
    if (reader.Get<std::uint32_t>() != checksum || reader.Left() != 0)
    {
        throw reader.Error("does not match its checksum");
    }
    *this = std::move(read);
}

} // namespace edgeward
