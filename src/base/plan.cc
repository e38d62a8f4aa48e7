/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/plan.h"

#include <cassert>

namespace edgeward
{

namespace
{

std::string
StageProblem(const Stage& stage, NodeId nodes, VariantId variants)
{
    if (stage.node >= nodes)
    {
        return "names node " + std::to_string(stage.node) + " of " + std::to_string(nodes);
    }
    if (stage.variant >= variants)
    {
        return "names variant " + std::to_string(stage.variant) + " of " + std::to_string(variants);
    }
    if (stage.layers.first >= stage.layers.last)
    {
        return "has an empty layer range";
    }
    if (!(stage.slice.begin >= 0.0 && stage.slice.begin < stage.slice.end &&
          stage.slice.end <= 1.0))
    {
        return "has an empty slice";
    }
    if (stage.exit.kind > ExitRule::Kind::ASK_POLICY)
    {
        return "has an unknown exit rule";
    }
    const bool isConfidence = stage.exit.kind == ExitRule::Kind::CONFIDENCE;
    if (!(stage.exit.threshold >= 0.0) || (isConfidence && stage.exit.threshold > 1.0))
    {
        return "has an exit threshold out of range";
    }
    return "";
}

std::string
EdgeProblem(const PlanEdge& edge, std::size_t stages)
{
    if (edge.to >= stages || edge.from >= edge.to)
    {
        return "does not lead from an earlier to a later stage";
    }
    if (!(edge.codec.ratio >= 1.0))
    {
        return "has a codec ratio below 1";
    }
    if (!(edge.codec.encodeSeconds >= 0.0 && edge.codec.decodeSeconds >= 0.0))
    {
        return "has a negative codec time";
    }
    return "";
}

/** Whether the stages form one chain: each but the first fed by the one before and by no other. */
bool
IsChain(const Plan& plan)
{
    if (plan.edges.size() + 1 != plan.stages.size())
    {
        return false;
    }
    for (std::uint16_t stage = 0; stage < plan.stages.size(); ++stage)
    {
        if (plan.Outgoing(stage).size() > 1 || plan.Incoming(stage).size() > 1)
        {
            return false;
        }
    }
    return true;
}

} // namespace

Plan
Plan::Whole(NodeId node, VariantId variant)
{
    Stage stage;
    stage.node = node;
    stage.variant = variant;
    Plan plan;
    plan.stages.push_back(stage);
    return plan;
}

Plan
Plan::Reject()
{
    Plan plan;
    plan.admit = false;
    return plan;
}

Plan
Plan::Chain(std::vector<Stage> stages, const std::vector<std::uint64_t>& bytes)
{
    assert(bytes.size() + 1 == stages.size());
    Plan plan;
    plan.stages = std::move(stages);
    for (std::size_t k = 0; k < bytes.size(); ++k)
    {
        PlanEdge edge;
        edge.from = static_cast<std::uint16_t>(k);
        edge.to = static_cast<std::uint16_t>(k + 1);
        edge.bytes = bytes[k];
        plan.edges.push_back(edge);
    }
    return plan;
}

std::vector<std::uint16_t>
Plan::Incoming(std::uint16_t stage) const
{
    std::vector<std::uint16_t> found;
    for (std::size_t e = 0; e < edges.size(); ++e)
    {
        if (edges[e].to == stage)
        {
            found.push_back(static_cast<std::uint16_t>(e));
        }
    }
    return found;
}

std::vector<std::uint16_t>
Plan::Outgoing(std::uint16_t stage) const
{
    std::vector<std::uint16_t> found;
    for (std::size_t e = 0; e < edges.size(); ++e)
    {
        if (edges[e].from == stage)
        {
            found.push_back(static_cast<std::uint16_t>(e));
        }
    }
    return found;
}

std::string
Plan::Problem(NodeId nodes, VariantId variants) const
{
    if (!admit)
    {
        return stages.empty() ? "" : "a rejecting plan has stages";
    }
    if (stages.empty())
    {
        return "the plan has no stage";
    }
    for (std::size_t s = 0; s < stages.size(); ++s)
    {
        const std::string problem = StageProblem(stages[s], nodes, variants);
        if (!problem.empty())
        {
            return "stage " + std::to_string(s) + " " + problem;
        }
    }
    for (std::size_t e = 0; e < edges.size(); ++e)
    {
        const std::string problem = EdgeProblem(edges[e], stages.size());
        if (!problem.empty())
        {
            return "edge " + std::to_string(e) + " " + problem;
        }
    }
    for (const Stage& stage : stages)
    {
        // Branches that are extended at the same time would give their new stages the same numbers.
        if (stage.exit.kind == ExitRule::Kind::ASK_POLICY && !IsChain(*this))
        {
            return "the plan asks the policy at an exit but is no chain";
        }
    }
    return "";
}

} // namespace edgeward
