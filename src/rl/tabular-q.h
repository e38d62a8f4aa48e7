/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TABULAR_Q_H
#define EDGEWARD_RL_TABULAR_Q_H

#include "rl/safetensors.h"
#include "rl/transition.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace edgeward
{

/**
 * A table of action values that Watkins' rule improves (Watkins and Dayan 1992, Machine Learning
 * 8):
 *
 *     Q(s, a) += alpha_n (r + discount max over allowed a' of Q(s', a') - Q(s, a))
 *
 * with alpha_n = learningRate / n^omega at the n-th visit of (s, a). It converges to Q* with
 * probability 1 where the alphas have an infinite sum and a finite sum of squares: 1/2 < omega <= 1
 * (Even-Dar and Mansour 2003, JMLR 5). Omega 0 is a constant rate, which keeps following a world
 * that changes.
 *
 * States are strings; a state has a row from its first update on.
 */
class TabularQ
{
  public:
    /** Numbers that the rule needs. */
    struct Options
    {
        double learningRate = 1.0; ///< 0..1
        double omega = 0.0;        ///< 0..1
        double initialValue = 0.0; ///< of a state never updated
        std::size_t maxStates = 1; ///< rows, > 0
    };

    TabularQ() = default;

    /** @param actions columns, > 0 */
    TabularQ(std::size_t actions, const Options& options);

    /** Q(s, a) of every action. */
    std::vector<double> Values(const std::string& state) const;

    /** The allowed action with the largest value; the first one of equals. */
    std::int32_t Best(const std::string& state, const ActionMask& mask) const;

    /** The largest value of an allowed action. */
    double Value(const std::string& state, const ActionMask& mask) const;

    /**
     * Learn from one step.
     * @param state    where @p action was taken
     * @param target   r + discount times the value of what follows
     * @return the temporal-difference error before the update
     * @throws UserError if the table is full
     */
    double Update(const std::string& state, std::int32_t action, double target);

    /** Rows so far. */
    std::size_t States() const;

    /** The rows, in the order in which they came: "q" and "visits" (states x actions), "states"
     * (states x characters), F64. */
    void Store(SafetensorsFile& file) const;

    /**
     * Continue from Store().
     * @param file what was read
     * @param bins of each character of a state: those must be less
     * @param name stands for the file in messages
     * @throws ConfigError if anything is missing, of another size, or impossible
     */
    void Restore(const SafetensorsFile& file,
                 const std::vector<std::int64_t>& bins,
                 const std::string& name);

  private:
    /** First element of the row of @p state in m_values and m_visits, which is made if need be. */
    std::size_t RowOf(const std::string& state);

    /** The row's first value; null if it is not there. */
    const double* Find(const std::string& state) const;

    std::size_t m_actions = 0;
    Options m_options;
    std::unordered_map<std::string, std::size_t>
        m_rows;                        ///< for look-ups only: its order is arbitrary
    std::vector<std::string> m_states; ///< by row
    std::vector<double> m_values;      ///< states x actions
    std::vector<double> m_visits;      ///< states x actions, whole numbers
};

} // namespace edgeward

#endif // EDGEWARD_RL_TABULAR_Q_H
