/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/epsilon-greedy-bandit.h"

#include "rl/random-action.h"
#include "rl/tensor-lookup.h"

#include <algorithm>

namespace edgeward
{

EpsilonGreedyBandit::EpsilonGreedyBandit(std::size_t actions,
                                         const Options& options,
                                         std::uint64_t seed)
    : m_options(options)
    , m_arms(actions, options.stepSize)
    , m_random(seed)
{
}

double
EpsilonGreedyBandit::Epsilon() const
{
    if (m_options.decay <= 0.0)
    {
        return m_options.epsilon;
    }
    return std::min(m_options.epsilon, m_options.decay / static_cast<double>(m_arms.Tries() + 1));
}

std::int32_t
EpsilonGreedyBandit::Choose(const ActionMask& mask)
{
    std::int32_t action = m_arms.FirstUntried(mask);
    if (action < 0)
    {
        const bool isExploring = m_random.Uniform() < Epsilon();
        action = isExploring ? RandomAllowedAction(mask, m_random) : m_arms.Best(mask);
    }
    m_arms.Try(static_cast<std::size_t>(action));
    return action;
}

std::int32_t
EpsilonGreedyBandit::ChooseGreedily(const ActionMask& mask) const
{
    return m_arms.Best(mask);
}

void
EpsilonGreedyBandit::Update(std::size_t action, double reward)
{
    m_arms.Update(action, reward);
}

const BanditArms&
EpsilonGreedyBandit::Arms() const
{
    return m_arms;
}

SafetensorsFile
EpsilonGreedyBandit::ToFile() const
{
    SafetensorsFile file = m_arms.ToFile();
    file.doubleTensors["random"] = RandomTensor(m_random);
    return file;
}

void
EpsilonGreedyBandit::Restore(const SafetensorsFile& file, const std::string& name)
{
    RandomStream random = m_random;
    RestoreRandom(file, "random", name, random);
    m_arms.Restore(file, name);
    m_random = random;
}

} // namespace edgeward
