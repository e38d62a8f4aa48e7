/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TABULAR_MODEL_H
#define EDGEWARD_RL_TABULAR_MODEL_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeward
{

/** The exact probabilities of a finite Markov decision process. */
class TabularModel
{
  public:
    /** One thing that may happen after an action. */
    struct Outcome
    {
        double probability = 0.0; ///< of all outcomes of a state and action: sum 1
        std::size_t nextState = 0;
        double reward = 0.0;
        bool isTerminal = false; ///< nothing follows
    };

    /**
     * @param states  how many, > 0
     * @param actions how many in each state, > 0
     */
    TabularModel(std::size_t states, std::size_t actions);

    std::size_t States() const;
    std::size_t Actions() const;

    /** Add something that may happen. */
    void Add(std::size_t state, std::size_t action, const Outcome& outcome);

    /** What may happen; nothing: the state is an end. */
    const std::vector<Outcome>& Outcomes(std::size_t state, std::size_t action) const;

    /**
     * Bellman's optimal action values, by value iteration until no value moves by more than 1e-12
     * (Sutton and Barto 2018, section 4.4).
     * @param gamma discount of a step, 0..1; 1 only where every policy ends
     * @return states x actions values, row-major
     */
    std::vector<double> OptimalValues(double gamma) const;

    /**
     * Best expected sum of rewards within @p steps steps, undiscounted; what remains decides as
     * well as the state (backward induction).
     * @return by state
     */
    std::vector<double> OptimalReturns(std::uint64_t steps) const;

    /**
     * Expected sum of rewards of a policy within @p steps steps, undiscounted.
     * @param policy states x actions probabilities, row-major
     * @return by state
     */
    std::vector<double> Returns(const std::vector<double>& policy, std::uint64_t steps) const;

    /** Probabilities of always taking @p choices, for Returns(). @param choices an action for each
     * state */
    std::vector<double> Deterministic(const std::vector<std::int32_t>& choices) const;

  private:
    /** Expected reward plus @p gamma times the value of what follows. */
    double Backup(std::size_t state,
                  std::size_t action,
                  double gamma,
                  const std::vector<double>& values) const;

    std::size_t m_states;
    std::size_t m_actions;
    std::vector<std::vector<Outcome>> m_outcomes; ///< states x actions, row-major
};

} // namespace edgeward

#endif // EDGEWARD_RL_TABULAR_MODEL_H
