/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_CONTEXT_FREE_BANDIT_POLICY_H
#define EDGEWARD_POLICY_CONTEXT_FREE_BANDIT_POLICY_H

#include "policy/bandit-policy.h"

#include <optional>

namespace edgeward
{

/**
 * A policy that asks a bandit which does not look at the request. What derives from it makes the
 * bandit in Prepare().
 *
 * @tparam Bandit has Choose(), ChooseGreedily(), Update(), Arms(), ToFile() and Restore(), as
 *         edgeward::Ucb1
 */
template <typename Bandit>
class ContextFreeBanditPolicy : public BanditPolicy
{
  protected:
    using BanditPolicy::BanditPolicy;

    std::int32_t
    Choose(const DecisionContext&, const ActionMask& mask, Observation&) override
    {
        return m_bandit->Choose(mask);
    }

    std::int32_t
    ChooseGreedily(const DecisionContext&, const ActionMask& mask) override
    {
        return m_bandit->ChooseGreedily(mask);
    }

    std::optional<double>
    Expect(const Observation&, std::int32_t action) const override
    {
        return m_bandit->Arms().Mean(static_cast<std::size_t>(action));
    }

    void
    Update(const Observation&, std::int32_t action, double reward) override
    {
        m_bandit->Update(static_cast<std::size_t>(action), reward);
    }

    std::uint64_t
    Updates() const override
    {
        return m_bandit->Arms().Updates();
    }

    SafetensorsFile
    ToFile() const override
    {
        return m_bandit->ToFile();
    }

    void
    Restore(const SafetensorsFile& file, const std::string& name) override
    {
        m_bandit->Restore(file, name);
    }

    std::optional<Bandit> m_bandit;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_CONTEXT_FREE_BANDIT_POLICY_H
