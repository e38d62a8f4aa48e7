/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_DIVERGENCE_GUARD_H
#define EDGEWARD_RL_DIVERGENCE_GUARD_H

#include "rl/transition.h"

#include <cstdint>

namespace edgeward
{

/** What a training step would do, before it is done. */
struct TrainingStep
{
    std::uint64_t update = 0;   ///< training steps before it
    std::uint64_t decision = 0; ///< decisions before it
    double learningRate = 0.0;
    double loss = 0.0;         ///< mean over the batch
    double gradientNorm = 0.0; ///< before clipping
    double meanQ = 0.0;        ///< mean of the chosen next values
};

/** Refuses what is no number, and values that no return can have. */
class DivergenceGuard
{
  public:
    /** What it remembers, for checkpoints. */
    struct State
    {
        double largestReward = 0.0;   ///< largest magnitude seen
        double largestDiscount = 0.0; ///< largest seen
    };

    /**
     * Take note of a transition.
     * @throws UserError if a number of it is not finite
     */
    void Observe(const Transition& transition);

    /**
     * Look at what is about to be done.
     * @throws UserError if a number of it is not finite, or the mean value exceeds 1000 times the
     * largest return that the rewards and discounts seen so far allow, largest reward / (1 -
     * largest discount), or 1 if that is less
     */
    void Check(const TrainingStep& step) const;

    const State& GetState() const;
    void SetState(const State& state);

  private:
    State m_state;
};

} // namespace edgeward

#endif // EDGEWARD_RL_DIVERGENCE_GUARD_H
