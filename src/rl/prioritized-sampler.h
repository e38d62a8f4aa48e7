/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_PRIORITIZED_SAMPLER_H
#define EDGEWARD_RL_PRIORITIZED_SAMPLER_H

#include "base/random-stream.h"
#include "rl/sum-tree.h"

#include <string>

namespace edgeward
{

/**
 * Chooses which slots of a replay buffer to learn from: proportional prioritization of Schaul et
 * al., Prioritized Experience Replay, ICLR 2016.
 *
 *     P(i) = p_i^alpha / sum over k of p_k^alpha,    p_i = |TD error of i| + epsilon    (Eq. 1)
 *     w_i  = (N P(i))^-beta / max over the batch                                  (section 3.4)
 *
 * A new transition has the largest priority seen so far, 1 at first, so that each is learned from
 * soon. A batch of k is drawn one from each of k equal ranges of the sum (Appendix B.2.1).
 */
class PrioritizedSampler
{
  public:
    /**
     * @param slots   slots of the replay buffer, > 0
     * @param alpha   how much the priorities count, 0 (not at all) .. 1
     * @param epsilon least priority, > 0
     */
    PrioritizedSampler(std::size_t slots, double alpha, double epsilon);

    /** A new transition was written to @p slot. */
    void Add(std::size_t slot);

    /**
     * Draw @p count slots. @pre Add() was called
     * @param size    transitions in the buffer, N
     * @param beta    how much of the bias the weights take back, 0 (nothing) .. 1 (all)
     * @param slots   receives (count)
     * @param weights receives (count), the largest 1
     */
    void Sample(std::size_t count,
                std::size_t size,
                double beta,
                RandomStream& random,
                std::size_t* slots,
                float* weights) const;

    /** The TD errors of @p count slots just learned from; of either sign. */
    void Update(const std::size_t* slots, const float* errors, std::size_t count);

    /** Probability that one draw takes @p slot. */
    double Probability(std::size_t slot) const;

    /** The weights of the first @p size slots and the largest priority as bytes, for checkpoints.
     */
    std::string Save(std::size_t size) const;

    /** Continue from Save(). @throws ConfigError if the bytes, of the file @p name, are damaged */
    void Restore(const std::string& bytes, std::size_t size, const std::string& name);

  private:
    double m_alpha;
    double m_epsilon;
    double m_largest = 1.0; ///< priority, not raised to alpha
    SumTree m_tree;         ///< p_i^alpha
};

} // namespace edgeward

#endif // EDGEWARD_RL_PRIORITIZED_SAMPLER_H
