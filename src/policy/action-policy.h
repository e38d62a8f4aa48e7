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

    /** @return an allowed action */
    virtual std::int32_t Choose(const DecisionContext& context) = 0;

    /** The allowed actions, at least one. Valid until the next call. */
    const ActionList& Allowed(const DecisionContext& context);

    const ActionSpace& Actions() const;

  private:
    ActionSpace m_actions;
    ActionList m_allowed; ///< kept for its storage
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_ACTION_POLICY_H
