/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "offload/plan-check.h"

#include "base/errors.h"

namespace edgeward
{

std::string
PlanProblem(const PolicyEnvironment& environment, const InferenceRequest& request, const Plan& plan)
{
    std::string problem = plan.Problem(static_cast<NodeId>(environment.nodes.size()),
                                       static_cast<VariantId>(environment.variants.size()));
    if (!problem.empty())
    {
        return problem;
    }
    for (const Stage& stage : plan.stages)
    {
        if (!environment.MayAnswer(request.dnn, stage.variant))
        {
            return "variant " + environment.variants[stage.variant].name +
                   " is none of the network that the request asks for";
        }
        if (stage.dvfsLevel != 0)
        {
            return "node " + environment.nodes[stage.node].name + " has no frequency level " +
                   std::to_string(stage.dvfsLevel);
        }
    }
    return problem;
}

void
CheckPlan(const PolicyEnvironment& environment, const InferenceRequest& request, const Plan& plan)
{
    const std::string problem = PlanProblem(environment, request, plan);
    if (!problem.empty())
    {
        throw UserError("the policy returned a plan that cannot be executed: " + problem +
                        "; see docs/how-to/add-a-policy.md");
    }
}

} // namespace edgeward
