/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/tabular-model.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

/** Where value iteration stops: far below what a test or table can tell apart. */
constexpr double SMALLEST_MOVE = 1e-12;

} // namespace

TabularModel::TabularModel(std::size_t states, std::size_t actions)
    : m_states(states)
    , m_actions(actions)
    , m_outcomes(states * actions)
{
}

std::size_t
TabularModel::States() const
{
    return m_states;
}

std::size_t
TabularModel::Actions() const
{
    return m_actions;
}

void
TabularModel::Add(std::size_t state, std::size_t action, const Outcome& outcome)
{
    m_outcomes.at(state * m_actions + action).push_back(outcome);
}

const std::vector<TabularModel::Outcome>&
TabularModel::Outcomes(std::size_t state, std::size_t action) const
{
    return m_outcomes.at(state * m_actions + action);
}

double
TabularModel::Backup(std::size_t state,
                     std::size_t action,
                     double gamma,
                     const std::vector<double>& values) const
{
    double sum = 0.0;
    for (const Outcome& outcome : Outcomes(state, action))
    {
        const double following = outcome.isTerminal ? 0.0 : gamma * values[outcome.nextState];
        sum += outcome.probability * (outcome.reward + following);
    }
    return sum;
}

std::vector<double>
TabularModel::OptimalValues(double gamma) const
{
    std::vector<double> q(m_states * m_actions, 0.0);
    std::vector<double> values(m_states, 0.0);
    double move = 1.0;
    while (move > SMALLEST_MOVE)
    {
        move = 0.0;
        for (std::size_t state = 0; state < m_states; ++state)
        {
            const auto row = q.begin() + static_cast<std::ptrdiff_t>(state * m_actions);
            for (std::size_t action = 0; action < m_actions; ++action)
            {
                row[static_cast<std::ptrdiff_t>(action)] = Backup(state, action, gamma, values);
            }
            const double best =
                *std::max_element(row, row + static_cast<std::ptrdiff_t>(m_actions));
            move = std::max(move, std::abs(best - values[state]));
            values[state] = best;
        }
    }
    return q;
}

std::vector<double>
TabularModel::OptimalReturns(std::uint64_t steps) const
{
    std::vector<double> values(m_states, 0.0);
    for (std::uint64_t left = 0; left < steps; ++left)
    {
        std::vector<double> next(m_states, 0.0);
        for (std::size_t state = 0; state < m_states; ++state)
        {
            next[state] = Backup(state, 0, 1.0, values);
            for (std::size_t action = 1; action < m_actions; ++action)
            {
                next[state] = std::max(next[state], Backup(state, action, 1.0, values));
            }
        }
        values = std::move(next);
    }
    return values;
}

std::vector<double>
TabularModel::Returns(const std::vector<double>& policy, std::uint64_t steps) const
{
    std::vector<double> values(m_states, 0.0);
    for (std::uint64_t left = 0; left < steps; ++left)
    {
        std::vector<double> next(m_states, 0.0);
        for (std::size_t state = 0; state < m_states; ++state)
        {
            for (std::size_t action = 0; action < m_actions; ++action)
            {
                next[state] +=
                    policy.at(state * m_actions + action) * Backup(state, action, 1.0, values);
            }
        }
        values = std::move(next);
    }
    return values;
}

std::vector<double>
TabularModel::Deterministic(const std::vector<std::int32_t>& choices) const
{
    std::vector<double> policy(m_states * m_actions, 0.0);
    for (std::size_t state = 0; state < m_states; ++state)
    {
        policy[state * m_actions + static_cast<std::size_t>(choices.at(state))] = 1.0;
    }
    return policy;
}

} // namespace edgeward
