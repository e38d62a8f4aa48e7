/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/policy.h"

#include <algorithm>
#include <stdexcept>

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(Policy)

std::size_t
PolicyEnvironment::Position(NodeId device, NodeId node) const
{
    if (node == device)
    {
        return 0;
    }
    const std::size_t devices = Devices();
    if (node < devices || node >= nodes.size())
    {
        throw std::logic_error("PolicyEnvironment: the node has no position for this device");
    }
    return node - devices + 1;
}

NodeId
PolicyEnvironment::NodeAt(NodeId device, std::size_t position) const
{
    if (position >= Positions())
    {
        throw std::logic_error("PolicyEnvironment: no such position");
    }
    return position == 0 ? device : static_cast<NodeId>(Devices() + position - 1);
}

std::size_t
PolicyEnvironment::Positions() const
{
    return 1 + nodes.size() - Devices();
}

std::size_t
PolicyEnvironment::Devices() const
{
    // Devices come first. Asked several times for every request, so not counted.
    const auto isDevice = [](const NodeInfo& node) { return node.role == NodeRole::DEVICE; };
    const auto end = std::partition_point(nodes.begin(), nodes.end(), isDevice);
    return static_cast<std::size_t>(end - nodes.begin());
}

bool
PolicyEnvironment::MayAnswer(DnnId dnn, VariantId variant) const
{
    if (dnn >= dnns.size())
    {
        return false;
    }
    const std::vector<VariantId>& may = dnns[dnn].variants;
    return std::find(may.begin(), may.end(), variant) != may.end();
}

bool
Policy::NeedsTrueState() const
{
    return false;
}

std::optional<Plan>
Policy::DecideExit(const ExitContext&)
{
    return std::nullopt;
}

void
Policy::Learn(const RequestRecord&)
{
}

void
Policy::Finish(std::int64_t)
{
}

void
SingleRequestPolicy::Start(const PolicyEnvironment& environment)
{
    m_environment = environment;
}

std::vector<Plan>
SingleRequestPolicy::Decide(const std::vector<DecisionContext>& contexts)
{
    std::vector<Plan> plans;
    plans.reserve(contexts.size());
    for (const DecisionContext& context : contexts)
    {
        plans.push_back(DecideOne(context));
    }
    return plans;
}

const PolicyEnvironment&
SingleRequestPolicy::Environment() const
{
    return m_environment;
}

} // namespace edgeward
