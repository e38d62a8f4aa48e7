/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_DISCRETIZER_H
#define EDGEWARD_RL_DISCRETIZER_H

#include "rl/observation-spec.h"
#include "rl/transition.h"

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** Cuts each number of an observation into bins of equal width. */
class Discretizer
{
  public:
    /** Most bins that a number may have: one byte holds the bin. */
    static constexpr std::int64_t MAX_BINS = 255;

    Discretizer() = default;

    /**
     * @param bounds of each number, finite, low < high
     * @param bins   of each number, 1..MAX_BINS; 1 ignores it
     * @throws std::logic_error otherwise
     */
    Discretizer(std::vector<ValueBounds> bounds, std::vector<std::int64_t> bins);

    /**
     * The bins of @p observation, one character a number; what is outside the bounds falls into the
     * outermost bins, and so does what is no number, into the lowest.
     */
    std::string Key(const Observation& observation) const;

    const std::vector<ValueBounds>& Bounds() const;
    const std::vector<std::int64_t>& Bins() const;

  private:
    std::vector<ValueBounds> m_bounds;
    std::vector<std::int64_t> m_bins;
};

} // namespace edgeward

#endif // EDGEWARD_RL_DISCRETIZER_H
