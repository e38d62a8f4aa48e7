/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-policy.h"

namespace edgeward
{

void
ActionPolicy::Start(const PolicyEnvironment& environment)
{
    SingleRequestPolicy::Start(environment);
    m_actions = ActionSpace(environment);
}

Plan
ActionPolicy::DecideOne(const DecisionContext& context)
{
    return m_actions.ToPlan(context, Choose(context));
}

const ActionList&
ActionPolicy::Allowed(const DecisionContext& context)
{
    m_actions.ListAllowed(context, m_allowed);
    return m_allowed;
}

const ActionSpace&
ActionPolicy::Actions() const
{
    return m_actions;
}

} // namespace edgeward
