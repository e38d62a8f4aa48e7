/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-contention.h"

#include <cmath>

namespace edgeward
{

namespace
{

constexpr double FIRST_WINDOW = 16; ///< slots
constexpr int DOUBLINGS = 6;

/** Probability that a station sends in a slot, if what it sends collides with probability @p p:
 * Bianchi 2000, equation 7, with the sum written out so that p = 1/2 is no exception. */
double
SendProbability(double p)
{
    double sum = 0.0;
    double power = 1.0;
    for (int i = 0; i < DOUBLINGS; ++i)
    {
        sum += power;
        power *= 2 * p;
    }
    return 2.0 / (1.0 + FIRST_WINDOW + p * FIRST_WINDOW * sum);
}

} // namespace

Contention
ContentionOf(std::uint32_t stations)
{
    const double others = stations - 1.0;
    // Equation 9: one side falls in p, the other rises, so there is one solution.
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < 60; ++i)
    {
        const double p = (low + high) / 2;
        const bool isBelow = 1.0 - std::pow(1.0 - SendProbability(p), others) > p;
        (isBelow ? low : high) = p;
    }
    const double tau = SendProbability((low + high) / 2);
    const double idle = std::pow(1.0 - tau, stations);
    const double success = stations * tau * std::pow(1.0 - tau, others);
    return {idle / success, (1.0 - idle - success) / success};
}

} // namespace edgeward
