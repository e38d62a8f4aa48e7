/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/bandit-arms.h"

#include "rl/tensor-lookup.h"

#include <numeric>
#include <stdexcept>

namespace edgeward
{

namespace
{

DoubleTensor
CountsTensor(const std::vector<std::uint64_t>& counts)
{
    return {{static_cast<std::int64_t>(counts.size())}, {counts.begin(), counts.end()}};
}

} // namespace

BanditArms::BanditArms(std::size_t actions, double stepSize)
    : m_stepSize(stepSize)
    , m_tries(actions, 0)
    , m_rewards(actions, 0)
    , m_means(actions, 0.0)
{
}

std::size_t
BanditArms::Size() const
{
    return m_means.size();
}

std::int32_t
BanditArms::FirstUntried(const ActionMask& mask) const
{
    for (std::size_t action = 0; action < Size(); ++action)
    {
        if (mask.at(action) != 0 && m_tries[action] == 0)
        {
            return static_cast<std::int32_t>(action);
        }
    }
    return -1;
}

std::int32_t
BanditArms::Best(const ActionMask& mask) const
{
    std::int32_t best = -1;
    for (std::size_t action = 0; action < Size(); ++action)
    {
        if (mask.at(action) != 0 &&
            (best < 0 || m_means[action] > m_means[static_cast<std::size_t>(best)]))
        {
            best = static_cast<std::int32_t>(action);
        }
    }
    if (best < 0)
    {
        throw std::logic_error("BanditArms: the mask allows nothing");
    }
    return best;
}

void
BanditArms::Try(std::size_t action)
{
    ++m_tries.at(action);
}

void
BanditArms::Update(std::size_t action, double reward)
{
    ++m_rewards.at(action);
    const bool isFirst = m_rewards[action] == 1;
    const double share =
        m_stepSize > 0.0 && !isFirst ? m_stepSize : 1.0 / static_cast<double>(m_rewards[action]);
    m_means[action] += share * (reward - m_means[action]);
}

double
BanditArms::Mean(std::size_t action) const
{
    return m_means.at(action);
}

std::uint64_t
BanditArms::Tries(std::size_t action) const
{
    return m_tries.at(action);
}

std::uint64_t
BanditArms::Tries() const
{
    return std::accumulate(m_tries.begin(), m_tries.end(), std::uint64_t{0});
}

std::uint64_t
BanditArms::Updates() const
{
    return std::accumulate(m_rewards.begin(), m_rewards.end(), std::uint64_t{0});
}

SafetensorsFile
BanditArms::ToFile() const
{
    SafetensorsFile file;
    file.doubleTensors["tries"] = CountsTensor(m_tries);
    file.doubleTensors["rewards"] = CountsTensor(m_rewards);
    file.doubleTensors["means"] = {{static_cast<std::int64_t>(Size())}, m_means};
    return file;
}

void
BanditArms::Restore(const SafetensorsFile& file, const std::string& name)
{
    std::vector<std::uint64_t> tries = FindCounts(file, "tries", Size(), name);
    std::vector<std::uint64_t> rewards = FindCounts(file, "rewards", Size(), name);
    m_means = FindTensor(file, "means", {static_cast<std::int64_t>(Size())}, name);
    m_tries = std::move(tries);
    m_rewards = std::move(rewards);
}

} // namespace edgeward
