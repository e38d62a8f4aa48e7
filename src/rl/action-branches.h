/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_ACTION_BRANCHES_H
#define EDGEWARD_RL_ACTION_BRANCHES_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeward
{

/**
 * Several choices that are made at once, and one number that names them all.
 *
 * Masks and values have the alternatives of the first branch, then those of the second, and so on:
 * Alternatives() numbers. A joint action is the number whose digits are the choices, the first
 * branch's the most significant: with branches of 3 and 4 alternatives, (2, 1) is 2 * 4 + 1.
 */
class ActionBranches
{
  public:
    /** One branch of one alternative. */
    ActionBranches() = default;

    /**
     * @param sizes alternatives of every branch, each > 0
     * @throws ConfigError unless there are fewer than 2^31 joint actions
     */
    explicit ActionBranches(std::vector<std::size_t> sizes);

    /** Alternatives of every branch. */
    const std::vector<std::size_t>& Sizes() const;

    /** Number of branches. */
    std::size_t Count() const;

    /** Sum of the alternatives. */
    std::size_t Alternatives() const;

    /** Product of the alternatives. */
    std::size_t JointActions() const;

    /** What @p joint, 0 .. JointActions() - 1, chooses in every branch. */
    std::vector<std::int32_t> Split(std::int32_t joint) const;

    /** The allowed alternative with the largest value in every branch, the first one of equals.
     * @param values, mask Alternatives() numbers, each branch with one allowed */
    std::int32_t Best(const float* values, const std::uint8_t* mask) const;

  private:
    std::vector<std::size_t> m_sizes = {1};
    std::size_t m_alternatives = 1;
    std::size_t m_joint = 1;
};

} // namespace edgeward

#endif // EDGEWARD_RL_ACTION_BRANCHES_H
