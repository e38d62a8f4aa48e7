/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/transition-memory.h"

#include "rl/checkpoint-stream.h"

namespace edgeward
{

namespace
{

/** A part with its length before it. */
void
PutPart(CheckpointWriter& writer, const std::string& part)
{
    writer.Put(static_cast<std::uint64_t>(part.size()));
    writer.Bytes() += part;
}

std::string
GetPart(CheckpointReader& reader, const std::string& bytes)
{
    const auto size = reader.Get<std::uint64_t>();
    if (size > reader.Left())
    {
        throw reader.Error("is cut off");
    }
    const std::size_t start = bytes.size() - reader.Left();
    std::vector<char> skipped(size);
    reader.GetArray(skipped, size);
    return bytes.substr(start, size);
}

} // namespace

TransitionMemory::TransitionMemory(const TransitionMemoryOptions& options,
                                   std::size_t observationSize,
                                   std::size_t actions)
    : m_replay(options.capacity, observationSize, actions, options.jointActions)
    , m_nStep(options.nStep,
              [this](const Transition& transition) {
                  const std::size_t slot = m_replay.Add(transition);
                  if (m_sampler)
                  {
                      m_sampler->Add(slot);
                  }
              })
    , m_isPlain(options.nStep == 1 && !options.isPrioritized)
{
    if (options.isPrioritized)
    {
        m_sampler.emplace(options.capacity, options.alpha, options.epsilon);
    }
}

void
TransitionMemory::Add(const Transition& transition)
{
    m_nStep.Add(transition);
}

std::size_t
TransitionMemory::Size() const
{
    return m_replay.Size();
}

bool
TransitionMemory::IsPrioritized() const
{
    return m_sampler.has_value();
}

void
TransitionMemory::Sample(std::size_t count,
                         double beta,
                         RandomStream& random,
                         const ReplayBatch& batch,
                         std::size_t* slots,
                         float* weights) const
{
    if (!m_sampler)
    {
        m_replay.Sample(count, random, batch);
        return;
    }
    m_sampler->Sample(count, m_replay.Size(), beta, random, slots, weights);
    for (std::size_t row = 0; row < count; ++row)
    {
        m_replay.Prefetch(slots[row]);
    }
    for (std::size_t row = 0; row < count; ++row)
    {
        m_replay.Copy(slots[row], row, batch);
    }
}

void
TransitionMemory::Update(const std::size_t* slots, const float* errors, std::size_t count)
{
    if (m_sampler)
    {
        m_sampler->Update(slots, errors, count);
    }
}

std::string
TransitionMemory::Save() const
{
    if (m_isPlain)
    {
        return m_replay.Save();
    }
    CheckpointWriter writer;
    PutPart(writer, m_replay.Save());
    PutPart(writer, m_nStep.Save());
    PutPart(writer, m_sampler ? m_sampler->Save(m_replay.Size()) : "");
    return std::move(writer.Bytes());
}

void
TransitionMemory::Restore(const std::string& bytes, const std::string& name)
{
    if (m_isPlain)
    {
        m_replay.Restore(bytes, name);
        return;
    }
    CheckpointReader reader(bytes, name);
    m_replay.Restore(GetPart(reader, bytes), name);
    m_nStep.Restore(GetPart(reader, bytes), name);
    const std::string priorities = GetPart(reader, bytes);
    if (reader.Left() != 0)
    {
        throw reader.Error("has more than belongs to it");
    }
    if (m_sampler)
    {
        m_sampler->Restore(priorities, m_replay.Size(), name);
    }
}

} // namespace edgeward
