/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/environment.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(Environment)

bool
ActionSpec::IsDiscrete() const
{
    return choices.size() == 1 && values.empty();
}

std::vector<std::size_t>
ActionSpec::Branches() const
{
    return {choices.begin(), choices.end()};
}

double
ActionSpec::JointChoices() const
{
    double joint = 1.0;
    for (const std::int32_t alternatives : choices)
    {
        joint *= alternatives;
    }
    return joint;
}

Environment::Environment(ObservationSpec spec, ActionSpec actions, std::uint64_t stepLimit)
    : m_spec(std::move(spec))
    , m_actions(std::move(actions))
    , m_stepLimit(stepLimit)
    , m_now(m_spec.Size(), 0.0F)
{
    if (m_actions.values.empty())
    {
        m_branches = ActionBranches(m_actions.Branches());
        m_mask.assign(m_branches.Alternatives(), 1);
    }
}

const ObservationSpec&
Environment::Spec() const
{
    return m_spec;
}

const ActionSpec&
Environment::Actions() const
{
    return m_actions;
}

std::uint64_t
Environment::StepLimit() const
{
    return m_stepLimit;
}

void
Environment::Reset(std::uint64_t seed)
{
    m_random = RandomStream(seed);
    Reset();
}

void
Environment::Reset()
{
    DrawState(m_random);
    Begin();
}

void
Environment::ResetTo(const std::vector<double>& state)
{
    if (state.size() != State().size())
    {
        throw std::logic_error("Environment: a state of another size");
    }
    SetState(state);
    Begin();
}

void
Environment::Begin()
{
    m_steps = 0;
    m_isRunning = true;
    Show();
}

void
Environment::Show()
{
    Observe(m_now);
    if (!m_mask.empty())
    {
        FillMask(m_mask);
    }
}

StepOutcome
Environment::Step(std::int32_t action)
{
    if (!m_actions.values.empty() || action < 0 ||
        static_cast<std::size_t>(action) >= m_branches.JointActions())
    {
        throw std::logic_error("Environment: an action that is not there");
    }
    m_choices.choices = m_branches.Split(action);
    return Step(m_choices);
}

StepOutcome
Environment::Step(const EnvironmentAction& action)
{
    CheckFits(action);
    StepOutcome outcome = DoStep(action, m_random);
    ++m_steps;
    outcome.isTruncated = !outcome.isTerminated && m_steps >= m_stepLimit;
    m_isRunning = !outcome.IsOver();
    Show();
    return outcome;
}

void
Environment::CheckFits(const EnvironmentAction& action) const
{
    if (!m_isRunning)
    {
        throw std::logic_error("Environment: a step without an episode");
    }
    bool isGood = action.choices.size() == m_actions.choices.size() &&
                  action.values.size() == m_actions.values.size();
    std::size_t first = 0;
    for (std::size_t k = 0; isGood && k < action.choices.size(); ++k)
    {
        isGood =
            action.choices[k] >= 0 && action.choices[k] < m_actions.choices[k] &&
            (m_mask.empty() || m_mask[first + static_cast<std::size_t>(action.choices[k])] != 0);
        first += static_cast<std::size_t>(m_actions.choices[k]);
    }
    isGood = isGood && std::all_of(action.values.begin(), action.values.end(), [](double value) {
                 return std::isfinite(value);
             });
    if (!isGood)
    {
        throw std::logic_error("Environment: an action that is not there or not allowed");
    }
}

const Observation&
Environment::Now() const
{
    return m_now;
}

const ActionMask&
Environment::Mask() const
{
    return m_mask;
}

const TabularModel*
Environment::Model() const
{
    return nullptr;
}

std::array<std::uint64_t, 4>
Environment::RandomState() const
{
    return m_random.State();
}

void
Environment::FillMask(ActionMask&) const
{
}

} // namespace edgeward
