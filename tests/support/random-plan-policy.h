/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_SUPPORT_RANDOM_PLAN_POLICY_H
#define EDGEWARD_TESTS_SUPPORT_RANDOM_PLAN_POLICY_H

#include "base/random-stream.h"
#include "policy/policy.h"

#include <algorithm>

namespace edgeward
{

/** Answers with any plan that is sound: DAGs of up to five stages on any nodes, codecs, slices,
 * exits, rejections. */
class RandomPlanPolicy : public SingleRequestPolicy
{
  public:
    explicit RandomPlanPolicy(std::uint64_t seed)
        : m_draw(seed)
    {
    }

    std::optional<Plan>
    DecideExit(const ExitContext& context) override
    {
        if (m_draw.Uniform() < 0.5 || !context.plan.Outgoing(context.stage).empty())
        {
            return context.plan.Outgoing(context.stage).empty() ? std::nullopt
                                                                : std::optional<Plan>(context.plan);
        }
        Plan plan = context.plan;
        plan.stages.push_back(DrawStage(false));
        plan.edges.push_back(DrawEdge(context.stage, plan.stages.size() - 1));
        return plan;
    }

  protected:
    Plan
    DecideOne(const DecisionContext&) override
    {
        if (m_draw.Uniform() < 0.05)
        {
            return Plan::Reject();
        }
        Plan plan;
        const std::size_t stages = 1 + m_draw.Index(5);
        for (std::size_t s = 0; s < stages; ++s)
        {
            plan.stages.push_back(DrawStage(true));
            // Any earlier stages may feed it; one without a feeder reads the request's input.
            for (std::size_t from = 0; from < s; ++from)
            {
                if (m_draw.Uniform() < 0.5)
                {
                    plan.edges.push_back(DrawEdge(from, s));
                }
            }
        }
        // Only chains may ask again.
        if (!plan.Problem(NO_NODE, NO_VARIANT).empty())
        {
            for (Stage& stage : plan.stages)
            {
                stage.exit.kind = stage.exit.kind == ExitRule::Kind::ASK_POLICY
                                      ? ExitRule::Kind::NONE
                                      : stage.exit.kind;
            }
        }
        return plan;
    }

  private:
    Stage
    DrawStage(bool mayExit)
    {
        Stage stage;
        stage.node = static_cast<NodeId>(m_draw.Index(Environment().nodes.size()));
        stage.variant = static_cast<VariantId>(m_draw.Index(Environment().variants.size()));
        stage.layers.first = static_cast<std::uint16_t>(m_draw.Index(5));
        stage.layers.last = static_cast<std::uint16_t>(stage.layers.first + 1 + m_draw.Index(5));
        stage.slice.begin = m_draw.Uniform(0.0, 0.5);
        stage.slice.end = m_draw.Uniform(0.6, 1.0);
        if (mayExit && m_draw.Uniform() < 0.3)
        {
            stage.exit.kind = static_cast<ExitRule::Kind>(m_draw.Index(4));
            stage.exit.threshold = m_draw.Uniform();
        }
        return stage;
    }

    PlanEdge
    DrawEdge(std::size_t from, std::size_t to)
    {
        PlanEdge edge;
        edge.from = static_cast<std::uint16_t>(from);
        edge.to = static_cast<std::uint16_t>(to);
        edge.bytes = m_draw.Index(5000);
        edge.codec.ratio = m_draw.Uniform(1.0, 4.0);
        edge.codec.encodeSeconds = m_draw.Uniform(0.0, 0.001);
        edge.codec.decodeSeconds = m_draw.Uniform(0.0, 0.001);
        return edge;
    }

    RandomStream m_draw;
};

} // namespace edgeward

#endif // EDGEWARD_TESTS_SUPPORT_RANDOM_PLAN_POLICY_H
