/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-world.h"

#include "base/text.h"
#include "dnn/catalog.h"
#include "dnn/latency-model.h"
#include "policy/reward.h"
#include "scenario/scenario-networks.h"

namespace edgeward
{

namespace
{

/** Names and roles of all nodes in NodeId order; what they cost comes later. */
std::vector<NodeInfo>
ListNodes(const ScenarioConfig& config)
{
    std::vector<NodeInfo> nodes;
    const auto add = [&nodes](const std::string& name, NodeRole role) {
        NodeInfo node;
        node.id = static_cast<NodeId>(nodes.size());
        node.name = name;
        node.role = role;
        nodes.push_back(node);
    };
    for (const DeviceGroupConfig& group : config.devices)
    {
        for (std::uint32_t i = 0; i < group.count; ++i)
        {
            add(group.count == 1 ? group.name : group.name + "-" + std::to_string(i),
                NodeRole::DEVICE);
        }
    }
    for (const ServerConfig& server : config.servers)
    {
        add(server.name, server.role);
    }
    return nodes;
}

/** Processors of all nodes in NodeId order. */
std::vector<const ObjectConfig*>
ListProcessors(const ScenarioConfig& config)
{
    std::vector<const ObjectConfig*> processors;
    for (const DeviceGroupConfig& group : config.devices)
    {
        processors.insert(processors.end(), group.count, &group.processor);
    }
    for (const ServerConfig& server : config.servers)
    {
        processors.push_back(&server.processor);
    }
    return processors;
}

std::vector<NodeDevice>
ListDevices(const ScenarioConfig& config)
{
    std::vector<NodeDevice> devices;
    for (const DeviceGroupConfig& group : config.devices)
    {
        devices.insert(devices.end(), group.count, {group.profile, group.level, group.levelWhere});
    }
    for (const ServerConfig& server : config.servers)
    {
        devices.push_back({server.profile, server.level, server.levelWhere});
    }
    return devices;
}

} // namespace

std::uint32_t
Workers(const ObjectConfig& processor)
{
    const auto found = processor.attributes.values.find("Workers");
    if (found == processor.attributes.values.end())
    {
        return 1;
    }
    return static_cast<std::uint32_t>(ParseInt(found->second.text).value_or(1));
}

ScenarioWorld::ScenarioWorld(const ScenarioConfig& config, const Catalog& catalog)
    : devicePerNode(ListDevices(config))
{
    const ScenarioNetworks networks(config, catalog);
    const std::unique_ptr<LatencyModel> model = Registry<LatencyModel>::Create(config.latencyModel);
    const std::unique_ptr<EnergyModel> energy = Registry<EnergyModel>::Create(config.energyModel);
    costs =
        std::make_shared<CostTable>(catalog, devicePerNode, networks.Variants(), *model, *energy);

    environment.nodes = ListNodes(config);
    environment.reward = Registry<Reward>::Create(config.reward);
    environment.discount = config.decision.discount;
    environment.discountUnitSeconds = config.decision.discountUnitSeconds;
    environment.variants = networks.DescribeVariants();
    environment.dnns = networks.Dnns();
    for (std::size_t group = 0; group < config.devices.size(); ++group)
    {
        dnnPerGroup.push_back(networks.Of(group));
    }
    const std::vector<const ObjectConfig*> processors = ListProcessors(config);
    for (NodeInfo& node : environment.nodes)
    {
        if (node.id > 0 && processors[node.id] == processors[node.id - 1])
        {
            // Another device of the same group.
            node.serviceSeconds = environment.nodes[node.id - 1].serviceSeconds;
            node.computeJoule = environment.nodes[node.id - 1].computeJoule;
            continue;
        }
        // One inference keeps one worker busy, and each worker draws its share of the busy power.
        const double workers = Workers(*processors[node.id]);
        std::vector<double> seconds;
        std::vector<double> joule;
        for (VariantId variant = 0; variant < environment.variants.size(); ++variant)
        {
            seconds.push_back(costs->Whole(node.id, variant).meanSeconds);
            joule.push_back(costs->Joule(node.id, variant, {}, workers));
        }
        node.serviceSeconds = seconds;
        node.computeJoule = joule;
    }
}

} // namespace edgeward
