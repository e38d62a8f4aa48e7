/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_COVERED_TIME_H
#define EDGEWARD_NET_COVERED_TIME_H

#include <cstdint>
#include <vector>

namespace edgeward
{

/** Length of the union of intervals that become known in order of their ends. */
class CoveredTime
{
  public:
    /**
     * One more interval.
     * @param beginNs, endNs with begin <= end, end not before that of the one before
     * @param longestNs no later interval is longer
     */
    void Add(std::int64_t beginNs, std::int64_t endNs, std::int64_t longestNs);

    /** Time that some interval covers (ns). */
    std::int64_t TotalNs() const;

  private:
    struct Interval
    {
        std::int64_t beginNs;
        std::int64_t endNs;
    };

    std::vector<Interval>
        m_recent;              ///< disjoint, in order; those that a later one may still overlap
    std::int64_t m_pastNs = 0; ///< length of those before
};

} // namespace edgeward

#endif // EDGEWARD_NET_COVERED_TIME_H
