/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_SIGNED_RANK_H
#define EDGEWARD_RESULTS_SIGNED_RANK_H

#include <cstddef>
#include <vector>

namespace edgeward
{

/** Wilcoxon's signed rank test of paired differences: Individual Comparisons by Ranking Methods,
 * Biometrics Bulletin 1(6), 1945. */
struct SignedRankTest
{
    double positive = 0.0;    ///< sum of the ranks of the positive differences
    double negative = 0.0;    ///< sum of the ranks of the negative differences
    std::size_t pairs = 0;    ///< differences other than 0; those of 0 are left out
    double probability = 1.0; ///< of a sum at least as extreme if neither is better, two-sided
};

/**
 * The test of @p differences, all finite. Equal magnitudes share the mean of their ranks. The
 * probability is exact, ties included, up to 200 pairs, and beyond that by the normal distribution.
 */
SignedRankTest TestSignedRanks(const std::vector<double>& differences);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_SIGNED_RANK_H
