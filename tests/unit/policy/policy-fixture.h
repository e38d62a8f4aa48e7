/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_UNIT_POLICY_POLICY_FIXTURE_H
#define EDGEWARD_TESTS_UNIT_POLICY_POLICY_FIXTURE_H

#include "base/random-stream.h"
#include "policy/policy.h"

#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * A world of @p devices cameras, then the given servers, with three variants: "big" (accuracy 0.9),
 * "middle" (0.8), "small" (0.7). A device needs 400, 200, 100 ms and 4 J per second; an edge server
 * a tenth of the time, a cloud a twentieth.
 */
inline PolicyEnvironment
MakeEnvironment(std::size_t devices,
                const std::vector<NodeRole>& servers,
                const std::string& reward = "weighted-cost")
{
    PolicyEnvironment environment;
    environment.variants = {{"big", 0.9, 4e8}, {"middle", 0.8, 2e8}, {"small", 0.7, 1e8}};
    environment.dnns = {{"classifier", {0, 1, 2}}};
    for (std::size_t k = 0; k < devices + servers.size(); ++k)
    {
        NodeInfo node;
        node.id = static_cast<NodeId>(k);
        node.role = k < devices ? NodeRole::DEVICE : servers[k - devices];
        node.name =
            (k < devices ? "camera-" : ToString(node.role) + std::string("-")) + std::to_string(k);
        const double speed = node.role == NodeRole::DEVICE ? 1.0
                             : node.role == NodeRole::EDGE ? 10.0
                                                           : 20.0;
        node.serviceSeconds = {0.4 / speed, 0.2 / speed, 0.1 / speed};
        node.computeJoule = {1.6 / speed, 0.8 / speed, 0.4 / speed};
        environment.nodes.push_back(node);
    }
    environment.reward = Registry<Reward>::Create(Spec::Parse(reward));
    environment.seed = 1;
    environment.discount = 0.5;
    return environment;
}

/** The same world with two networks: "classifier" is answered by "big" and "middle", "detector" by
 * "middle" and "small". */
inline PolicyEnvironment
MakeTwoNetworks(std::size_t devices, const std::vector<NodeRole>& servers)
{
    PolicyEnvironment environment = MakeEnvironment(devices, servers);
    environment.dnns = {{"classifier", {0, 1}}, {"detector", {1, 2}}};
    return environment;
}

/** A request of @p device without floor and with a deadline of 300 ms; idle nodes, 20 ms up, 5 ms
 * back, 50 mJ. */
inline DecisionContext
MakeContext(const PolicyEnvironment& environment, NodeId device = 0, RequestId request = 0)
{
    DecisionContext context;
    context.request.id = request;
    context.request.device = device;
    context.request.arrivalNs = 1000000000;
    context.request.deadlineNs = 300000000;
    context.request.inputBytes = 50000;
    context.request.resultBytes = 100;
    context.nowNs = 1000000000;
    context.linkRateBps = 20e6;
    for (std::size_t position = 0; position < environment.Positions(); ++position)
    {
        NodeState state;
        state.id = environment.NodeAt(device, position);
        if (position > 0)
        {
            state.uploadSeconds = 0.02;
            state.returnSeconds = 0.005;
            state.uploadJoule = 0.05;
            state.ageSeconds = 0.1;
        }
        context.nodes.push_back(state);
    }
    return context;
}

/** A context in which everything is random, within what a simulation may present, extremes
 * included. */
inline DecisionContext
RandomContext(const PolicyEnvironment& environment, RandomStream& random, RequestId request)
{
    const auto device = static_cast<NodeId>(random.Index(environment.Devices()));
    DecisionContext context = MakeContext(environment, device, request);
    const double floors[] = {0.0, 0.75, 0.8, 0.9, 0.99};
    context.nowNs = static_cast<std::int64_t>(request) * 100000000 + 1000000000;
    context.request.arrivalNs = context.nowNs - static_cast<std::int64_t>(random.Index(1000000));
    context.request.deadlineNs = static_cast<std::int64_t>(random.Index(5)) * 100000000;
    context.request.accuracyFloor = floors[random.Index(5)];
    context.request.inputBytes = 1 + random.Index(1000000);
    context.request.dnn = static_cast<DnnId>(random.Index(environment.dnns.size()));
    context.batteryFraction = random.Uniform();
    context.linkRateBps = random.Index(4) == 0 ? 0.0 : random.Uniform(0.0, 200e6);
    context.ownPending = static_cast<double>(random.Index(20));
    context.secondsSinceLast = random.Exponential(1.0);
    for (std::size_t position = 0; position < context.nodes.size(); ++position)
    {
        NodeState& node = context.nodes[position];
        node.isReachable = random.Index(4) != 0;
        node.backlogSeconds = random.Index(3) == 0 ? 0.0 : random.Exponential(0.2);
        node.utilization = random.Uniform();
        if (position > 0)
        {
            node.uploadSeconds = random.Exponential(0.05);
            node.returnSeconds = random.Exponential(0.01);
            node.uploadJoule = random.Exponential(0.05);
            node.ageSeconds = random.Exponential(1.0);
        }
    }
    return context;
}

/** The record of @p plan for @p context: completed after @p seconds, as far as rewards look. */
inline RequestRecord
CompletedRecord(const PolicyEnvironment& environment,
                const DecisionContext& context,
                const Plan& plan,
                double seconds)
{
    RequestRecord record;
    record.request = context.request;
    record.outcome = Outcome::COMPLETED;
    record.action = plan.action;
    record.variant = plan.stages.at(0).variant;
    record.accuracy = environment.variants.at(record.variant).accuracy;
    record.endNs = record.request.arrivalNs + static_cast<std::int64_t>(seconds * 1e9);
    return record;
}

/** A policy of @p text, ready to decide in @p environment. */
inline std::unique_ptr<Policy>
StartPolicy(const std::string& text, const PolicyEnvironment& environment)
{
    std::unique_ptr<Policy> policy = Registry<Policy>::Create(Spec::Parse(text));
    policy->Start(environment);
    return policy;
}

} // namespace edgeward

#endif // EDGEWARD_TESTS_UNIT_POLICY_POLICY_FIXTURE_H
