/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/replay-buffer.h"

#include "rl/checkpoint-stream.h"
#include "rl/checksum.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

namespace
{

/** First bytes of a saved buffer, so that another file is not taken for one: "EWREPLY1". */
constexpr std::uint64_t MAGIC = 0x31594c5045525745ULL;

} // namespace

ReplayBuffer::ReplayBuffer(std::size_t capacity, std::size_t observationSize, std::size_t actions)
    : m_capacity(capacity)
    , m_observationSize(observationSize)
    , m_actions(actions)
    , m_observations(capacity * observationSize)
    , m_nextObservations(capacity * observationSize)
    , m_nextMasks(capacity * actions)
    , m_actionTaken(capacity)
    , m_rewards(capacity)
    , m_discounts(capacity)
{
    if (capacity == 0 || observationSize == 0 || actions == 0)
    {
        throw std::logic_error("ReplayBuffer: a size of 0");
    }
}

void
ReplayBuffer::Add(const Transition& transition)
{
    if (transition.observation.size() != m_observationSize ||
        transition.nextObservation.size() != m_observationSize ||
        transition.nextMask.size() != m_actions || transition.action < 0 ||
        static_cast<std::size_t>(transition.action) >= m_actions)
    {
        throw std::logic_error("ReplayBuffer: a transition of another problem");
    }
    const auto at = static_cast<std::ptrdiff_t>(m_next);
    std::copy(transition.observation.begin(),
              transition.observation.end(),
              m_observations.begin() + at * static_cast<std::ptrdiff_t>(m_observationSize));
    std::copy(transition.nextObservation.begin(),
              transition.nextObservation.end(),
              m_nextObservations.begin() + at * static_cast<std::ptrdiff_t>(m_observationSize));
    std::copy(transition.nextMask.begin(),
              transition.nextMask.end(),
              m_nextMasks.begin() + at * static_cast<std::ptrdiff_t>(m_actions));
    m_actionTaken[m_next] = transition.action;
    m_rewards[m_next] = transition.reward;
    m_discounts[m_next] = transition.discount;
    m_next = (m_next + 1) % m_capacity;
    m_size = std::min(m_size + 1, m_capacity);
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
    for (std::size_t row = 0; row < count; ++row)
    {
        Copy(static_cast<std::size_t>(random.Index(m_size)), row, batch);
    }
}

void
ReplayBuffer::Copy(std::size_t index, std::size_t row, const ReplayBatch& batch) const
{
    std::copy_n(m_observations.data() + index * m_observationSize,
                m_observationSize,
                batch.observation + row * m_observationSize);
    std::copy_n(m_nextObservations.data() + index * m_observationSize,
                m_observationSize,
                batch.nextObservation + row * m_observationSize);
    std::copy_n(
        m_nextMasks.data() + index * m_actions, m_actions, batch.nextMask + row * m_actions);
    batch.action[row] = m_actionTaken[index];
    batch.reward[row] = m_rewards[index];
    batch.discount[row] = m_discounts[index];
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
    writer.PutArray(m_observations, m_size * m_observationSize);
    writer.PutArray(m_nextObservations, m_size * m_observationSize);
    writer.PutArray(m_nextMasks, m_size * m_actions);
    writer.PutArray(m_actionTaken, m_size);
    writer.PutArray(m_rewards, m_size);
    writer.PutArray(m_discounts, m_size);
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
    ReplayBuffer read(m_capacity, m_observationSize, m_actions);
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
    reader.GetArray(read.m_observations, read.m_size * m_observationSize);
    reader.GetArray(read.m_nextObservations, read.m_size * m_observationSize);
    reader.GetArray(read.m_nextMasks, read.m_size * m_actions);
    reader.GetArray(read.m_actionTaken, read.m_size);
    reader.GetArray(read.m_rewards, read.m_size);
    reader.GetArray(read.m_discounts, read.m_size);
    const std::uint32_t checksum = Crc32(bytes.data(), bytes.size() - reader.Left());
    if (reader.Get<std::uint32_t>() != checksum || reader.Left() != 0)
    {
        throw reader.Error("does not match its checksum");
    }
    *this = std::move(read);
}

} // namespace edgeward
