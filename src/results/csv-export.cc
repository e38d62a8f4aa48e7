/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/csv-export.h"

#include "base/file-writer.h"
#include "results/csv-writer.h"
#include "results/result-store.h"
#include "results/summary.h"

namespace edgeward
{

namespace
{

const std::vector<std::string> SUMMARY_COLUMNS = {"policy",
                                                  "replications",
                                                  "requests",
                                                  "completed",
                                                  "rejected",
                                                  "dropped",
                                                  "unfinished",
                                                  "censored",
                                                  "completed_share",
                                                  "latency_mean_s",
                                                  "latency_mean_ci95_s",
                                                  "latency_p50_s",
                                                  "latency_p95_s",
                                                  "latency_p99_s",
                                                  "device_energy_j",
                                                  "device_energy_ci95_j",
                                                  "total_energy_j",
                                                  "total_energy_ci95_j",
                                                  "accuracy",
                                                  "accuracy_ci95",
                                                  "miss_share",
                                                  "miss_share_ci95",
                                                  "tx_bytes",
                                                  "rx_bytes",
                                                  "reward",
                                                  "reward_ci95"};

void
ExportPolicies(const ResultStore& store, const std::string& folder, double warmupSeconds)
{
    CsvWriter csv(folder + "/summary.csv", SUMMARY_COLUMNS);
    const auto estimate = [&](const PolicySummary& summary, Metric metric) {
        const Estimate value = summary.Of(metric);
        csv.Real(value.mean).Real(value.halfWidth);
    };
    for (const PolicySummary& summary : Summarize(store, warmupSeconds))
    {
        const OutcomeCounts& counts = summary.counts;
        csv.Text(summary.policy).Unsigned(summary.Of(Metric::REWARD).replications);
        csv.Unsigned(counts.requests).Unsigned(counts.completed).Unsigned(counts.rejected);
        csv.Unsigned(counts.dropped).Unsigned(counts.unfinished).Unsigned(counts.censored);
        csv.Real(summary.CompletedShare());
        estimate(summary, Metric::LATENCY);
        csv.Real(summary.p50Latency).Real(summary.p95Latency).Real(summary.p99Latency);
        estimate(summary, Metric::DEVICE_ENERGY);
        estimate(summary, Metric::TOTAL_ENERGY);
        estimate(summary, Metric::ACCURACY);
        estimate(summary, Metric::MISS_SHARE);
        csv.Real(summary.txBytes).Real(summary.rxBytes);
        estimate(summary, Metric::REWARD);
        csv.EndRow();
    }
    csv.Close();
}

void
ExportTraining(const ResultStore& store, const std::string& folder)
{
    const std::vector<TrainingRow> rows = store.Training();
    if (rows.empty())
    {
        return;
    }
    CsvWriter csv(folder + "/training.csv",
                  {"policy",
                   "episode",
                   "steps",
                   "reward",
                   "epsilon",
                   "loss",
                   "mean_q",
                   "wall_s",
                   "seed",
                   "updates",
                   "td_error",
                   "act_s",
                   "learn_s",
                   "accuracy_multiplier",
                   "energy_multiplier"});
    for (const TrainingRow& row : rows)
    {
        csv.Text(row.policy).Unsigned(row.episode).Unsigned(row.steps).Real(row.reward);
        csv.Real(row.epsilon).Real(row.loss).Real(row.meanQ).Real(row.seconds);
        csv.Unsigned(row.seed).Unsigned(row.updates).Real(row.tdError);
        csv.Real(row.actSeconds).Real(row.learnSeconds);
        csv.Real(row.accuracyMultiplier).Real(row.energyMultiplier);
        csv.EndRow();
    }
    csv.Close();
}

} // namespace

void
ExportSummary(const ResultStore& store, const std::string& folder, double warmupSeconds)
{
    MakeFolder(folder);
    ExportPolicies(store, folder, warmupSeconds);
    ExportTraining(store, folder);
}

} // namespace edgeward
