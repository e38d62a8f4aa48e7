/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/file-writer.h"
#include "results/csv-export.h"
#include "results/csv-writer.h"
#include "results/result-store.h"

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
    "start_s",        "end_s",       "exited",      "loading_s"};

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
        csv.Seconds(record.loadingNs);
        csv.EndRow();
    }
}

} // namespace

void
ExportRecords(const ResultStore& store, const std::string& folder)
{
    MakeFolder(folder);
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

} // namespace edgeward
