/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_OUTCOME_PREDICTION_H
#define EDGEWARD_POLICY_OUTCOME_PREDICTION_H

#include "policy/policy.h"

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

/** The part of PredictLatencyNs() that is the same for every variant: upload, queue, return (ns).
 */
std::int64_t PredictWayNs(const DecisionContext& context, std::size_t position);

/** The rest of PredictLatencyNs(): the inference itself (ns). */
std::int64_t PredictServiceNs(const PolicyEnvironment& environment,
                              const DecisionContext& context,
                              std::size_t position,
                              VariantId variant);

/** Device energy of PredictRecord() (J). */
double PredictDeviceJoule(const PolicyEnvironment& environment,
                          const DecisionContext& context,
                          std::size_t position,
                          VariantId variant);

} // namespace edgeward

#endif // EDGEWARD_POLICY_OUTCOME_PREDICTION_H
