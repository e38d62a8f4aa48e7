/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_RESULTS_EXAMPLE_RECORDS_H
#define EDGEWARD_TESTS_RESULTS_EXAMPLE_RECORDS_H

#include "base/random-stream.h"
#include "results/record-block.h"

#include <string>
#include <vector>

namespace edgeward
{

/** A record whose every field has a value of its own, so that an exchange of two fields shows. */
inline RewardedRecord
ExampleRecord(RandomStream& random, RequestId id)
{
    RewardedRecord rewarded;
    RequestRecord& record = rewarded.record;
    InferenceRequest& request = record.request;
    request.id = id;
    request.device = static_cast<NodeId>(random.Index(5));
    request.dnn = static_cast<DnnId>(random.Index(3));
    request.arrivalNs = static_cast<std::int64_t>(random.Index(60000000000));
    request.deadlineNs = static_cast<std::int64_t>(random.Index(500000000));
    request.accuracyFloor = random.Uniform();
    request.inputBytes = random.Index(200000);
    request.resultBytes = random.Index(1000);
    request.sample = static_cast<std::uint32_t>(random.Index(50000));
    record.outcome = static_cast<Outcome>(random.Index(4));
    record.reason = record.outcome == Outcome::REJECTED ? "queue, \"full\"\n" : "";
    record.action = static_cast<std::int32_t>(random.Index(24)) - 1;
    record.decidedNs = request.arrivalNs + static_cast<std::int64_t>(random.Index(1000));
    record.endNs = request.arrivalNs + static_cast<std::int64_t>(random.Index(900000000));
    record.stateAgeNs = static_cast<std::int64_t>(random.Index(1000000));
    record.resultSentNs = static_cast<std::int64_t>(random.Next() >> 2);
    record.variant = static_cast<VariantId>(random.Index(8));
    record.accuracy = random.Uniform();
    record.txBytes = random.Next() >> 1;
    record.rxBytes = random.Index(1000);
    rewarded.reward = -random.Exponential(1.0);
    for (std::uint64_t s = random.Index(3); s > 0; --s)
    {
        StageRecord stage;
        stage.stage.node = static_cast<NodeId>(random.Index(7));
        stage.stage.variant = static_cast<VariantId>(random.Index(8));
        stage.stage.layers = {static_cast<std::uint16_t>(random.Index(10)), LayerRange::ALL_LAYERS};
        stage.stage.slice = {random.Uniform() / 2, 1.0 - random.Uniform() / 2};
        stage.stage.exit = {static_cast<ExitRule::Kind>(random.Index(4)), random.Uniform()};
        stage.stage.dvfsLevel = static_cast<std::uint8_t>(random.Index(256));
        stage.inputBytes = random.Index(100000);
        stage.feeder = static_cast<std::int32_t>(random.Index(3)) - 1;
        stage.sentNs = static_cast<std::int64_t>(random.Index(1000)) - 1;
        stage.readyNs = stage.sentNs + static_cast<std::int64_t>(random.Index(1000));
        stage.startNs = stage.readyNs + static_cast<std::int64_t>(random.Index(1000));
        stage.endNs = stage.startNs + static_cast<std::int64_t>(random.Index(1000));
        stage.exited = random.Index(2) == 1;
        stage.loadingNs = random.Index(2) == 1 ? stage.endNs - stage.startNs : 0;
        record.stages.push_back(stage);
    }
    record.finalStage = static_cast<std::int32_t>(record.stages.size()) - 1;
    for (std::uint64_t e = random.Index(4); e > 0; --e)
    {
        record.energy.push_back({static_cast<NodeId>(random.Index(7)),
                                 static_cast<EnergyComponent>(random.Index(2)),
                                 random.Exponential(0.1)});
    }
    return rewarded;
}

/** Records as they were before they were packed. */
inline std::vector<RewardedRecord>
Unpacked(const PackedRecords& records)
{
    std::vector<RewardedRecord> unpacked;
    records.ForEach([&](const RewardedRecord& rewarded) { unpacked.push_back(rewarded); });
    return unpacked;
}

inline RecordBlock
ExampleBlock(const std::string& policy, std::uint64_t seed, std::uint64_t run, std::size_t records)
{
    RandomStream random(DeriveSeed(seed, run, policy));
    RecordBlock block;
    block.policy = policy;
    block.seed = seed;
    block.run = run;
    block.simulatedSeconds = 60.25;
    block.events = 123456;
    for (std::size_t i = 0; i < records; ++i)
    {
        const RewardedRecord example = ExampleRecord(random, i);
        block.records.Add(example.record, example.reward);
    }
    block.nodeEnergy.push_back({0, "camera-0", NodeRole::DEVICE, 1.5, 2.5, 3.5, 4.5});
    block.nodeEnergy.push_back({6, "cloud", NodeRole::CLOUD, 10.5, 20.5, 0.0, 0.0});
    return block;
}

} // namespace edgeward

#endif // EDGEWARD_TESTS_RESULTS_EXAMPLE_RECORDS_H
