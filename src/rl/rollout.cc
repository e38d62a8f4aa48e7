/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/rollout.h"

#include "rl/checkpoint-stream.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <tuple>

namespace edgeward
{

namespace
{

/** The rows of @p from, @p width elements each, in the order of @p order. */
template <typename T>
std::vector<T>
Reordered(const std::vector<T>& from, const std::vector<std::size_t>& order, std::size_t width)
{
    std::vector<T> to;
    to.reserve(from.size());
    for (const std::size_t row : order)
    {
        const auto begin = from.begin() + static_cast<std::ptrdiff_t>(row * width);
        to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
    }
    return to;
}

} // namespace

Rollout::Rollout(std::size_t capacity, std::size_t observationSize, std::size_t actions)
    : m_capacity(capacity)
    , m_observationSize(observationSize)
    , m_actions(actions)
{
}

void
Rollout::Add(const Transition& transition)
{
    const bool isKnown = !transition.mask.empty();
    if (IsFull() || transition.observation.size() != m_observationSize ||
        transition.nextObservation.size() != m_observationSize ||
        (isKnown && transition.mask.size() != m_actions) || transition.action < 0 ||
        static_cast<std::size_t>(transition.action) >= m_actions ||
        (isKnown && transition.mask[static_cast<std::size_t>(transition.action)] == 0))
    {
        throw std::logic_error("Rollout: it is full, or the transition does not fit");
    }
    m_rows.push_back({transition.agent,
                      transition.sequence,
                      transition.action,
                      transition.reward,
                      transition.discount,
                      transition.isTruncated ? std::uint64_t{1} : 0});
    m_observations.insert(
        m_observations.end(), transition.observation.begin(), transition.observation.end());
    m_nextObservations.insert(m_nextObservations.end(),
                              transition.nextObservation.begin(),
                              transition.nextObservation.end());
    const ActionMask all(isKnown ? 0 : m_actions, 1);
    const ActionMask& mask = isKnown ? transition.mask : all;
    m_masks.insert(m_masks.end(), mask.begin(), mask.end());
}

bool
Rollout::IsFull() const
{
    return Size() == m_capacity;
}

std::size_t
Rollout::Size() const
{
    return m_rows.size();
}

void
Rollout::Sort()
{
    std::vector<std::size_t> order(Size());
    std::iota(order.begin(), order.end(), 0);
    // Unnumbered ones stay in the order in which they came.
    std::stable_sort(order.begin(), order.end(), [this](std::size_t left, std::size_t right) {
        return std::tie(m_rows[left].agent, m_rows[left].sequence) <
               std::tie(m_rows[right].agent, m_rows[right].sequence);
    });
    m_rows = Reordered(m_rows, order, 1);
    m_observations = Reordered(m_observations, order, m_observationSize);
    m_nextObservations = Reordered(m_nextObservations, order, m_observationSize);
    m_masks = Reordered(m_masks, order, m_actions);
}

const std::vector<float>&
Rollout::Observations() const
{
    return m_observations;
}

const std::vector<float>&
Rollout::NextObservations() const
{
    return m_nextObservations;
}

const std::uint8_t*
Rollout::Mask(std::size_t row) const
{
    return m_masks.data() + row * m_actions;
}

std::int32_t
Rollout::Action(std::size_t row) const
{
    return static_cast<std::int32_t>(m_rows[row].action);
}

bool
Rollout::Continues(std::size_t row) const
{
    if (row + 1 >= Size() || m_rows[row].isTruncated != 0 ||
        m_rows[row + 1].agent != m_rows[row].agent)
    {
        return false;
    }
    const std::uint64_t expected = m_rows[row].sequence == 0 ? 0 : m_rows[row].sequence + 1;
    return m_rows[row + 1].sequence == expected;
}

std::vector<double>
Rollout::Advantages(const float* values, const float* nextValues, double lambda) const
{
    std::vector<double> advantages(Size());
    for (std::size_t row = Size(); row-- > 0;)
    {
        const Row& here = m_rows[row];
        const double error =
            here.reward + here.discount * static_cast<double>(nextValues[row]) - values[row];
        const double following = Continues(row) ? advantages[row + 1] : 0.0;
        advantages[row] = error + here.discount * lambda * following;
    }
    return advantages;
}

void
Rollout::Clear()
{
    m_rows.clear();
    m_observations.clear();
    m_nextObservations.clear();
    m_masks.clear();
}

std::string
Rollout::Save() const
{
    CheckpointWriter writer;
    writer.Put(static_cast<std::uint64_t>(Size()));
    writer.PutArray(m_rows, Size());
    writer.PutArray(m_observations, m_observations.size());
    writer.PutArray(m_nextObservations, m_nextObservations.size());
    writer.PutArray(m_masks, m_masks.size());
    return writer.Bytes();
}

void
Rollout::Restore(const std::string& bytes, const std::string& name)
{
    CheckpointReader reader(bytes, name);
    const auto size = reader.Get<std::uint64_t>();
    if (size > m_capacity)
    {
        throw reader.Error("remembers more than there is room for");
    }
    m_rows.resize(size);
    m_observations.resize(size * m_observationSize);
    m_nextObservations.resize(size * m_observationSize);
    m_masks.resize(size * m_actions);
    reader.GetArray(m_rows, m_rows.size());
    reader.GetArray(m_observations, m_observations.size());
    reader.GetArray(m_nextObservations, m_nextObservations.size());
    reader.GetArray(m_masks, m_masks.size());
    if (reader.Left() > 0)
    {
        throw reader.Error("is longer than what it remembers");
    }
}

} // namespace edgeward
