/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_EPSILON_GREEDY_BANDIT_H
#define EDGEWARD_RL_EPSILON_GREEDY_BANDIT_H

#include "base/random-stream.h"
#include "rl/bandit-arms.h"

namespace edgeward
{

/**
 * Mostly the best action so far, sometimes any (Sutton and Barto 2018, section 2.4).
 *
 * Decision n explores with probability epsilon, or with decay > 0 with min(epsilon, decay / n):
 * with decay = c K / d^2 the epsilon_n-greedy of Auer, Cesa-Bianchi and Fischer 2002 (Machine
 * Learning 47), whose regret grows with the logarithm of n. Every allowed action is tried once
 * before.
 */
class EpsilonGreedyBandit
{
  public:
    /** What it needs to know. */
    struct Options
    {
        double epsilon = 0.1;  ///< share of random actions, 0..1
        double decay = 0.0;    ///< decisions; 0: epsilon is constant
        double stepSize = 0.0; ///< of BanditArms
    };

    /** @param seed of the exploration */
    EpsilonGreedyBandit(std::size_t actions, const Options& options, std::uint64_t seed);

    /** Choose with exploration, and count it as a trial. */
    std::int32_t Choose(const ActionMask& mask);

    /** The best allowed action so far. */
    std::int32_t ChooseGreedily(const ActionMask& mask) const;

    /** @p action was worth @p reward. */
    void Update(std::size_t action, double reward);

    /** Probability of exploring in the next decision. */
    double Epsilon() const;

    const BanditArms& Arms() const;

    /** BanditArms::ToFile() and "random". */
    SafetensorsFile ToFile() const;

    /** Continue bit-identically from ToFile(). @throws ConfigError if it does not fit */
    void Restore(const SafetensorsFile& file, const std::string& name);

  private:
    Options m_options;
    BanditArms m_arms;
    RandomStream m_random;
};

} // namespace edgeward

#endif // EDGEWARD_RL_EPSILON_GREEDY_BANDIT_H
