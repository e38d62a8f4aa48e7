/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/covered-time.h"

#include <algorithm>

namespace edgeward
{

void
CoveredTime::Add(std::int64_t beginNs, std::int64_t endNs, std::int64_t longestNs)
{
    // It ends last, so it swallows a tail of the list and stands behind the rest.
    while (!m_recent.empty() && m_recent.back().endNs >= beginNs)
    {
        beginNs = std::min(beginNs, m_recent.back().beginNs);
        m_recent.pop_back();
    }
    m_recent.push_back({beginNs, endNs});
    const auto isPast = [&](const Interval& interval) {
        return interval.endNs < endNs - longestNs;
    };
    auto past = m_recent.begin();
    while (past != m_recent.end() && isPast(*past))
    {
        m_pastNs += past->endNs - past->beginNs;
        ++past;
    }
    m_recent.erase(m_recent.begin(), past);
}

std::int64_t
CoveredTime::TotalNs() const
{
    std::int64_t totalNs = m_pastNs;
    for (const Interval& interval : m_recent)
    {
        totalNs += interval.endNs - interval.beginNs;
    }
    return totalNs;
}

} // namespace edgeward
