/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/statistics-export.h"

#include "results/csv-writer.h"
#include "results/statistics.h"

namespace edgeward
{

namespace
{

void
WriteEnds(CsvWriter& csv, const Interval& ends)
{
    csv.Real(ends.low).Real(ends.high);
}

void
WriteEstimate(CsvWriter& csv, const Estimate& estimate)
{
    csv.Unsigned(estimate.replications).Real(estimate.mean);
    WriteEnds(csv, {estimate.Low(), estimate.High()});
}

} // namespace

void
ExportStatistics(const std::vector<PolicyStatistics>& metrics, const std::string& folder)
{
    CsvWriter scores(folder + "/statistics.csv",
                     {"policy",
                      "metric",
                      "replications",
                      "mean",
                      "mean_low",
                      "mean_high",
                      "iqm",
                      "iqm_low",
                      "iqm_high",
                      "optimality_gap",
                      "optimality_gap_low",
                      "optimality_gap_high"});
    CsvWriter contrasts(folder + "/comparison.csv",
                        {"reference",
                         "policy",
                         "metric",
                         "replications",
                         "difference",
                         "difference_low",
                         "difference_high",
                         "t_probability",
                         "signed_rank_pairs",
                         "signed_rank_positive",
                         "signed_rank_negative",
                         "signed_rank_probability",
                         "improvement",
                         "improvement_low",
                         "improvement_high"});
    for (const PolicyStatistics& statistics : metrics)
    {
        for (const PolicyScore& score : statistics.scores)
        {
            scores.Text(score.policy).Text(NameOf(statistics.metric));
            WriteEstimate(scores, score.mean);
            scores.Real(score.interquartileMean);
            WriteEnds(scores, score.interquartileEnds);
            scores.Real(score.optimalityGap);
            WriteEnds(scores, score.optimalityEnds);
            scores.EndRow();
        }
        for (const PolicyContrast& contrast : statistics.contrasts)
        {
            contrasts.Text(contrast.difference.policy).Text(contrast.difference.other);
            contrasts.Text(NameOf(statistics.metric));
            WriteEstimate(contrasts, contrast.difference.difference);
            contrasts.Real(contrast.tProbability).Unsigned(contrast.signedRank.pairs);
            contrasts.Real(contrast.signedRank.positive).Real(contrast.signedRank.negative);
            contrasts.Real(contrast.signedRank.probability).Real(contrast.improvement);
            WriteEnds(contrasts, contrast.improvementEnds);
            contrasts.EndRow();
        }
    }
    scores.Close();
    contrasts.Close();
}

void
ExportPercentiles(const std::vector<PolicyPercentiles>& policies, const std::string& folder)
{
    CsvWriter csv(folder + "/percentiles.csv",
                  {"policy",
                   "percentile",
                   "completed",
                   "needed",
                   "latency_s",
                   "latency_low_s",
                   "latency_high_s"});
    for (const PolicyPercentiles& policy : policies)
    {
        for (const PercentileEstimate& estimate : policy.percentiles)
        {
            csv.Text(policy.policy).Real(100.0 * estimate.share).Unsigned(policy.samples);
            csv.Unsigned(estimate.needed).Real(estimate.seconds);
            WriteEnds(csv, estimate.ends);
            csv.EndRow();
        }
    }
    csv.Close();
}

} // namespace edgeward
