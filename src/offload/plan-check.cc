/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/plan-check.h"

#include "base/errors.h"

namespace edgeward
{

void
CheckPlan(const OffloadParts& parts, const Plan& plan)
{
    const PolicyEnvironment& environment = parts.environment;
    std::string problem = plan.Problem(static_cast<NodeId>(environment.nodes.size()),
                                       static_cast<VariantId>(environment.variants.size()));
    for (const Stage& stage : plan.stages)
    {
        if (problem.empty() && stage.dvfsLevel != 0)
        {
            problem = "node " + environment.nodes[stage.node].name + " has no frequency level " +
                      std::to_string(stage.dvfsLevel);
        }
    }
    if (!problem.empty())
    {
        throw UserError("the policy returned a plan that cannot be executed: " + problem +
                        "; see docs/how-to/add-a-policy.md");
    }
}

} // namespace edgeward
