/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BENCHMARK_DECISION_WORLD_H
#define EDGEWARD_BENCHMARK_DECISION_WORLD_H

#include "policy/policy.h"

namespace edgeward
{

/** One device, an edge server and a cloud, and that many variants: three times as many actions. */
inline PolicyEnvironment
MakeDecisionEnvironment(int variants)
{
    PolicyEnvironment environment;
    environment.dnns.push_back({"network", {}});
    for (int variant = 0; variant < variants; ++variant)
    {
        environment.variants.push_back(
            {"d" + std::to_string(variant), 0.7 - 0.03 * variant, 5e8 / (variant + 1)});
        environment.dnns[0].variants.push_back(static_cast<VariantId>(variant));
    }
    for (NodeId id = 0; id < 3; ++id)
    {
        NodeInfo node;
        node.id = id;
        node.role = id == 0 ? NodeRole::DEVICE : id == 1 ? NodeRole::EDGE : NodeRole::CLOUD;
        node.name = ToString(node.role);
        node.serviceSeconds = std::vector<double>(environment.variants.size(), 0.1);
        node.computeJoule = std::vector<double>(environment.variants.size(), 0.3);
        environment.nodes.push_back(node);
    }
    return environment;
}

/** What is known there at a decision. */
inline DecisionContext
MakeDecisionContext()
{
    DecisionContext context;
    context.request.deadlineNs = 200'000'000;
    context.request.accuracyFloor = 0.55;
    context.request.inputBytes = 50'000;
    context.linkRateBps = 20e6;
    for (NodeId id = 0; id < 3; ++id)
    {
        NodeState node;
        node.id = id;
        node.backlogSeconds = 0.01 * id;
        node.utilization = 0.4;
        node.uploadSeconds = 0.02 * id;
        context.nodes.push_back(node);
    }
    return context;
}

} // namespace edgeward

#endif // EDGEWARD_BENCHMARK_DECISION_WORLD_H
