/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_LOAD_PROFILE_H
#define EDGEWARD_OFFLOAD_LOAD_PROFILE_H

#include <vector>

namespace edgeward
{

/**
 * A load that varies over time and repeats, as that of a day: factors, each of which holds for an
 * equal part of the period.
 *
 * Arrivals of a varying rate are those of the constant rate on a clock that runs faster when there
 * is more to do: of a Poisson process of rate 1 it makes one of the rate wanted (Cinlar,
 * Introduction to Stochastic Processes, 1975, section 4.7).
 */
class LoadProfile
{
  public:
    /** No variation: a factor of 1 at all times. */
    LoadProfile() = default;

    /**
     * @param factors       each >= 0 and finite, one at least > 0
     * @param periodSeconds > 0
     * @throws std::logic_error if the arguments are not so
     */
    LoadProfile(std::vector<double> factors, double periodSeconds);

    /** How long it takes from @p nowSeconds (s, >= 0) until that clock has moved on by
     * @p clockSeconds (s, >= 0). */
    double SecondsFor(double nowSeconds, double clockSeconds) const;

  private:
    std::vector<double> m_factors; ///< empty: no variation
    double m_slotSeconds = 0.0;    ///< that a factor holds
    double m_clockOfPeriod = 0.0;  ///< seconds of the clock in a period
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_LOAD_PROFILE_H
