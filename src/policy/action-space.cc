/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/action-space.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

ActionSpace::ActionSpace(const PolicyEnvironment& environment)
    : m_positions(environment.Positions())
    , m_positionNames{"device"}
{
    for (const VariantInfo& variant : environment.variants)
    {
        m_accuracies.push_back(variant.accuracy);
        m_variantNames.push_back(variant.name);
    }
    if (environment.dnns.empty())
    {
        throw std::logic_error("ActionSpace: the environment has no network");
    }
    for (const DnnInfo& dnn : environment.dnns)
    {
        if (dnn.variants.empty())
        {
            throw std::logic_error("ActionSpace: a network has no variants");
        }
        Asked asked{dnn.variants, 0.0};
        for (const VariantId variant : dnn.variants)
        {
            asked.bestAccuracy = std::max(asked.bestAccuracy, m_accuracies.at(variant));
        }
        m_asked.push_back(std::move(asked));
    }
    for (const NodeInfo& node : environment.nodes)
    {
        if (node.serviceSeconds.size() != m_accuracies.size() ||
            node.computeJoule.size() != m_accuracies.size())
        {
            throw std::logic_error("ActionSpace: a node lacks the costs of a variant");
        }
        m_serviceSeconds.push_back(node.serviceSeconds);
        if (node.role != NodeRole::DEVICE)
        {
            m_positionNames.push_back(node.name);
        }
    }
}

std::size_t
ActionSpace::Positions() const
{
    return m_positions;
}

std::size_t
ActionSpace::Variants() const
{
    return m_accuracies.size();
}

std::size_t
ActionSpace::Size() const
{
    return m_positions * m_accuracies.size();
}

std::int32_t
ActionSpace::Action(std::size_t position, VariantId variant) const
{
    return static_cast<std::int32_t>(position * m_accuracies.size() + variant);
}

std::size_t
ActionSpace::PositionOf(std::int32_t action) const
{
    return static_cast<std::size_t>(action) / m_accuracies.size();
}

VariantId
ActionSpace::VariantOf(std::int32_t action) const
{
    return static_cast<VariantId>(static_cast<std::size_t>(action) % m_accuracies.size());
}

const std::vector<std::string>&
ActionSpace::PositionNames() const
{
    return m_positionNames;
}

const std::vector<std::string>&
ActionSpace::VariantNames() const
{
    return m_variantNames;
}

const ActionSpace::Asked&
ActionSpace::AskedBy(const InferenceRequest& request) const
{
    return m_asked.at(request.dnn);
}

double
ActionSpace::Threshold(const Asked& asked, const InferenceRequest& request)
{
    return std::min(request.accuracyFloor, asked.bestAccuracy);
}

void
ActionSpace::CheckFits(const DecisionContext& context) const
{
    if (context.nodes.size() != m_positions)
    {
        throw std::logic_error("ActionSpace: a context of another environment");
    }
}

void
ActionSpace::ListAllowed(const DecisionContext& context, ActionList& actions) const
{
    CheckFits(context);
    const Asked& asked = AskedBy(context.request);
    const double threshold = Threshold(asked, context.request);
    actions.clear();
    for (std::size_t position = 0; position < m_positions; ++position)
    {
        if (!IsPositionAllowed(context, position))
        {
            continue;
        }
        for (const VariantId variant : asked.variants)
        {
            if (m_accuracies[variant] >= threshold)
            {
                actions.push_back(Action(position, variant));
            }
        }
    }
}

void
ActionSpace::Mask(const DecisionContext& context, ActionMask& mask) const
{
    CheckFits(context);
    const std::size_t variants = m_accuracies.size();
    const Asked& asked = AskedBy(context.request);
    const double threshold = Threshold(asked, context.request);
    mask.assign(Size(), 0);
    for (std::size_t position = 0; position < m_positions; ++position)
    {
        if (!IsPositionAllowed(context, position))
        {
            continue;
        }
        for (const VariantId variant : asked.variants)
        {
            mask[position * variants + variant] = m_accuracies[variant] >= threshold ? 1 : 0;
        }
    }
}

void
ActionSpace::Mask(const DecisionContext& context, ActionForm form, ActionMask& mask) const
{
    if (form != ActionForm::BRANCHES)
    {
        Mask(context, mask); // a sequence asks what the joint actions leave over
        return;
    }
    CheckFits(context);
    mask.assign(m_positions + m_accuracies.size(), 0);
    for (std::size_t position = 0; position < m_positions; ++position)
    {
        mask[position] = IsPositionAllowed(context, position) ? 1 : 0;
    }
    const Asked& asked = AskedBy(context.request);
    const double threshold = Threshold(asked, context.request);
    for (const VariantId variant : asked.variants)
    {
        mask[m_positions + variant] = m_accuracies[variant] >= threshold ? 1 : 0;
    }
}

ActionBranches
ActionSpace::Branches(ActionForm form) const
{
    return ActionBranches(form == ActionForm::JOINT
                              ? std::vector<std::size_t>{Size()}
                              : std::vector<std::size_t>{m_positions, m_accuracies.size()});
}

bool
ActionSpace::IsPositionAllowed(const DecisionContext& context, std::size_t position) const
{
    if (position > 0 || context.nodes.front().isReachable)
    {
        return context.nodes.at(position).isReachable;
    }
    return std::none_of(context.nodes.begin(), context.nodes.end(), [](const NodeState& node) {
        return node.isReachable;
    });
}

std::size_t
ActionSpace::FirstAllowedPosition(const DecisionContext& context) const
{
    std::size_t position = 0;
    while (!IsPositionAllowed(context, position))
    {
        ++position;
    }
    return position;
}

bool
ActionSpace::IsVariantAllowed(const InferenceRequest& request, VariantId variant) const
{
    const Asked& asked = AskedBy(request);
    return m_accuracies.at(variant) >= Threshold(asked, request) &&
           std::find(asked.variants.begin(), asked.variants.end(), variant) != asked.variants.end();
}

double
ActionSpace::AllowedShare(const InferenceRequest& request) const
{
    const Asked& asked = AskedBy(request);
    const double threshold = Threshold(asked, request);
    const auto isAllowed = [&](VariantId variant) { return m_accuracies[variant] >= threshold; };
    const auto allowed = std::count_if(asked.variants.begin(), asked.variants.end(), isAllowed);
    return static_cast<double>(allowed) / static_cast<double>(asked.variants.size());
}

VariantId
ActionSpace::FastestVariant(const DecisionContext& context, std::size_t position) const
{
    const SharedList<double>& seconds = m_serviceSeconds.at(context.nodes.at(position).id);
    const Asked& asked = AskedBy(context.request);
    const double threshold = Threshold(asked, context.request);
    VariantId best = NO_VARIANT;
    for (const VariantId variant : asked.variants)
    {
        const bool isBetter =
            best == NO_VARIANT || seconds[variant] < seconds[best] ||
            (seconds[variant] == seconds[best] && m_accuracies[variant] > m_accuracies[best]);
        if (m_accuracies[variant] >= threshold && isBetter)
        {
            best = variant;
        }
    }
    return best;
}

Plan
ActionSpace::ToPlan(const DecisionContext& context, std::int32_t action) const
{
    if (action < 0 || static_cast<std::size_t>(action) >= Size())
    {
        throw std::logic_error("ActionSpace: no such action");
    }
    Plan plan = Plan::Whole(context.nodes.at(PositionOf(action)).id, VariantOf(action));
    plan.action = action;
    return plan;
}

} // namespace edgeward
