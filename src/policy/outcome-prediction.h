/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_OUTCOME_PREDICTION_H
#define EDGEWARD_POLICY_OUTCOME_PREDICTION_H

#include "policy/policy.h"

#include <algorithm>

namespace edgeward
{

/**
 * The record that a request would get if it ran whole at a position with a variant and everything
 * went as the context says: latency = upload + backlog + service + return, completed, with the
 * energy shares "compute" and "radio" above idle.
 *
 * The backlog is taken as it is now: what drains during the upload is assumed to be replaced by
 * other requests. So a prediction is pessimistic for a node that is busier than usual, and
 * optimistic for one that is less.
 *
 * @param environment fixed facts of the run
 * @param context     the request and what is known; its nodes are those of @p environment
 * @param position    0: the device itself, then the servers
 * @param variant     index of the variant
 */
RequestRecord PredictRecord(const PolicyEnvironment& environment,
                            const DecisionContext& context,
                            std::size_t position,
                            VariantId variant);

/** Like PredictRecord() into an existing record, which spares the allocations when many are tried.
 */
void PredictRecord(const PolicyEnvironment& environment,
                   const DecisionContext& context,
                   std::size_t position,
                   VariantId variant,
                   RequestRecord& record);

/** Latency of PredictRecord() counted from the decision (ns). */
std::int64_t PredictLatencyNs(const PolicyEnvironment& environment,
                              const DecisionContext& context,
                              std::size_t position,
                              VariantId variant);

// What follows is in the header because policies ask for every action of every request.

/** Longest duration that a prediction takes for real; longer ones, infinity and NaN are cut to it
 * (s). */
constexpr double LONGEST_PREDICTED_SECONDS = 1e6;

/** Nanoseconds of a predicted duration, rounded; what is negative is nothing. */
inline std::int64_t
PredictedNs(double seconds)
{
    const double cut =
        seconds < LONGEST_PREDICTED_SECONDS ? std::max(seconds, 0.0) : LONGEST_PREDICTED_SECONDS;
    // What std::llround() gives, without the call.
    const double ns = cut * 1e9;
    const auto whole = static_cast<std::int64_t>(ns);
    return whole + (ns - static_cast<double>(whole) >= 0.5 ? 1 : 0);
}

/** The part of PredictLatencyNs() that is the same for every variant: upload, queue, return (ns).
 */
inline std::int64_t
PredictWayNs(const DecisionContext& context, std::size_t position)
{
    const NodeState& state = context.nodes.at(position);
    return PredictedNs(state.uploadSeconds) + PredictedNs(state.backlogSeconds) +
           PredictedNs(state.returnSeconds);
}

/** The rest of PredictLatencyNs(): the inference itself (ns). */
inline std::int64_t
PredictServiceNs(const NodeInfo& node, VariantId variant)
{
    return PredictedNs(node.serviceSeconds.at(variant));
}

/** Device energy of PredictRecord() (J). */
inline double
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

#endif // EDGEWARD_POLICY_OUTCOME_PREDICTION_H
