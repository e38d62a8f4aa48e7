/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config-check.h"

#include "base/text.h"
#include "compute/processor.h"
#include "net/access-network.h"
#include "net/transport.h"
#include "policy/policy.h"
#include "policy/reward.h"
#include "scenario/scenario-config-attributes.h"
#include "scenario/scenario-config-keys.h"

#include "ns3/mobility-model.h"
#include "ns3/position-allocator.h"

#include <algorithm>
#include <set>

namespace edgeward
{

using namespace ns3;

namespace
{

/** "servers.2.via" */
std::string
Path(const std::string& table, std::size_t index, const std::string& key)
{
    return table + "." + std::to_string(index) + "." + key;
}

/** Names must be unique and may not hold what separates parts of names elsewhere. */
void
CheckNames(const ScenarioConfig& config, ProblemList& problems)
{
    std::set<std::string> seen{"gateway", "device"};
    const auto check =
        [&](const std::string& name, const SourceLocation& where, const std::string& key) {
            if (name.empty())
            {
                return; // missing; has been reported
            }
            const std::string allowed =
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
            if (name.find_first_not_of(allowed) != std::string::npos)
            {
                problems.Add(ConfigError(
                    where, key, "is '" + name + "'", "use letters, digits, - and _ only"));
            }
            if (!seen.insert(name).second)
            {
                problems.Add(ConfigError(
                    where, key, "is '" + name + "', which is taken", "choose another name"));
            }
        };
    for (std::size_t i = 0; i < config.devices.size(); ++i)
    {
        check(config.devices[i].name, config.devices[i].where, Path("devices", i, "name"));
    }
    for (std::size_t i = 0; i < config.servers.size(); ++i)
    {
        check(config.servers[i].name, config.servers[i].where, Path("servers", i, "name"));
    }
}

/** What servers, failures and the decision say about other nodes. */
void
CheckNodes(const ScenarioConfig& config, ProblemList& problems)
{
    std::vector<std::string> vias{"gateway"};
    std::vector<std::string> hosts{"device"};
    for (std::size_t i = 0; i < config.servers.size(); ++i)
    {
        const ServerConfig& server = config.servers[i];
        if (std::find(vias.begin(), vias.end(), server.via) == vias.end())
        {
            problems.Add(ConfigError(server.where,
                                     Path("servers", i, "via"),
                                     "'" + server.via + "' is no earlier server",
                                     DidYouMean(server.via, vias)));
        }
        vias.push_back(server.name);
        hosts.push_back(server.name);
    }
    if (std::find(hosts.begin(), hosts.end(), config.decision.host) == hosts.end())
    {
        problems.Add(ConfigError(config.decision.where,
                                 "decision.host",
                                 "'" + config.decision.host + "' is no server",
                                 DidYouMean(config.decision.host, hosts)));
    }
    const std::vector<std::string> nodes = config.NodeNames();
    for (std::size_t i = 0; i < config.failures.size(); ++i)
    {
        const FailureConfig& failure = config.failures[i];
        if (std::find(nodes.begin(), nodes.end(), failure.node) == nodes.end())
        {
            problems.Add(ConfigError(failure.where,
                                     Path("failures", i, "node"),
                                     "'" + failure.node + "' is no device or server",
                                     DidYouMean(failure.node, nodes)));
        }
    }
}

void
CheckCells(const ScenarioConfig& config, ProblemList& problems)
{
    std::uint32_t devices = 0;
    for (const DeviceGroupConfig& group : config.devices)
    {
        devices += group.count;
    }
    if (config.cells > devices && devices > 0)
    {
        problems.Add(ConfigError(config.cellsWhere,
                                 "access.cells",
                                 "more cells (" + std::to_string(config.cells) +
                                     ") than devices (" + std::to_string(devices) + ")",
                                 "give every cell a device"));
    }
}

} // namespace

bool
PolicyHasParameter(const Spec& policy, const std::string& parameter)
{
    const auto& parameters = Registry<Policy>::Find(policy.Name(), policy.Where()).parameters;
    return std::any_of(parameters.begin(), parameters.end(), [&](const ParameterInfo& info) {
        return info.name == parameter;
    });
}

void
CheckPolicies(const ScenarioConfig& config, ProblemList& problems)
{
    const Spec& training = config.training.policy;
    if (!training.Name().empty())
    {
        Collect(problems, [&] { Registry<Policy>::Find(training.Name(), training.Where()); });
    }
    for (const Spec& policy : config.policies)
    {
        if (policy.Name() == training.Name() && !policy.Has("checkpoint"))
        {
            continue;
        }
        Collect(problems, [&] {
            if (PolicyHasParameter(policy, "learner") && !policy.Has("checkpoint"))
            {
                throw ConfigError(policy.Where(),
                                  "",
                                  "policy '" + policy.Name() + "' has to be trained",
                                  "add [training] with policy = \"" + policy.Name() +
                                      "\", or act from a trained one with " + policy.Name() +
                                      "(checkpoint=FOLDER)");
            }
            Registry<Policy>::Create(policy);
        });
    }
}

void
CheckReferences(const ScenarioConfig& config, const Catalog& catalog, ProblemList& problems)
{
    CheckNames(config, problems);
    CheckNodes(config, problems);
    CheckNetworks(config, catalog, problems);
    CheckCosts(config, catalog, problems);
    CheckFloors(config, catalog, problems);
    CheckCells(config, problems);
    if (!config.reward.Name().empty())
    {
        Collect(problems, [&] { Registry<Reward>::Create(config.reward); });
    }
    CheckPolicies(config, problems);
}

void
CheckNs3(ScenarioConfig& config, ProblemList& problems)
{
    AttributeChecks checks(problems);
    for (std::size_t i = 0; i < config.devices.size(); ++i)
    {
        DeviceGroupConfig& group = config.devices[i];
        const WorkloadConfig& workload = group.workload;
        checks.Object(group.mobility, MobilityModel::GetTypeId(), Path("devices", i, "mobility"));
        checks.Object(
            group.position, PositionAllocator::GetTypeId(), Path("devices", i, "position"));
        checks.Object(group.processor, Processor::GetTypeId(), Path("devices", i, "processor"));
        const std::vector<std::pair<std::string, std::string>> variables{
            {"interarrival_s", workload.interarrival},
            {"deadline_s", workload.deadline},
            {"input_bytes", workload.inputBytes}};
        for (const auto& [name, text] : variables)
        {
            const ScenarioKey& key = FindScenarioKey("devices.workload", name);
            if (!text.empty())
            {
                checks.Random(text,
                              workload.where.at(name),
                              Path("devices", i, "workload." + name),
                              key.low,
                              key.high);
            }
        }
    }
    for (std::size_t i = 0; i < config.servers.size(); ++i)
    {
        ServerConfig& server = config.servers[i];
        checks.Object(server.processor, Processor::GetTypeId(), Path("servers", i, "processor"));
        checks.Rate(server.linkRate, server.linkRateWhere, Path("servers", i, "link_rate"));
    }
    if (!config.access.type.empty())
    {
        checks.Object(config.access, AccessNetwork::GetTypeId(), "access");
    }
    checks.Object(config.transport, Transport::GetTypeId(), "transport");
    checks.Defaults(config.defaults, "ns3");
    checks.Finish();
}

} // namespace edgeward
