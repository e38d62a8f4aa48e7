/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config.h"

#include "base/file-writer.h"
#include "base/text.h"
#include "dnn/catalog.h"
#include "policy/reward.h"
#include "scenario/flow-calibration.h"
#include "scenario/scenario-config-check.h"
#include "scenario/scenario-config-section.h"

#include <algorithm>

namespace edgeward
{

namespace
{

/** "/a/quickstart.toml" as "quickstart". */
std::string
NameOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    const std::string file = slash == std::string::npos ? path : path.substr(slash + 1);
    const std::size_t dot = file.rfind(".toml");
    return dot == std::string::npos || dot == 0 ? file : file.substr(0, dot);
}

/** An ns-3 object; without a type of its own, the list's default with the attributes given in @p
 * fallback. */
ObjectConfig
ReadObject(const ConfigSection& section, const std::string& type)
{
    ObjectConfig config;
    config.type = type;
    config.where = section.Where("type");
    config.attributes = section.Attributes();
    return config;
}

/** The network that @p section asks for; @p usual as far as it says nothing. */
NetworkConfig
ReadNetwork(const ConfigSection& section, const NetworkConfig& usual)
{
    NetworkConfig network = usual;
    const std::string dnn = section.Text("dnn");
    if (section.Has("dnn") && dnn != usual.dnn)
    {
        network = {dnn, section.Where("dnn"), {}, {}}; // another network has other variants
    }
    if (section.Has("variants"))
    {
        network.variants = section.Texts("variants");
        network.variantsWhere = section.Where("variants");
        if (network.variants.empty())
        {
            section.Problem(
                "variants",
                "is empty",
                "name at least one variant, or leave the key out for the network's usual ones");
        }
    }
    return network;
}

WorkloadConfig
ReadWorkload(const ConfigSection& section, const NetworkConfig& usual)
{
    WorkloadConfig workload;
    workload.network = ReadNetwork(section, usual);
    for (const char* key : {"interarrival_s", "deadline_s", "input_bytes"})
    {
        workload.where[key] = section.Where(key);
    }
    const bool hasRate = section.Has("rate_per_s");
    const double rate = section.Number("rate_per_s");
    if (hasRate)
    {
        workload.where["interarrival_s"] = section.Where("rate_per_s");
    }
    workload.interarrival = section.Random("interarrival_s");
    if (hasRate == section.Has("interarrival_s"))
    {
        section.Problem(hasRate ? "rate_per_s" : "",
                        hasRate ? "stands beside interarrival_s"
                                : "says nothing about when requests arrive",
                        "give rate_per_s (Poisson) or interarrival_s");
    }
    else if (rate > FindScenarioKey("devices.workload", "rate_per_s").low)
    {
        workload.interarrival =
            "ns3::ExponentialRandomVariable[Mean=" + FormatDouble(1.0 / rate) + "]";
    }
    workload.deadline = section.Random("deadline_s");
    workload.inputBytes = section.Random("input_bytes");
    workload.resultBytes = static_cast<std::uint64_t>(section.Integer("result_bytes"));
    workload.startSeconds = section.Number("start_s");
    workload.loadProfile = section.Numbers("load_profile");
    workload.loadPeriodSeconds = section.Number("load_period_s");
    if (section.Has("load_profile") && std::none_of(workload.loadProfile.begin(),
                                                    workload.loadProfile.end(),
                                                    [](double factor) { return factor > 0.0; }))
    {
        section.Problem("load_profile", "has no factor above 0", "let requests come at some time");
    }
    const std::vector<double> floors = section.Numbers("accuracy_floors");
    std::vector<double> weights = section.Numbers("accuracy_floor_weights");
    if (!section.Has("accuracy_floor_weights"))
    {
        weights.assign(floors.size(), 1.0);
    }
    if (weights.size() != floors.size())
    {
        section.Problem("accuracy_floor_weights",
                        "has " + std::to_string(weights.size()) +
                            " elements, but accuracy_floors has " + std::to_string(floors.size()),
                        "give one weight a floor");
        weights.resize(floors.size(), 1.0);
    }
    for (std::size_t i = 0; i < floors.size(); ++i)
    {
        workload.accuracyFloors.emplace_back(floors[i], weights[i]);
    }
    return workload;
}

DeviceGroupConfig
ReadDevices(const ConfigSection& section, const NetworkConfig& network)
{
    DeviceGroupConfig group;
    group.where = section.Where("name");
    group.name = section.Text("name");
    group.count = static_cast<std::uint32_t>(section.Integer("count"));
    group.profile = section.Text("profile");
    group.profileWhere = section.Where("profile");
    group.level = section.Text("level");
    group.levelWhere = section.Where("level");
    group.batteryJoule = section.Number("battery_j");
    const ConfigSection mobility = section.Table("mobility");
    group.mobility = ReadObject(mobility, mobility.Text("type"));
    const ConfigSection position = section.Table("position");
    group.position = ReadObject(position, position.Text("type"));
    if (!position.Has("type") && group.position.attributes.values.count("rho") == 0)
    {
        group.position.attributes.values["rho"] = {"10", group.position.where};
    }
    group.processor = ReadObject(section.Table("processor"), "edgeward::Processor");
    group.workload = ReadWorkload(section.Table("workload"), network);
    return group;
}

ServerConfig
ReadServer(const ConfigSection& section)
{
    ServerConfig server;
    server.where = section.Where("name");
    server.name = section.Text("name");
    server.role = section.Text("role") == "cloud" ? NodeRole::CLOUD : NodeRole::EDGE;
    server.profile = section.Text("profile");
    server.profileWhere = section.Where("profile");
    server.level = section.Text("level");
    server.levelWhere = section.Where("level");
    server.via = section.Text("via");
    server.processor = ReadObject(section.Table("processor"), "edgeward::Processor");
    server.linkRate = section.Text("link_rate");
    server.linkRateWhere = section.Where("link_rate");
    server.linkDelaySeconds = section.Number("link_delay_s");
    server.extraDelaySeconds = section.Number("extra_delay_s");
    server.lossRate = section.Number("loss_rate");
    return server;
}

FailureConfig
ReadFailure(const ConfigSection& section)
{
    FailureConfig failure;
    failure.where = section.Where("node");
    failure.node = section.Text("node");
    failure.atSeconds = section.Number("at_s");
    failure.forSeconds = section.Number("for_s");
    return failure;
}

DecisionConfig
ReadDecision(const ConfigSection& section)
{
    DecisionConfig decision;
    decision.where = section.Where("host");
    decision.host = section.Text("host");
    decision.windowSeconds = section.Number("window_s");
    decision.reportIntervalSeconds = section.Number("report_interval_s");
    decision.decisionSeconds = section.Number("decision_s");
    decision.timeoutSeconds = section.Number("timeout_s");
    decision.discount = section.Number("discount");
    decision.discountUnitSeconds = section.Number("discount_unit_s");
    return decision;
}

TrainingConfig
ReadTraining(const ConfigSection& section, double runSeconds)
{
    TrainingConfig training;
    training.policy = section.SpecOf("policy");
    training.episodes = static_cast<std::uint32_t>(section.Integer("episodes"));
    training.episodeSeconds = section.Has("episode_s") ? section.Number("episode_s") : runSeconds;
    section.Number("episode_s");
    training.sharedNetwork = section.Boolean("shared_network");
    return training;
}

/** The reward, or none if something is wrong with it: each parameter is tried alone, to be named
 * where it stands. */
Spec
ReadReward(const ConfigSection& section)
{
    const Spec reward = section.SpecTable();
    bool isFine = !reward.Name().empty();
    try
    {
        isFine = isFine && Registry<Reward>::Create(
                               Spec::Parse(reward.Name(), section.Where("name"))) != nullptr;
        for (const auto& [key, value] : section.Attributes().values)
        {
            Spec alone = Spec::Parse(reward.Name(), value.where);
            alone.Set(key, value.text);
            isFine = section.Try([&alone] { Registry<Reward>::Create(alone); }) && isFine;
        }
    }
    catch (const UserError&)
    {
        return reward; // unknown, which the check of references says
    }
    return isFine ? reward : Spec();
}

void
ReadGeneral(const ConfigSection& root, ScenarioConfig& config)
{
    config.title = root.Text("title");
    config.description = root.Text("description");
    config.fidelity = root.Text("fidelity") == "flow" ? Fidelity::FLOW : Fidelity::PACKET;
    const ConfigSection run = root.Table("run");
    config.durationSeconds = run.Number("duration_s");
    config.drainSeconds = run.Number("drain_s");
    config.warmupSeconds = run.Number("warmup_s");
    config.recordShare = run.Number("record_share");
    config.seed = static_cast<std::uint64_t>(run.Integer("seed"));
    config.runs = static_cast<std::uint32_t>(run.Integer("runs"));
    if (config.durationSeconds > FindScenarioKey("run", "duration_s").low &&
        config.warmupSeconds >= config.durationSeconds)
    {
        run.Problem("warmup_s", "leaves nothing of duration_s", "make it smaller than duration_s");
    }
    const ConfigSection network = root.Table("network");
    config.network = ReadNetwork(network, {});
    config.latencyModel = network.SpecOf("latency_model");
    config.energyModel = network.SpecOf("energy_model");
    config.preloaded = network.Boolean("preloaded");
}

void
ReadParts(const ConfigSection& root, ScenarioConfig& config)
{
    for (const ConfigSection& section : root.Tables("devices"))
    {
        config.devices.push_back(ReadDevices(section, config.network));
    }
    for (const ConfigSection& section : root.Tables("servers"))
    {
        config.servers.push_back(ReadServer(section));
    }
    for (const ConfigSection& section : root.Tables("failures"))
    {
        config.failures.push_back(ReadFailure(section));
    }
    if (config.devices.empty())
    {
        root.Problem("devices", "is missing", "add [[devices]], at least one group");
    }
    const ConfigSection access = root.Table("access");
    config.access = ReadObject(access, access.Text("type"));
    config.cells = static_cast<std::uint32_t>(access.Integer("cells"));
    config.cellsWhere = access.Where("cells");
    const ConfigSection transport = root.Table("transport");
    config.transport = ReadObject(transport, transport.Text("type"));
    config.decision = ReadDecision(root.Table("decision"));
    config.reward = ReadReward(root.Table("reward"));
    config.policies = root.Table("evaluate").Specs("policies");
    if (root.Has("training"))
    {
        config.training = ReadTraining(root.Table("training"), config.durationSeconds);
    }
    config.defaults = root.Table("ns3").Attributes();
}

} // namespace

std::uint32_t
ScenarioConfig::DeviceCount() const
{
    std::uint32_t count = 0;
    for (const DeviceGroupConfig& group : devices)
    {
        count += group.count;
    }
    return count;
}

std::vector<std::string>
ScenarioConfig::NodeNames() const
{
    std::vector<std::string> names;
    for (const DeviceGroupConfig& group : devices)
    {
        for (std::uint32_t i = 0; i < group.count; ++i)
        {
            names.push_back(group.count == 1 ? group.name : group.name + "-" + std::to_string(i));
        }
    }
    for (const ServerConfig& server : servers)
    {
        names.push_back(server.name);
    }
    return names;
}

ScenarioConfig
ScenarioConfig::Load(const std::string& path,
                     const std::vector<Override>& overrides,
                     const Catalog& catalog)
{
    ScenarioConfig config = Parse(ReadWholeFile(path), path, overrides, catalog);
    FindFlowCalibration(config);
    return config;
}

ScenarioConfig
ScenarioConfig::Load(const std::string& path, const std::vector<Override>& overrides)
{
    return Load(path, overrides, Catalog(Catalog::DefaultFolder()));
}

ScenarioConfig
ScenarioConfig::Parse(const std::string& text,
                      const std::string& name,
                      const std::vector<Override>& overrides)
{
    return Parse(text, name, overrides, Catalog(Catalog::DefaultFolder()));
}

ScenarioConfig
ScenarioConfig::Parse(const std::string& text,
                      const std::string& name,
                      const std::vector<Override>& overrides,
                      const Catalog& catalog)
{
    TomlTable toml = TomlTable::ParseText(text, name);
    for (const Override& override : overrides)
    {
        toml.Override(override.path, override.value, {"--set"});
    }
    ProblemList problems;
    const ConfigSection root(toml, "", problems);
    ScenarioConfig config;
    config.path = name;
    config.name = NameOf(name);
    config.text = overrides.empty() ? text : toml.ToText();
    ReadGeneral(root, config);
    ReadParts(root, config);
    try
    {
        toml.CheckUnknownKeys();
    }
    catch (const UserError& error)
    {
        problems.Add(error);
    }
    CheckReferences(config, catalog, problems);
    CheckNs3(config, problems);
    problems.ThrowIfAny();
    return config;
}

} // namespace edgeward
