/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_BANDIT_ARMS_H
#define EDGEWARD_RL_BANDIT_ARMS_H

#include "rl/safetensors.h"
#include "rl/transition.h"

#include <string>
#include <vector>

namespace edgeward
{

/** What a bandit without context knows of its actions: how often each was tried, and its mean
 * reward. */
class BanditArms
{
  public:
    /**
     * @param actions  how many, > 0
     * @param stepSize share of a new reward in the mean, 0..1; 0: 1/n, the mean of all (Sutton and
     * Barto 2018, section 2.4); above 0 old rewards are forgotten (section 2.5)
     */
    explicit BanditArms(std::size_t actions, double stepSize = 0.0);

    std::size_t Size() const;

    /** The first allowed action that was never tried; -1: all were. */
    std::int32_t FirstUntried(const ActionMask& mask) const;

    /** The allowed action with the largest mean; the first one of equals. @pre mask allows one */
    std::int32_t Best(const ActionMask& mask) const;

    /** @p action is being tried; its reward comes later. */
    void Try(std::size_t action);

    /** A trial of @p action was worth @p reward. */
    void Update(std::size_t action, double reward);

    /** Mean reward; 0 until there is one. */
    double Mean(std::size_t action) const;

    /** Trials of @p action. */
    std::uint64_t Tries(std::size_t action) const;

    /** Trials of all actions. */
    std::uint64_t Tries() const;

    /** Rewards so far, of all actions. */
    std::uint64_t Updates() const;

    /** "tries", "rewards" and "means" (actions). */
    SafetensorsFile ToFile() const;

    /** Continue from ToFile(). @throws ConfigError if a tensor is missing, of another size, or
     * impossible */
    void Restore(const SafetensorsFile& file, const std::string& name);

  private:
    double m_stepSize;
    std::vector<std::uint64_t> m_tries;
    std::vector<std::uint64_t> m_rewards; ///< how many came
    std::vector<double> m_means;
};

} // namespace edgeward

#endif // EDGEWARD_RL_BANDIT_ARMS_H
