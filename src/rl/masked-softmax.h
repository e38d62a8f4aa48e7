/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_MASKED_SOFTMAX_H
#define EDGEWARD_RL_MASKED_SOFTMAX_H

#include "base/random-stream.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeward
{

/**
 * Probabilities of actions, softmax over those allowed; forbidden ones have probability 0 (Huang
 * and Ontanon 2022, "A closer look at invalid action masking").
 */
class MaskedSoftmax
{
  public:
    /**
     * @param logits one number an action
     * @param mask   one byte an action, at least one allowed
     */
    void Set(const float* logits, const std::uint8_t* mask, std::size_t actions);

    const std::vector<double>& Probabilities() const;

    /** ln of the probability of @p action. @pre it is allowed */
    double LogProbability(std::size_t action) const;

    /** - sum p ln p (nats), >= 0. */
    double Entropy() const;

    /** An action with its probability; one number of @p random. */
    std::int32_t Draw(RandomStream& random) const;

  private:
    std::vector<double> m_probabilities;
    std::vector<double> m_logs; ///< of the probabilities; 0 for forbidden actions
};

/** One row of a batch for DifferentiatePolicy(). */
struct PolicySample
{
    std::int32_t action = 0;
    double advantage = 0.0;
};

/** What a policy loses in a batch: sums over its rows. */
struct PolicyLoss
{
    double policy = 0.0;  ///< - advantage ln p(action)
    double entropy = 0.0; ///< nats
};

/**
 * Add one row's - weight (advantage ln p(action) + entropyCoefficient entropy).
 * @param softmax  of the row
 * @param weight   usually 1 / rows
 * @param gradient receives the derivative by every logit; 0 for forbidden actions
 */
void DifferentiatePolicy(const MaskedSoftmax& softmax,
                         const PolicySample& sample,
                         double entropyCoefficient,
                         double weight,
                         PolicyLoss& loss,
                         float* gradient);

} // namespace edgeward

#endif // EDGEWARD_RL_MASKED_SOFTMAX_H
