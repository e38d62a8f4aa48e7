/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/schedule.h"

namespace edgeward
{

LinearSchedule::LinearSchedule(double start, double end, double fraction, std::uint64_t totalSteps)
    : m_start(start)
    , m_end(end)
    , m_duration(fraction * static_cast<double>(totalSteps))
{
}

double
LinearSchedule::Value(std::uint64_t step) const
{
    const double at = static_cast<double>(step);
    if (!(at < m_duration))
    {
        return m_end;
    }
    return m_start + (m_end - m_start) * (at / m_duration);
}

} // namespace edgeward
