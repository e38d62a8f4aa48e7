/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/tabular-q.h"

#include "rl/tensor-lookup.h"

#include "base/errors.h"

#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace edgeward
{

TabularQ::TabularQ(std::size_t actions, const Options& options)
    : m_actions(actions)
    , m_options(options)
{
}

const double*
TabularQ::Find(const std::string& state) const
{
    const auto found = m_rows.find(state);
    return found == m_rows.end() ? nullptr : m_values.data() + found->second * m_actions;
}

std::vector<double>
TabularQ::Values(const std::string& state) const
{
    const double* row = Find(state);
    return row == nullptr ? std::vector<double>(m_actions, m_options.initialValue)
                          : std::vector<double>(row, row + m_actions);
}

std::int32_t
TabularQ::Best(const std::string& state, const ActionMask& mask) const
{
    const double* row = Find(state);
    std::int32_t best = -1;
    for (std::size_t action = 0; action < m_actions; ++action)
    {
        if (mask.at(action) != 0 && (best < 0 || (row != nullptr && row[action] > row[best])))
        {
            best = static_cast<std::int32_t>(action);
        }
    }
    if (best < 0)
    {
        throw std::logic_error("TabularQ: the mask allows nothing");
    }
    return best;
}

double
TabularQ::Value(const std::string& state, const ActionMask& mask) const
{
    const double* row = Find(state);
    return row == nullptr ? m_options.initialValue : row[Best(state, mask)];
}

std::size_t
TabularQ::RowOf(const std::string& state)
{
    const auto found = m_rows.find(state);
    if (found != m_rows.end())
    {
        return found->second * m_actions;
    }
    if (m_states.size() >= m_options.maxStates)
    {
        throw UserError("tabular-q: more than " + std::to_string(m_options.maxStates) +
                        " states; use fewer bins or fields, or raise maxStates");
    }
    m_rows.emplace(state, m_states.size());
    m_states.push_back(state);
    m_values.resize(m_values.size() + m_actions, m_options.initialValue);
    m_visits.resize(m_visits.size() + m_actions, 0.0);
    return m_values.size() - m_actions;
}

double
TabularQ::Update(const std::string& state, std::int32_t action, double target)
{
    const std::size_t at = RowOf(state) + static_cast<std::size_t>(action);
    m_visits.at(at) += 1.0;
    const double rate = m_options.learningRate / std::pow(m_visits[at], m_options.omega);
    const double error = target - m_values[at];
    m_values[at] += rate * error;
    return error;
}

std::size_t
TabularQ::States() const
{
    return m_states.size();
}

void
TabularQ::Store(SafetensorsFile& file) const
{
    const auto states = static_cast<std::int64_t>(m_states.size());
    const auto actions = static_cast<std::int64_t>(m_actions);
    file.doubleTensors["q"] = {{states, actions}, m_values};
    file.doubleTensors["visits"] = {{states, actions}, m_visits};
    DoubleTensor names;
    for (const std::string& state : m_states)
    {
        for (const char bin : state)
        {
            names.values.push_back(static_cast<std::uint8_t>(bin));
        }
    }
    const std::size_t length = m_states.empty() ? 0 : m_states.front().size();
    names.shape = {states, static_cast<std::int64_t>(length)};
    file.doubleTensors["states"] = names;
}

void
TabularQ::Restore(const SafetensorsFile& file,
                  const std::vector<std::int64_t>& bins,
                  const std::string& name)
{
    const ConfigError damage({name}, "", "holds no table of this kind", "train again");
    const auto found = file.doubleTensors.find("states");
    if (found == file.doubleTensors.end() || found->second.shape.size() != 2)
    {
        throw damage;
    }
    const std::int64_t rows = found->second.shape[0];
    const auto actions = static_cast<std::int64_t>(m_actions);
    const std::size_t length = rows == 0 ? 0 : bins.size();
    const std::vector<double>& names =
        FindTensor(file, "states", {rows, static_cast<std::int64_t>(length)}, name);
    TabularQ other(m_actions, m_options);
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row)
    {
        std::string state(length, '\0');
        for (std::size_t k = 0; k < length; ++k)
        {
            const double bin = names[row * length + k];
            if (!(bin >= 0.0 && bin < static_cast<double>(bins[k]) && std::floor(bin) == bin))
            {
                throw damage;
            }
            state[k] = static_cast<char>(static_cast<std::uint8_t>(bin));
        }
        other.RowOf(state);
    }
    if (other.States() != static_cast<std::size_t>(rows))
    {
        throw damage;
    }
    other.m_values = FindTensor(file, "q", {rows, actions}, name);
    other.m_visits = FindTensor(file, "visits", {rows, actions}, name);
    for (const double visits : other.m_visits)
    {
        if (!(visits >= 0.0 && std::floor(visits) == visits))
        {
            throw damage;
        }
    }
    *this = std::move(other);
}

} // namespace edgeward
