/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_UCB1_H
#define EDGEWARD_RL_UCB1_H

#include "rl/bandit-arms.h"

namespace edgeward
{

/**
 * UCB1 (Auer, Cesa-Bianchi and Fischer 2002, Machine Learning 47, figure 1): the allowed action
 * with the largest
 *
 *     mean + rewardRange sqrt(2 ln n / n_a)
 *
 * after each was tried once; n decisions, n_a of them for a. With rewards within a range of that
 * width the expected regret is at most sum over a of (8 ln n / gap_a + (1 + pi^2 / 3) gap_a), in
 * units of the range (Theorem 1).
 */
class Ucb1
{
  public:
    /**
     * @param actions     how many, > 0
     * @param rewardRange largest minus smallest possible reward, >= 0
     */
    Ucb1(std::size_t actions, double rewardRange);

    /** The allowed action with the largest bound, counted as a trial; the first one of equals. */
    std::int32_t Choose(const ActionMask& mask);

    /** The allowed action with the largest mean. */
    std::int32_t ChooseGreedily(const ActionMask& mask) const;

    /** @p action was worth @p reward. */
    void Update(std::size_t action, double reward);

    const BanditArms& Arms() const;

    SafetensorsFile ToFile() const;

    /** Continue bit-identically from ToFile(). @throws ConfigError if it does not fit */
    void Restore(const SafetensorsFile& file, const std::string& name);

  private:
    double m_rewardRange;
    BanditArms m_arms;
};

} // namespace edgeward

#endif // EDGEWARD_RL_UCB1_H
