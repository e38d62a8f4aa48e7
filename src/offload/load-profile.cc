/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/load-profile.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace edgeward
{

LoadProfile::LoadProfile(std::vector<double> factors, double periodSeconds)
    : m_factors(std::move(factors))
{
    const auto isWrong = [](double factor) { return !(factor >= 0.0) || std::isinf(factor); };
    const bool isBad = std::any_of(m_factors.begin(), m_factors.end(), isWrong);
    m_slotSeconds = periodSeconds / static_cast<double>(m_factors.size());
    for (const double factor : m_factors)
    {
        m_clockOfPeriod += factor * m_slotSeconds;
    }
    if (isBad || !(periodSeconds > 0.0) || !(m_clockOfPeriod > 0.0))
    {
        throw std::logic_error("LoadProfile: factors of which one is positive, and a period");
    }
}

double
LoadProfile::SecondsFor(double nowSeconds, double clockSeconds) const
{
    if (m_factors.empty())
    {
        return clockSeconds;
    }
    // Whole periods first.
    const double periodSeconds = m_slotSeconds * static_cast<double>(m_factors.size());
    const double periods = std::floor(clockSeconds / m_clockOfPeriod);
    double seconds = periods * periodSeconds;
    double left = clockSeconds - periods * m_clockOfPeriod;
    const double place = std::fmod(nowSeconds, periodSeconds) / m_slotSeconds;
    auto slot = std::min(static_cast<std::size_t>(place), m_factors.size() - 1);
    double slotLeft = (static_cast<double>(slot + 1) - place) * m_slotSeconds;
    while (left > m_factors[slot] * slotLeft)
    {
        left -= m_factors[slot] * slotLeft;
        seconds += slotLeft;
        slot = (slot + 1) % m_factors.size();
        slotLeft = m_slotSeconds;
    }
    return left > 0.0 ? seconds + left / m_factors[slot] : seconds;
}

} // namespace edgeward
