/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/outcome-prediction.h"

namespace edgeward
{

RequestRecord
PredictRecord(const PolicyEnvironment& environment,
              const DecisionContext& context,
              std::size_t position,
              VariantId variant)
{
    RequestRecord record;
    PredictRecord(environment, context, position, variant, record);
    return record;
}

void
PredictRecord(const PolicyEnvironment& environment,
              const DecisionContext& context,
              std::size_t position,
              VariantId variant,
              RequestRecord& record)
{
    const NodeState& state = context.nodes.at(position);
    const NodeInfo& node = environment.nodes.at(state.id);
    const bool isRemote = position > 0;
    record.request = context.request;
    record.outcome = Outcome::COMPLETED;
    record.action = static_cast<std::int32_t>(position * environment.variants.size() + variant);
    record.decidedNs = context.nowNs;
    record.stateAgeNs = PredictedNs(state.ageSeconds);
    record.finalStage = 0;
    record.variant = variant;
    record.accuracy = environment.variants.at(variant).accuracy;
    record.txBytes = isRemote ? context.request.inputBytes : 0;
    record.rxBytes = isRemote ? context.request.resultBytes : 0;

    record.stages.resize(1);
    StageRecord& stage = record.stages.front();
    stage = StageRecord{};
    stage.stage.node = state.id;
    stage.stage.variant = variant;
    stage.inputBytes = record.txBytes;
    stage.sentNs = isRemote ? context.nowNs : -1;
    stage.readyNs = context.nowNs + PredictedNs(state.uploadSeconds);
    stage.startNs = stage.readyNs + PredictedNs(state.backlogSeconds);
    stage.endNs = stage.startNs + PredictedNs(node.serviceSeconds.at(variant));
    record.resultSentNs = stage.endNs;
    record.endNs = stage.endNs + PredictedNs(state.returnSeconds);

    record.energy.clear();
    record.energy.push_back({state.id, EnergyComponent::COMPUTE, node.computeJoule.at(variant)});
    if (isRemote)
    {
        record.energy.push_back(
            {context.request.device, EnergyComponent::RADIO, state.uploadJoule});
    }
}

std::int64_t
PredictLatencyNs(const PolicyEnvironment& environment,
                 const DecisionContext& context,
                 std::size_t position,
                 VariantId variant)
{
    return PredictWayNs(context, position) +
           PredictServiceNs(environment.nodes.at(context.nodes.at(position).id), variant);
}

} // namespace edgeward
