/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/context-free-bandit-policy.h"
#include "rl/ucb1.h"

namespace edgeward
{

namespace
{

/** The action with the largest upper confidence bound of its mean reward, whatever the context. */
class Ucb1Policy : public ContextFreeBanditPolicy<Ucb1>
{
  public:
    explicit Ucb1Policy(const Spec& spec)
        : ContextFreeBanditPolicy(spec)
        , m_rewardRange(spec.GetDouble("rewardRange", 1.0, 0.0, 1e9))
    {
    }

  protected:
    void
    Prepare() override
    {
        m_bandit.emplace(Actions().Size(), m_rewardRange);
    }

  private:
    double m_rewardRange;
};

const Registry<Policy>::Entry ENTRY(
    "ucb1",
    "Bandit without context that is optimistic about what it has seldom tried (Auer et al. 2002).",
    {{"rewardRange", "1", "largest minus smallest reward, >= 0; the paper's rewards are in 0..1"},
     {"checkpoint", "", "folder to continue from; default: begin anew"}},
    [](const Spec& spec) { return std::make_unique<Ucb1Policy>(spec); });

} // namespace

} // namespace edgeward
