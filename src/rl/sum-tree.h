/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_SUM_TREE_H
#define EDGEWARD_RL_SUM_TREE_H

#include <array>
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

    /** Set() of @p count slots, in order; several at a time wait together for what is not cached.
     */
    void Set(const std::size_t* slots, const double* weights, std::size_t count);

    double Get(std::size_t slot) const;

    /** The sum of all weights. */
    double Total() const;

    /**
     * The slot where the running sum of the weights first exceeds @p position.
     * @param position 0 <= position < Total()
     * @return a slot with a weight > 0, also where rounding brings @p position to the total
     */
    std::size_t Find(double position) const;

    /**
     * Find() of @p count positions; several at a time wait together for what is not cached.
     * @param positions (count); what is left of them within their slots afterwards
     * @param slots     receives (count)
     */
    void Find(double* positions, std::size_t count, std::size_t* slots) const;

  private:
    static constexpr std::size_t CHILDREN = 8;

    /** The weights or sums below one node: a line of the processor's cache. */
    struct alignas(64) Group
    {
        std::array<double, CHILDREN> weights{};

        double Sum() const;

        /** The child that @p position falls into; what is left of the position within it. */
        std::size_t Choose(double& position) const;

        /** The last child with a weight, for when rounding has reached the total. */
        std::size_t Last() const;
    };

    void Check(std::size_t slot, double weight) const;

    /** Add up the node above @p slot of @p level anew. @return its slot in the level above */
    std::size_t AddUp(std::size_t level, std::size_t slot);

    std::size_t m_slots;
    std::vector<std::vector<Group>> m_levels; ///< leaves first; the last one is a single group
};

} // namespace edgeward

#endif // EDGEWARD_RL_SUM_TREE_H
