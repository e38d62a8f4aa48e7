/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/outcome-prediction.h"

#include <algorithm>

namespace edgeward
{

namespace
{

/** Longest duration that a prediction takes for real; longer ones, infinity and NaN are cut to it
 * (s). */
constexpr double LONGEST_SECONDS = 1e6;

std::int64_t
ToNs(double seconds)
{
    const double cut = seconds < LONGEST_SECONDS ? std::max(seconds, 0.0) : LONGEST_SECONDS;
    // What std::llround() gives, without the call: policies ask for every action of every request.
    const double ns = cut * 1e9;
    const auto whole = static_cast<std::int64_t>(ns);
    return whole + (ns - static_cast<double>(whole) >= 0.5 ? 1 : 0);
}

} // namespace

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
    record.stateAgeNs = ToNs(state.ageSeconds);
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
    stage.readyNs = context.nowNs + ToNs(state.uploadSeconds);
    stage.startNs = stage.readyNs + ToNs(state.backlogSeconds);
    stage.endNs = stage.startNs + ToNs(node.serviceSeconds.at(variant));
    record.resultSentNs = stage.endNs;
    record.endNs = stage.endNs + ToNs(state.returnSeconds);

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
           PredictServiceNs(environment, context, position, variant);
}

std::int64_t
PredictWayNs(const DecisionContext& context, std::size_t position)
{
    const NodeState& state = context.nodes.at(position);
    return ToNs(state.uploadSeconds) + ToNs(state.backlogSeconds) + ToNs(state.returnSeconds);
}

std::int64_t
PredictServiceNs(const PolicyEnvironment& environment,
                 const DecisionContext& context,
                 std::size_t position,
                 VariantId variant)
{
    return ToNs(environment.nodes.at(context.nodes.at(position).id).serviceSeconds.at(variant));
}

double
PredictDeviceJoule(const PolicyEnvironment& environment,
                   const DecisionContext& context,
                   std::size_t position,
                   VariantId variant)
{
    const NodeState& state = context.nodes.at(position);
    return position > 0 ? state.uploadJoule
                        : environment.nodes.at(state.id).computeJoule.at(variant);
}

} // namespace edgeward
