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
    if (environment.variants.empty())
    {
        throw std::logic_error("ActionSpace: the environment has no variants");
    }
    for (const VariantInfo& variant : environment.variants)
    {
        m_accuracies.push_back(variant.accuracy);
        m_variantNames.push_back(variant.name);
    }
    m_bestAccuracy = *std::max_element(m_accuracies.begin(), m_accuracies.end());
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

double
ActionSpace::Threshold(double accuracyFloor) const
{
    return std::min(accuracyFloor, m_bestAccuracy);
}

void
ActionSpace::Mask(const DecisionContext& context, ActionMask& mask) const
{
    if (context.nodes.size() != m_positions)
    {
        throw std::logic_error("ActionSpace: a context of another environment");
    }
    const std::size_t variants = m_accuracies.size();
    const double threshold = Threshold(context.request.accuracyFloor);
    mask.assign(Size(), 0);
    for (std::size_t position = 0; position < m_positions; ++position)
    {
        if (!IsPositionAllowed(context, position))
        {
            continue;
        }
        for (std::size_t variant = 0; variant < variants; ++variant)
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
    if (context.nodes.size() != m_positions)
    {
        throw std::logic_error("ActionSpace: a context of another environment");
    }
    mask.assign(m_positions + m_accuracies.size(), 0);
    for (std::size_t position = 0; position < m_positions; ++position)
    {
        mask[position] = IsPositionAllowed(context, position) ? 1 : 0;
    }
    const double threshold = Threshold(context.request.accuracyFloor);
    for (std::size_t variant = 0; variant < m_accuracies.size(); ++variant)
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
ActionSpace::IsVariantAllowed(double accuracyFloor, VariantId variant) const
{
    return m_accuracies.at(variant) >= Threshold(accuracyFloor);
}

double
ActionSpace::AllowedShare(double accuracyFloor) const
{
    const double threshold = Threshold(accuracyFloor);
    const auto allowed = std::count_if(m_accuracies.begin(),
                                       m_accuracies.end(),
                                       [=](double accuracy) { return accuracy >= threshold; });
    return static_cast<double>(allowed) / static_cast<double>(m_accuracies.size());
}

VariantId
ActionSpace::FastestVariant(const DecisionContext& context, std::size_t position) const
{
    const std::vector<double>& seconds = m_serviceSeconds.at(context.nodes.at(position).id);
    const double threshold = Threshold(context.request.accuracyFloor);
    std::size_t best = m_accuracies.size();
    for (std::size_t variant = 0; variant < m_accuracies.size(); ++variant)
    {
        const bool isBetter =
            best == m_accuracies.size() || seconds[variant] < seconds[best] ||
            (seconds[variant] == seconds[best] && m_accuracies[variant] > m_accuracies[best]);
        if (m_accuracies[variant] >= threshold && isBetter)
        {
            best = variant;
        }
    }
    return static_cast<VariantId>(best);
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
