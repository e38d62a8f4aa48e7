/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_ACTION_POLICY_H
#define EDGEWARD_POLICY_ACTION_POLICY_H

#include "policy/action-space.h"

namespace edgeward
{

/** A policy that chooses one action of the ActionSpace for each request. */
class ActionPolicy : public SingleRequestPolicy
{
  public:
    void Start(const PolicyEnvironment& environment) override;

  protected:
    Plan DecideOne(const DecisionContext& context) final;

    /** @return an action that @p mask allows */
    virtual std::int32_t Choose(const DecisionContext& context, const ActionMask& mask) = 0;

    const ActionSpace& Actions() const;

  private:
    ActionSpace m_actions;
    ActionMask m_mask;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_ACTION_POLICY_H
