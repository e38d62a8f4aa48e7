/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/sum-tree.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

double
SumTree::Group::Sum() const
{
    // In pairs, because one sum that waits for the other takes most of the time of a change.
    return ((weights[0] + weights[1]) + (weights[2] + weights[3])) +
           ((weights[4] + weights[5]) + (weights[6] + weights[7]));
}

inline std::size_t
SumTree::Group::Choose(double& position) const
{
    // Counts instead of stopping: a wrongly predicted stop costs more than the rest of the group.
    double sum = 0.0;
    double before = 0.0;
    std::size_t chosen = 0;
    for (const double weight : weights)
    {
        sum += weight;
        const bool isBehind = position >= sum;
        chosen += isBehind ? 1 : 0;
        before = isBehind ? sum : before;
    }
    position -= before;
    return chosen < CHILDREN ? chosen : Last();
}

std::size_t
SumTree::Group::Last() const
{
    std::size_t count = CHILDREN;
    while (count > 0 && weights[count - 1] <= 0.0)
    {
        --count;
    }
    if (count == 0)
    {
        throw std::logic_error("SumTree: searched while all weights are 0");
    }
    return count - 1;
}

SumTree::SumTree(std::size_t slots)
    : m_slots(slots)
{
    if (slots == 0)
    {
        throw std::logic_error("SumTree: no slots");
    }
    std::size_t groups = slots;
    do
    {
        groups = (groups + CHILDREN - 1) / CHILDREN;
        m_levels.emplace_back(groups);
    } while (groups > 1);
}

std::size_t
SumTree::Slots() const
{
    return m_slots;
}

void
SumTree::Check(std::size_t slot, double weight) const
{
    if (slot >= m_slots || !std::isfinite(weight) || weight < 0.0)
    {
        throw std::logic_error("SumTree: no such slot, or no weight");
    }
}

std::size_t
SumTree::AddUp(std::size_t level, std::size_t slot)
{
    const std::size_t above = slot / CHILDREN;
    m_levels[level + 1][above / CHILDREN].weights[above % CHILDREN] = m_levels[level][above].Sum();
    return above;
}

void
SumTree::Set(std::size_t slot, double weight)
{
    Check(slot, weight);
    m_levels.front()[slot / CHILDREN].weights[slot % CHILDREN] = weight;
    for (std::size_t level = 0; level + 1 < m_levels.size(); ++level)
    {
        slot = AddUp(level, slot);
    }
}

void
SumTree::Set(const std::size_t* slots, const double* weights, std::size_t count)
{
    for (std::size_t k = 0; k < count; ++k)
    {
        Check(slots[k], weights[k]);
        m_levels.front()[slots[k] / CHILDREN].weights[slots[k] % CHILDREN] = weights[k];
    }
    std::vector<std::size_t> changed(slots, slots + count);
    for (std::size_t level = 0; level + 1 < m_levels.size(); ++level)
    {
        for (std::size_t& slot : changed)
        {
            slot = AddUp(level, slot);
        }
    }
}

double
SumTree::Get(std::size_t slot) const
{
    return m_levels.front().at(slot / CHILDREN).weights[slot % CHILDREN];
}

double
SumTree::Total() const
{
    return m_levels.back().front().Sum();
}

std::size_t
SumTree::Find(double position) const
{
    std::size_t slot = 0;
    Find(&position, 1, &slot);
    return slot;
}

void
SumTree::Find(double* positions, std::size_t count, std::size_t* slots) const
{
    std::fill(slots, slots + count, 0);
    for (std::size_t level = m_levels.size(); level-- > 0;)
    {
        for (std::size_t k = 0; k < count; ++k)
        {
            slots[k] = slots[k] * CHILDREN + m_levels[level][slots[k]].Choose(positions[k]);
        }
    }
}

} // namespace edgeward
