/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/sum-tree.h"

#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

constexpr std::size_t CHILDREN = 8;

double
SumOfGroup(const std::vector<double>& level, std::size_t group)
{
    // In pairs, because one sum that waits for the other takes most of the time of a change.
    const double* child = level.data() + group * CHILDREN;
    return ((child[0] + child[1]) + (child[2] + child[3])) +
           ((child[4] + child[5]) + (child[6] + child[7]));
}

/**
 * The child that @p position falls into; what is left of the position within it. Counts instead of
 * stopping, because a wrongly predicted stop costs more than the rest of the group.
 */
std::size_t
ChooseChild(const double* weights, double& position)
{
    double sum = 0.0;
    double before = 0.0;
    std::size_t chosen = 0;
    for (std::size_t child = 0; child < CHILDREN; ++child)
    {
        sum += weights[child];
        const bool isBehind = position >= sum;
        chosen += isBehind ? 1 : 0;
        before = isBehind ? sum : before;
    }
    position -= before;
    if (chosen < CHILDREN)
    {
        return chosen;
    }
    // Rounding has reached the total: the last one with a weight takes it.
    while (chosen > 0 && weights[chosen - 1] <= 0.0)
    {
        --chosen;
    }
    if (chosen == 0)
    {
        throw std::logic_error("SumTree: searched while all weights are 0");
    }
    return chosen - 1;
}

} // namespace

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
        m_levels.emplace_back(groups * CHILDREN, 0.0);
    } while (groups > 1);
}

std::size_t
SumTree::Slots() const
{
    return m_slots;
}

void
SumTree::Set(std::size_t slot, double weight)
{
    if (slot >= m_slots || !std::isfinite(weight) || weight < 0.0)
    {
        throw std::logic_error("SumTree: no such slot, or no weight");
    }
    m_levels.front()[slot] = weight;
    for (std::size_t level = 0; level + 1 < m_levels.size(); ++level)
    {
        slot /= CHILDREN;
        m_levels[level + 1][slot] = SumOfGroup(m_levels[level], slot);
    }
}

double
SumTree::Get(std::size_t slot) const
{
    return m_levels.front().at(slot);
}

double
SumTree::Total() const
{
    return SumOfGroup(m_levels.back(), 0);
}

std::size_t
SumTree::Find(double position) const
{
    std::size_t group = 0;
    for (std::size_t level = m_levels.size(); level-- > 0;)
    {
        group = group * CHILDREN + ChooseChild(m_levels[level].data() + group * CHILDREN, position);
    }
    return group;
}

} // namespace edgeward
