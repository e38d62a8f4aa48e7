/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/comparison.h"

#include "base/errors.h"

#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

/** A policy's and the other's mean in one replication. */
using Pair = std::pair<double, double>;

std::vector<Pair>
CommonReplications(const PolicySummary& policy, const PolicySummary& other, Metric metric)
{
    std::vector<Pair> pairs = PairedMeans(policy, other, metric);
    if (pairs.empty())
    {
        throw ConfigError("policies '" + policy.policy + "' and '" + other.policy +
                          "' share no replication; run both with the same --seed and --runs");
    }
    return pairs;
}

} // namespace

bool
PairedDifference::IsGreater() const
{
    return difference.Low() > 0.0;
}

bool
PairedDifference::IsSmaller() const
{
    return difference.High() < 0.0;
}

std::vector<std::pair<double, double>>
PairedMeans(const PolicySummary& policy, const PolicySummary& other, Metric metric)
{
    std::vector<Pair> pairs;
    const auto mine = policy.means.find(metric);
    const auto theirs = other.means.find(metric);
    if (mine == policy.means.end() || theirs == other.means.end())
    {
        return pairs;
    }
    for (const auto& [key, mean] : mine->second)
    {
        const auto partner = theirs->second.find(key);
        if (partner != theirs->second.end() && std::isfinite(mean) &&
            std::isfinite(partner->second))
        {
            pairs.emplace_back(mean, partner->second);
        }
    }
    return pairs;
}

PairedDifference
Compare(const PolicySummary& policy, const PolicySummary& other, Metric metric)
{
    std::vector<double> differences;
    for (const auto& [mine, theirs] : CommonReplications(policy, other, metric))
    {
        differences.push_back(mine - theirs);
    }
    return {policy.policy, other.policy, metric, EstimateMean(differences)};
}

double
CostRatio(const PolicySummary& policy, const PolicySummary& other)
{
    double cost = 0.0;
    double otherCost = 0.0;
    for (const auto& [mine, theirs] : CommonReplications(policy, other, Metric::REWARD))
    {
        cost -= mine;
        otherCost -= theirs;
    }
    const bool defined = cost > 0.0 && otherCost > 0.0;
    return defined ? cost / otherCost : std::numeric_limits<double>::quiet_NaN();
}

} // namespace edgeward
