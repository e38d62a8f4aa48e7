/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_LIN_UCB_H
#define EDGEWARD_RL_LIN_UCB_H

#include "rl/safetensors.h"
#include "rl/transition.h"

#include <cstddef>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Disjoint linear bandit with upper confidence bounds: Li, Chu, Langford, Schapire 2010 (WWW),
 * Algorithm 1.
 *
 * Each action a has a ridge regression A_a = ridge I + sum x x^T, b_a = sum r x, theta_a = A_a^-1
 * b_a; the score of a context x is theta_a^T x + alpha sqrt(x^T A_a^-1 x). A_a^-1 is kept and
 * updated by the Sherman-Morrison formula.
 */
class LinUcb
{
  public:
    /**
     * @param features length of a context, > 0
     * @param actions  number of actions, > 0
     * @param alpha    width of the confidence bound, >= 0
     * @param ridge    regularization, > 0
     */
    LinUcb(std::size_t features, std::size_t actions, double alpha, double ridge);

    /** Estimated reward of @p action in @p context, without the bound. @pre context has the
     * features */
    double Estimate(const Observation& context, std::size_t action) const;

    /** Half width of the confidence bound: alpha sqrt(x^T A^-1 x). */
    double Bonus(const Observation& context, std::size_t action) const;

    /** The allowed action with the largest Estimate() + Bonus(); the first one of equals. */
    std::int32_t Choose(const Observation& context, const ActionMask& mask) const;

    /** Learn that @p action in @p context was worth @p reward. */
    void Update(const Observation& context, std::size_t action, double reward);

    /** Updates so far, of all actions. */
    std::uint64_t Updates() const;

    /** What was learned: "actions.K.inverse" (features x features), "actions.K.moment" and
     * "updates", F64. */
    SafetensorsFile ToFile() const;

    /**
     * Continue from ToFile().
     * @param file what was read
     * @param name stands for the file in messages
     * @throws ConfigError if a tensor is missing or of another shape, or a number is not finite
     */
    void Restore(const SafetensorsFile& file, const std::string& name);

  private:
    /** One action's regression. */
    struct Arm
    {
        std::vector<double> inverse; ///< A^-1, symmetric (features x features)
        std::vector<double> moment;  ///< b (features)
        std::vector<double> theta;   ///< A^-1 b (features)
    };

    /** theta^T x of @p arm. @param context features many numbers */
    double Estimate(const std::vector<double>& context, const Arm& arm) const;

    /** alpha sqrt(x^T A^-1 x) of @p arm. */
    double Bonus(const std::vector<double>& context, const Arm& arm) const;

    void UpdateTheta(Arm& arm) const;

    std::size_t m_features;
    double m_alpha;
    std::uint64_t m_updates = 0;
    std::vector<Arm> m_arms;
};

} // namespace edgeward

#endif // EDGEWARD_RL_LIN_UCB_H
