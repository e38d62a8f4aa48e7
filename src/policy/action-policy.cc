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
    m_actions.Mask(context, m_mask);
    return m_actions.ToPlan(context, Choose(context, m_mask));
}

const ActionSpace&
ActionPolicy::Actions() const
{
    return m_actions;
}

} // namespace edgeward
