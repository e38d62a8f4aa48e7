/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/measured-noise.h"

#include <algorithm>

namespace edgeward
{

namespace
{

constexpr double SCORE_95 = 1.6448536269514722; ///< of the 95th percentile

// Parts of the mean of a standard normal variable Z, with its density p and distribution F.
constexpr double MEAN_POSITIVE = 0.3989422804014327;      ///< E[max(Z, 0)] = p(0)
constexpr double MEAN_TAIL = 0.08331547058768629;         ///< E[max(Z - 1, 0)] = p(1) - (1 - F(1))
constexpr double MEAN_MIDDLE = MEAN_POSITIVE - MEAN_TAIL; ///< E[min(max(Z, 0), 1)]

/** Scores below this are not drawn: F(-6.5) = 4e-11, ns-3's generator has 2^-32. */
constexpr double LEAST_SCORE = -6.5;

} // namespace

std::optional<MeasuredNoise>
MeasuredNoise::Fit(const ExecutionSpread& spread)
{
    if (!(spread.median > 0.0) || !(spread.variation > 0.0))
    {
        return std::nullopt;
    }
    MeasuredNoise noise;
    noise.m_median = spread.median;
    // Three unknown slopes: below + above = 2 variation; above + (s95 - 1) tail = p95 - median;
    // 1 - median = -E+ below + E(0..1) above + E(1..) tail.
    const double toP95 = spread.p95 - spread.median;
    const double meanPerTail = MEAN_TAIL / (SCORE_95 - 1.0);
    noise.m_above =
        (1.0 - spread.median + 2.0 * MEAN_POSITIVE * spread.variation - meanPerTail * toP95) /
        (MEAN_POSITIVE + MEAN_MIDDLE - meanPerTail);
    noise.m_below = 2.0 * spread.variation - noise.m_above;
    noise.m_tail = (toP95 - noise.m_above) / (SCORE_95 - 1.0);
    if (noise.IsPositive())
    {
        return noise;
    }
    // Without the 95th percentile: tail = above.
    const double skew = (1.0 - spread.median) / MEAN_POSITIVE;
    noise.m_above = spread.variation + skew / 2.0;
    noise.m_below = spread.variation - skew / 2.0;
    noise.m_tail = noise.m_above;
    return noise.IsPositive() ? std::make_optional(noise) : std::nullopt;
}

bool
MeasuredNoise::IsPositive() const
{
    return m_below >= 0.0 && m_above >= 0.0 && m_tail >= 0.0 && At(LEAST_SCORE) > 0.0;
}

double
MeasuredNoise::At(double score) const
{
    if (score <= 0.0)
    {
        return m_median + m_below * score;
    }
    return m_median + m_above * std::min(score, 1.0) + m_tail * std::max(score - 1.0, 0.0);
}

} // namespace edgeward
