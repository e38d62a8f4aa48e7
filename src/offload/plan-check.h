/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_PLAN_CHECK_H
#define EDGEWARD_OFFLOAD_PLAN_CHECK_H

#include "policy/policy.h"

#include <string>

namespace edgeward
{

/**
 * What makes @p plan impossible to execute for @p request: a node, variant or shape that the
 * environment does not know, or a variant of a network that was not asked for.
 * @return empty if the plan is sound, else one sentence
 */
std::string PlanProblem(const PolicyEnvironment& environment,
                        const InferenceRequest& request,
                        const Plan& plan);

/** @throws UserError naming the policy's mistake if @p plan cannot be executed for @p request. */
void CheckPlan(const PolicyEnvironment& environment,
               const InferenceRequest& request,
               const Plan& plan);

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_PLAN_CHECK_H
