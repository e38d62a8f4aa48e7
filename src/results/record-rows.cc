/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/record-rows.h"

namespace edgeward
{

namespace
{

/** "?, ?, ?" */
std::string
Placeholders(int count)
{
    std::string text = "?";
    for (int i = 1; i < count; ++i)
    {
        text += ", ?";
    }
    return text;
}

template <typename E>
std::int64_t
Number(E value)
{
    return static_cast<std::int64_t>(value);
}

/** Files of versions before 6 that nothing was added to do not say what loading a model took. */
bool
HasLoading(Database& database)
{
    return database.Query("SELECT count(*) FROM pragma_table_info('stages') "
                          "WHERE name = 'loading_ns'") > 0;
}

StageRecord
ReadStage(Statement& row)
{
    StageRecord record;
    record.stage.node = static_cast<NodeId>(row.Int());
    record.stage.variant = static_cast<VariantId>(row.Int());
    record.stage.layers.first = static_cast<std::uint16_t>(row.Int());
    record.stage.layers.last = static_cast<std::uint16_t>(row.Int());
    record.stage.slice.begin = row.Real();
    record.stage.slice.end = row.Real();
    record.stage.exit.kind = row.Enum(ExitRule::Kind::ASK_POLICY);
    record.stage.exit.threshold = row.Real();
    record.stage.dvfsLevel = static_cast<std::uint8_t>(row.Int());
    record.inputBytes = static_cast<std::uint64_t>(row.Int());
    record.feeder = static_cast<std::int32_t>(row.Int());
    record.sentNs = row.Int();
    record.readyNs = row.Int();
    record.startNs = row.Int();
    record.endNs = row.Int();
    record.exited = row.Int() != 0;
    record.loadingNs = row.Int();
    return record;
}

EnergyShare
ReadShare(Statement& row)
{
    EnergyShare share;
    share.node = static_cast<NodeId>(row.Int());
    share.component = row.Enum(EnergyComponent::RADIO);
    share.joule = row.Real();
    return share;
}

RequestRecord
ReadRecord(Statement& row)
{
    RequestRecord record;
    record.request.id = static_cast<RequestId>(row.Int());
    record.request.device = static_cast<NodeId>(row.Int());
    record.request.dnn = static_cast<DnnId>(row.Int());
    record.request.arrivalNs = row.Int();
    record.request.deadlineNs = row.Int();
    record.request.accuracyFloor = row.Real();
    record.request.inputBytes = static_cast<std::uint64_t>(row.Int());
    record.request.resultBytes = static_cast<std::uint64_t>(row.Int());
    record.request.sample = static_cast<std::uint32_t>(row.Int());
    record.outcome = row.Enum(Outcome::UNFINISHED);
    record.reason = row.Text();
    record.action = static_cast<std::int32_t>(row.Int());
    record.decidedNs = row.Int();
    record.endNs = row.Int();
    record.stateAgeNs = row.Int();
    record.resultSentNs = row.Int();
    record.finalStage = static_cast<std::int32_t>(row.Int());
    record.variant = static_cast<VariantId>(row.Int());
    record.accuracy = row.Real();
    record.txBytes = static_cast<std::uint64_t>(row.Int());
    record.rxBytes = static_cast<std::uint64_t>(row.Int());
    return record;
}

void
ReadSample(Statement& row, Sample& sample)
{
    sample.arrivalNs = row.Int();
    sample.latencyNs = row.Int();
    sample.deadlineNs = row.Int();
    sample.outcome = row.Enum(Outcome::UNFINISHED);
    sample.device = static_cast<NodeId>(row.Int());
    sample.node = static_cast<NodeId>(row.Int());
    sample.variant = static_cast<VariantId>(row.Int());
    sample.accuracy = row.Real();
    sample.deviceJoule = row.Real();
    sample.totalJoule = row.Real();
    sample.txBytes = static_cast<std::uint64_t>(row.Int());
    sample.rxBytes = static_cast<std::uint64_t>(row.Int());
    sample.reward = row.Real();
}

} // namespace

RecordRows::RecordRows(Database& database)
    : m_record(database, "INSERT INTO records VALUES (" + Placeholders(28) + ")")
    , m_stage(database, "INSERT INTO stages VALUES (" + Placeholders(19) + ")")
    , m_energy(database, "INSERT INTO energy VALUES (" + Placeholders(5) + ")")
{
}

void
RecordRows::Write(std::int64_t id, std::int64_t replication, const RewardedRecord& rewarded)
{
    WriteRecord(id, replication, rewarded);
    WriteStages(id, rewarded.record);
    WriteEnergy(id, rewarded.record);
}

void
RecordRows::WriteRecord(std::int64_t id, std::int64_t replication, const RewardedRecord& rewarded)
{
    const RequestRecord& record = rewarded.record;
    const Sample sample = Sample::Of(0, 0, rewarded);
    m_record.Run(id,
                 replication,
                 record.request.id,
                 record.request.device,
                 record.request.dnn,
                 record.request.arrivalNs,
                 record.request.deadlineNs,
                 record.request.accuracyFloor,
                 record.request.inputBytes,
                 record.request.resultBytes,
                 record.request.sample,
                 Number(record.outcome),
                 record.reason,
                 record.action,
                 record.decidedNs,
                 record.endNs,
                 record.stateAgeNs,
                 record.resultSentNs,
                 record.finalStage,
                 record.variant,
                 record.accuracy,
                 record.txBytes,
                 record.rxBytes,
                 sample.node,
                 sample.variant,
                 sample.deviceJoule,
                 sample.totalJoule,
                 rewarded.reward);
}

void
RecordRows::WriteStages(std::int64_t id, const RequestRecord& record)
{
    std::int64_t position = 0;
    for (const StageRecord& stage : record.stages)
    {
        m_stage.Run(id,
                    position++,
                    stage.stage.node,
                    stage.stage.variant,
                    stage.stage.layers.first,
                    stage.stage.layers.last,
                    stage.stage.slice.begin,
                    stage.stage.slice.end,
                    Number(stage.stage.exit.kind),
                    stage.stage.exit.threshold,
                    stage.stage.dvfsLevel,
                    stage.inputBytes,
                    stage.feeder,
                    stage.sentNs,
                    stage.readyNs,
                    stage.startNs,
                    stage.endNs,
                    Number(stage.exited),
                    stage.loadingNs);
    }
}

void
RecordRows::WriteEnergy(std::int64_t id, const RequestRecord& record)
{
    std::int64_t position = 0;
    for (const EnergyShare& share : record.energy)
    {
        m_energy.Run(id, position++, share.node, Number(share.component), share.joule);
    }
}

void
ReadRecordRows(Database& database,
               std::int64_t end,
               const std::function<void(const StoredRecord&)>& visit)
{
    Statement records(
        database,
        "SELECT records.id, name, seed, run, reward, request, device, dnn, "
        "arrival_ns, deadline_ns, accuracy_floor, "
        "input_bytes, result_bytes, sample, outcome, reason, action, decided_ns, "
        "end_ns, state_age_ns, "
        "result_sent_ns, final_stage, variant, accuracy, tx_bytes, rx_bytes "
        "FROM records JOIN replications ON replications.id = replication_id "
        "JOIN policies ON policies.id = policy_id WHERE records.id < ? ORDER BY records.id");
    Statement stages(
        database,
        "SELECT node, variant, first_layer, last_layer, slice_begin, slice_end, exit_kind, "
        "exit_threshold, dvfs_level, input_bytes, feeder, sent_ns, ready_ns, start_ns, end_ns, "
        "exited, " +
            std::string(HasLoading(database) ? "loading_ns" : "0") +
            " "
            "FROM stages WHERE record_id = ? ORDER BY stage");
    Statement shares(
        database,
        "SELECT node, component, energy_j FROM energy WHERE record_id = ? ORDER BY position");
    for (records.Start(end); records.Step();)
    {
        StoredRecord stored;
        const std::int64_t id = records.Int();
        stored.policy = records.Text();
        stored.seed = static_cast<std::uint64_t>(records.Int());
        stored.run = static_cast<std::uint64_t>(records.Int());
        stored.rewarded.reward = records.Real();
        RequestRecord& record = stored.rewarded.record;
        record = ReadRecord(records);
        for (stages.Start(id); stages.Step();)
        {
            record.stages.push_back(ReadStage(stages));
        }
        for (shares.Start(id); shares.Step();)
        {
            record.energy.push_back(ReadShare(shares));
        }
        if (record.finalStage >= static_cast<std::int64_t>(record.stages.size()))
        {
            database.FailDamaged();
        }
        visit(stored);
    }
}

void
ReadSampleRows(Database& database,
               std::int64_t replication,
               std::int64_t end,
               Sample& each,
               const std::function<void(const Sample&)>& visit)
{
    Statement rows(
        database,
        "SELECT arrival_ns, end_ns - arrival_ns, deadline_ns, outcome, device, placed_node, "
        "placed_variant, accuracy, device_energy_j, total_energy_j, tx_bytes, rx_bytes, reward "
        "FROM records WHERE replication_id = ? AND id < ? ORDER BY id");
    for (rows.Start(replication, end); rows.Step();)
    {
        ReadSample(rows, each);
        visit(each);
    }
}

} // namespace edgeward
