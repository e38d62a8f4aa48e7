/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_ROLLOUT_H
#define EDGEWARD_RL_ROLLOUT_H

#include "rl/transition.h"

#include <cstddef>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * The latest transitions of one policy, and by how much each was better than expected.
 *
 * Transitions of several agents may be mixed and may come out of order, because rewards come late;
 * each agent's are put in order by their sequence. A transition continues in the next one of its
 * agent if that is there; else, or if it was truncated, the value of its next observation stands
 * for what follows; after a termination (discount 0) nothing does.
 */
class Rollout
{
  public:
    /** @param capacity transitions, > 0 */
    Rollout(std::size_t capacity, std::size_t observationSize, std::size_t actions);

    /** Store a copy. @throws std::logic_error if it is full or a size does not fit */
    void Add(const Transition& transition);

    bool IsFull() const;
    std::size_t Size() const;

    /** Put the transitions in order, agent by agent. */
    void Sort();

    /** Observations of all rows (Size() x observation size), in order. */
    const std::vector<float>& Observations() const;

    /** The observation after each of them (Size() x observation size). */
    const std::vector<float>& NextObservations() const;

    /** Allowed actions of row @p row; all if they are not known. */
    const std::uint8_t* Mask(std::size_t row) const;

    std::int32_t Action(std::size_t row) const;

    /**
     * Generalized advantage estimation (Schulman et al. 2016, Eq. 16) for decisions that take
     * different times:
     *
     *     delta_t = r_t + d_t V(o_(t+1)) - V(o_t),   A_t = delta_t + d_t lambda A_(t+1)
     *
     * lambda 1 gives the longest return that there is minus V(o_t), as Mnih et al. 2016 have it.
     *
     * @param values     V(o_t) of every row
     * @param nextValues V(o_(t+1)) of every row
     */
    std::vector<double> Advantages(const float* values,
                                   const float* nextValues,
                                   double lambda) const;

    /** Forget everything. */
    void Clear();

    /** Everything as bytes, for checkpoints. */
    std::string Save() const;

    /** Continue from bytes of Save(), of the file @p name. @throws ConfigError if they are damaged
     */
    void Restore(const std::string& bytes, const std::string& name);

  private:
    /** The numbers of a transition. */
    struct Row
    {
        std::uint64_t agent = 0;
        std::uint64_t sequence = 0;
        std::int64_t action = 0;
        double reward = 0.0;
        double discount = 0.0;
        std::uint64_t isTruncated = 0;
    };

    /** Whether row @p row + 1 goes on from row @p row. */
    bool Continues(std::size_t row) const;

    std::size_t m_capacity;
    std::size_t m_observationSize;
    std::size_t m_actions;
    std::vector<Row> m_rows;
    std::vector<float> m_observations;
    std::vector<float> m_nextObservations;
    std::vector<std::uint8_t> m_masks;
};

} // namespace edgeward

#endif // EDGEWARD_RL_ROLLOUT_H
