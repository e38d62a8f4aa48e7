/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/signed-rank.h"

#include <gsl/gsl_cdf.h>

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

constexpr std::size_t EXACT_PAIRS = 200;

/** Twice the rank of each magnitude of an ascending sample: a whole number also where ties share
 * the mean of their ranks. */
std::vector<std::size_t>
DoubledRanks(const std::vector<double>& ascending)
{
    std::vector<std::size_t> ranks(ascending.size());
    for (std::size_t begin = 0; begin < ascending.size();)
    {
        std::size_t end = begin;
        while (end < ascending.size() && ascending[end] == ascending[begin])
        {
            ++end;
        }
        // Ranks begin + 1 to end: their mean is (begin + 1 + end) / 2.
        std::fill(ranks.begin() + static_cast<std::ptrdiff_t>(begin),
                  ranks.begin() + static_cast<std::ptrdiff_t>(end),
                  begin + 1 + end);
        begin = end;
    }
    return ranks;
}

/** Probability that the ranks with a fair coin's heads sum up to at most @p limit. */
double
ExactTail(const std::vector<std::size_t>& ranks, std::size_t limit)
{
    std::vector<double> probability(limit + 1, 0.0); // of each sum so far; larger ones are dropped
    probability[0] = 1.0;
    for (const std::size_t rank : ranks)
    {
        for (std::size_t sum = limit + 1; sum-- > 0;)
        {
            const double with = sum >= rank ? probability[sum - rank] : 0.0;
            probability[sum] = 0.5 * (probability[sum] + with);
        }
    }
    double tail = 0.0;
    for (const double p : probability)
    {
        tail += p;
    }
    return tail;
}

/** The same by the normal distribution, with the correction for steps of a whole rank. */
double
NormalTail(const std::vector<std::size_t>& ranks, std::size_t limit)
{
    double mean = 0.0;
    double variance = 0.0;
    for (const std::size_t rank : ranks)
    {
        const auto r = static_cast<double>(rank);
        mean += r / 2.0;
        variance += r * r / 4.0;
    }
    return gsl_cdf_ugaussian_P((static_cast<double>(limit) + 1.0 - mean) / std::sqrt(variance));
}

} // namespace

SignedRankTest
TestSignedRanks(const std::vector<double>& differences)
{
    std::vector<double> sorted;
    std::copy_if(differences.begin(), differences.end(), std::back_inserter(sorted), [](double d) {
        return d != 0.0;
    });
    std::sort(
        sorted.begin(), sorted.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    std::vector<double> magnitudes(sorted.size());
    std::transform(
        sorted.begin(), sorted.end(), magnitudes.begin(), [](double d) { return std::abs(d); });
    const std::vector<std::size_t> ranks = DoubledRanks(magnitudes);
    std::size_t positive = 0;
    std::size_t negative = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i)
    {
        (sorted[i] > 0.0 ? positive : negative) += ranks[i];
    }
    SignedRankTest test;
    test.pairs = ranks.size();
    test.positive = static_cast<double>(positive) / 2.0;
    test.negative = static_cast<double>(negative) / 2.0;
    if (!ranks.empty())
    {
        const std::size_t limit = std::min(positive, negative);
        const double tail =
            ranks.size() <= EXACT_PAIRS ? ExactTail(ranks, limit) : NormalTail(ranks, limit);
        test.probability = std::min(1.0, 2.0 * tail);
    }
    return test;
}

} // namespace edgeward
