/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/ucb1.h"

#include <cmath>
#include <stdexcept>

namespace edgeward
{

Ucb1::Ucb1(std::size_t actions, double rewardRange)
    : m_rewardRange(rewardRange)
    , m_arms(actions)
{
}

std::int32_t
Ucb1::Choose(const ActionMask& mask)
{
    std::int32_t best = m_arms.FirstUntried(mask);
    if (best < 0)
    {
        const double logarithm = std::log(static_cast<double>(m_arms.Tries()));
        double bestBound = 0.0;
        for (std::size_t action = 0; action < m_arms.Size(); ++action)
        {
            if (mask.at(action) == 0)
            {
                continue;
            }
            // Trials count from the decision on, so that a late reward does not invite more of the
            // same.
            const double bound =
                m_arms.Mean(action) +
                m_rewardRange *
                    std::sqrt(2.0 * logarithm / static_cast<double>(m_arms.Tries(action)));
            if (best < 0 || bound > bestBound)
            {
                best = static_cast<std::int32_t>(action);
                bestBound = bound;
            }
        }
    }
    if (best < 0)
    {
        throw std::logic_error("Ucb1: the mask allows nothing");
    }
    m_arms.Try(static_cast<std::size_t>(best));
    return best;
}

std::int32_t
Ucb1::ChooseGreedily(const ActionMask& mask) const
{
    return m_arms.Best(mask);
}

void
Ucb1::Update(std::size_t action, double reward)
{
    m_arms.Update(action, reward);
}

const BanditArms&
Ucb1::Arms() const
{
    return m_arms;
}

SafetensorsFile
Ucb1::ToFile() const
{
    return m_arms.ToFile();
}

void
Ucb1::Restore(const SafetensorsFile& file, const std::string& name)
{
    m_arms.Restore(file, name);
}

} // namespace edgeward
