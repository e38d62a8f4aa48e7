/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/policy-statistics.h"

#include "base/errors.h"
#include "base/text.h"
#include "results/improvement.h"
#include "results/trimmed-mean.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgeward
{

namespace
{

constexpr double NAN_VALUE = std::numeric_limits<double>::quiet_NaN();
const std::string ORACLE = "oracle";

const PolicySummary*
Find(const std::vector<PolicySummary>& summaries, const std::string& policy)
{
    const auto found = std::find_if(summaries.begin(), summaries.end(), [&](const auto& summary) {
        return summary.policy == policy;
    });
    return found == summaries.end() ? nullptr : &*found;
}

/** By how much a policy is worse than the oracle in each replication; 0 where it is not. */
std::vector<double>
Shortfalls(const PolicySummary& policy, const PolicySummary& oracle, Metric metric)
{
    std::vector<double> shortfalls;
    for (const auto& [mine, best] : PairedMeans(policy, oracle, metric))
    {
        shortfalls.push_back(std::max(0.0, IsSmallerBetter(metric) ? mine - best : best - mine));
    }
    return shortfalls;
}

PolicyScore
Score(const PolicySummary& summary,
      const PolicySummary* oracle,
      Metric metric,
      const BootstrapPlan& plan)
{
    const std::vector<double> values = summary.ValuesOf(metric);
    PolicyScore score{summary.policy,
                      EstimateMean(values),
                      InterquartileMean(values),
                      InterquartileMeanInterval(values, plan),
                      NAN_VALUE,
                      {}};
    if (oracle && oracle != &summary)
    {
        const TrimmedMean gap(Shortfalls(summary, *oracle, metric), 0.0);
        score.optimalityGap = gap.Value();
        score.optimalityEnds = gap.BootstrapEnds(plan);
    }
    return score;
}

PolicyContrast
Contrast(const PolicySummary& reference,
         const PolicySummary& other,
         Metric metric,
         const BootstrapPlan& plan)
{
    PolicyContrast contrast;
    contrast.difference = Compare(reference, other, metric);
    contrast.tProbability = ProbabilityOfZeroMean(contrast.difference.difference);
    // Where less is better, the smaller value wins.
    const double sign = IsSmallerBetter(metric) ? -1.0 : 1.0;
    std::vector<double> mine;
    std::vector<double> theirs;
    std::vector<double> differences;
    for (const auto& [a, b] : PairedMeans(reference, other, metric))
    {
        mine.push_back(sign * a);
        theirs.push_back(sign * b);
        differences.push_back(a - b);
    }
    contrast.signedRank = TestSignedRanks(differences);
    const Improvement improvement(mine, theirs);
    contrast.improvement = improvement.Value();
    contrast.improvementEnds = improvement.PairedEnds(plan);
    return contrast;
}

} // namespace

PolicyStatistics
AnalyzePolicies(const std::vector<PolicySummary>& summaries,
                Metric metric,
                const std::string& reference,
                const BootstrapPlan& plan)
{
    const PolicySummary* first = Find(summaries, reference);
    if (!first)
    {
        std::vector<std::string> names;
        std::transform(summaries.begin(),
                       summaries.end(),
                       std::back_inserter(names),
                       [](const PolicySummary& summary) { return summary.policy; });
        throw ConfigError("there are no results of policy '" + reference +
                          "' to compare the others with; there are of: " + Join(names, ", "));
    }
    PolicyStatistics statistics{metric, reference, {}, {}};
    for (const PolicySummary& summary : summaries)
    {
        statistics.scores.push_back(Score(summary, Find(summaries, ORACLE), metric, plan));
        if (&summary != first && !PairedMeans(*first, summary, metric).empty())
        {
            statistics.contrasts.push_back(Contrast(*first, summary, metric, plan));
        }
    }
    return statistics;
}

} // namespace edgeward
