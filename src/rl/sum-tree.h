/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_SUM_TREE_H
#define EDGEWARD_RL_SUM_TREE_H

#include <cstddef>
#include <vector>

namespace edgeward
{

/**
 * Weights of numbered slots and the sums over them, to draw a slot in proportion to its weight in
 * logarithmic time (Schaul et al. 2016, Appendix B.2.1).
 *
 * Every node has eight children, which fill one line of the processor's cache: a search through a
 * million slots reads seven lines. Sums are added up anew from the children at each change, so
 * that they never drift.
 */
class SumTree
{
  public:
    /** All weights 0. @param slots how many, > 0 */
    explicit SumTree(std::size_t slots);

    std::size_t Slots() const;

    /** @param weight finite, >= 0. @throws std::logic_error otherwise, or if there is no such slot
     */
    void Set(std::size_t slot, double weight);

    double Get(std::size_t slot) const;

    /** The sum of all weights. */
    double Total() const;

    /**
     * The slot where the running sum of the weights first exceeds @p position.
     * @param position 0 <= position < Total()
     * @return a slot with a weight > 0, also where rounding brings @p position to the total
     */
    std::size_t Find(double position) const;

  private:
    std::size_t m_slots;
    std::vector<std::vector<double>>
        m_levels; ///< leaves first; each padded to whole groups, the last one a single group
};

} // namespace edgeward

#endif // EDGEWARD_RL_SUM_TREE_H
