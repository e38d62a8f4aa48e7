/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_PLAN_CHECK_H
#define EDGEWARD_OFFLOAD_PLAN_CHECK_H

#include "offload/offload-parts.h"

namespace edgeward
{

/** @throws UserError naming the policy's mistake if @p plan cannot be executed in this scenario. */
void CheckPlan(const OffloadParts& parts, const Plan& plan);

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_PLAN_CHECK_H
