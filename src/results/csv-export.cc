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

/** Names where there are any, else numbers; empty for "none". */
class Labels
{
  public:
    explicit Labels(const Names& names)
        : m_names(names)
    {
    }

    std::string
    Node(NodeId node) const
    {
        return node == NO_NODE ? "" : Label(m_names.nodes, node);
    }

    std::string
    Variant(VariantId variant) const
    {
        return variant == NO_VARIANT ? "" : Label(m_names.variants, variant);
    }

  private:
    static std::string
    Label(const std::vector<std::string>& names, std::size_t index)
    {
        return index < names.size() ? names[index] : std::to_string(index);
    }

    Names m_names;
};

const std::vector<std::string> RECORD_COLUMNS = {"policy",
                                                 "seed",
                                                 "run",
                                                 "request",
                                                 "device",
                                                 "dnn",
                                                 "sample",
                                                 "arrival_s",
                                                 "deadline_s",
                                                 "accuracy_floor",
                                                 "input_bytes",
                                                 "result_bytes",
                                                 "outcome",
                                                 "reason",
                                                 "action",
                                                 "decided_s",
                                                 "result_sent_s",
                                                 "end_s",
                                                 "latency_s",
                                                 "met_deadline",
                                                 "state_age_s",
                                                 "node",
                                                 "variant",
                                                 "result_variant",
                                                 "accuracy",
                                                 "device_energy_j",
                                                 "total_energy_j",
                                                 "tx_bytes",
                                                 "rx_bytes",
                                                 "stages",
                                                 "final_stage",
                                                 "reward"};

void
WriteRecord(CsvWriter& csv, const StoredRecord& stored, const Labels& labels)
{
    const RequestRecord& record = stored.rewarded.record;
    const InferenceRequest& request = record.request;
    const Sample sample = Sample::Of(stored.seed, stored.run, stored.rewarded);
    csv.Text(stored.policy).Unsigned(stored.seed).Unsigned(stored.run).Unsigned(request.id);
    csv.Text(labels.Node(request.device)).Unsigned(request.dnn).Unsigned(request.sample);
    csv.Seconds(request.arrivalNs);
    csv.Seconds(request.deadlineNs > 0 ? request.deadlineNs : -1).Real(request.accuracyFloor);
    csv.Unsigned(request.inputBytes).Unsigned(request.resultBytes);
    csv.Text(ToString(record.outcome)).Text(record.reason).Int(record.action);
    csv.Seconds(record.decidedNs).Seconds(record.resultSentNs).Seconds(record.endNs);
    csv.Seconds(record.LatencyNs()).Int(record.MetDeadline() ? 1 : 0).Seconds(record.stateAgeNs);
    csv.Text(labels.Node(sample.node)).Text(labels.Variant(sample.variant));
    csv.Text(labels.Variant(record.variant)).Real(record.accuracy);
    csv.Real(sample.deviceJoule).Real(sample.totalJoule);
    csv.Unsigned(record.txBytes).Unsigned(record.rxBytes);
    csv.Unsigned(record.stages.size()).Int(record.finalStage).Real(stored.rewarded.reward);
    csv.EndRow();
}

const std::vector<std::string> STAGE_COLUMNS = {
    "policy",         "seed",        "run",         "request",     "stage",     "node",
    "variant",        "first_layer", "last_layer",  "slice_begin", "slice_end", "exit_rule",
    "exit_threshold", "dvfs_level",  "input_bytes", "feeder",      "sent_s",    "ready_s",
    "start_s",        "end_s",       "exited"};

const char*
ToText(ExitRule::Kind kind)
{
    switch (kind)
    {
    case ExitRule::Kind::CONFIDENCE:
        return "confidence";
    case ExitRule::Kind::ENTROPY:
        return "entropy";
    case ExitRule::Kind::ASK_POLICY:
        return "ask-policy";
    case ExitRule::Kind::NONE:
        break;
    }
    return "none";
}

void
WriteStages(CsvWriter& csv, const StoredRecord& stored, const Labels& labels)
{
    std::uint64_t position = 0;
    for (const StageRecord& record : stored.rewarded.record.stages)
    {
        const Stage& stage = record.stage;
        csv.Text(stored.policy).Unsigned(stored.seed).Unsigned(stored.run);
        csv.Unsigned(stored.rewarded.record.request.id).Unsigned(position++);
        csv.Text(labels.Node(stage.node)).Text(labels.Variant(stage.variant));
        csv.Unsigned(stage.layers.first);
        csv.Text(stage.layers.last == LayerRange::ALL_LAYERS ? ""
                                                             : std::to_string(stage.layers.last));
        csv.Real(stage.slice.begin).Real(stage.slice.end);
        csv.Text(ToText(stage.exit.kind)).Real(stage.exit.threshold).Unsigned(stage.dvfsLevel);
        csv.Unsigned(record.inputBytes).Int(record.feeder);
        csv.Seconds(record.sentNs).Seconds(record.readyNs);
        csv.Seconds(record.startNs).Seconds(record.endNs).Int(record.exited ? 1 : 0);
        csv.EndRow();
    }
}

void
ExportRecords(const ResultStore& store, const std::string& folder)
{
    const Labels labels(store.ReadNames());
    CsvWriter records(folder + "/records.csv", RECORD_COLUMNS);
    CsvWriter stages(folder + "/stages.csv", STAGE_COLUMNS);
    store.ForEachRecord([&](const StoredRecord& stored) {
        WriteRecord(records, stored, labels);
        WriteStages(stages, stored, labels);
    });
    records.Close();
    stages.Close();
}

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
ExportSummary(const ResultStore& store, const std::string& folder, double warmupSeconds)
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
ExportCsv(const ResultStore& store, const std::string& folder, double warmupSeconds)
{
    MakeFolder(folder);
    ExportRecords(store, folder);
    ExportSummary(store, folder, warmupSeconds);
    ExportTraining(store, folder);
}

} // namespace edgeward
