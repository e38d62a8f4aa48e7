/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/context-free-bandit-policy.h"
#include "rl/epsilon-greedy-bandit.h"

#include "base/random-stream.h"

namespace edgeward
{

namespace
{

/** Mostly the action that was worth most on average, whatever the context. */
class EpsilonGreedyPolicy : public ContextFreeBanditPolicy<EpsilonGreedyBandit>
{
  public:
    explicit EpsilonGreedyPolicy(const Spec& spec)
        : ContextFreeBanditPolicy(spec)
    {
        m_options.epsilon = spec.GetDouble("epsilon", m_options.epsilon, 0.0, 1.0);
        m_options.decay = spec.GetDouble("decay", m_options.decay, 0.0, 1e12);
        m_options.stepSize = spec.GetDouble("stepSize", m_options.stepSize, 0.0, 1.0);
    }

  protected:
    void
    Prepare() override
    {
        m_bandit.emplace(
            Actions().Size(),
            m_options,
            DeriveSeed(Environment().seed, Environment().run, "policy/epsilon-greedy"));
    }

    double
    Epsilon() const override
    {
        return m_bandit->Epsilon();
    }

  private:
    EpsilonGreedyBandit::Options m_options;
};

const Registry<Policy>::Entry ENTRY(
    "epsilon-greedy",
    "Bandit without context: mostly the best action on average (Sutton and Barto 2018, section "
    "2.4).",
    {{"epsilon", "0.1", "share of random actions, 0..1; Sutton and Barto 2018, figure 2.2"},
     {"decay",
      "0",
      "decision n explores with min(epsilon, decay / n), c K / d^2 of Auer et al. 2002; 0: epsilon "
      "is constant"},
     {"stepSize",
      "0",
      "share of a new reward in an action's mean, 0..1; above 0 forgets; 0: the mean of all"},
     {"checkpoint", "", "folder to continue from; default: begin anew"}},
    [](const Spec& spec) { return std::make_unique<EpsilonGreedyPolicy>(spec); });

} // namespace

} // namespace edgeward
