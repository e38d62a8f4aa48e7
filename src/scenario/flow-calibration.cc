/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/flow-calibration.h"

#include "base/file-writer.h"
#include "base/text.h"
#include "base/toml-reader.h"
#include "results/block-stream.h"
#include "rl/toml-text.h"
#include "scenario/scenario-config.h"

#include <filesystem>
#include <sstream>

namespace edgeward
{

namespace
{

constexpr int FORMAT = 1;

const char AGAIN[] = "calibrate again with: edgeward calibrate ";

/** Collects what a hash is made of. Every piece has its length before it, so that no two lists of
 * pieces look the same. */
class Pieces
{
  public:
    void
    Add(const std::string& text)
    {
        m_text += std::to_string(text.size()) + ':' + text;
    }

    void
    Add(double value)
    {
        Add(FormatDouble(value));
    }

    void
    Add(const AttributeSettings& settings)
    {
        Add(std::to_string(settings.values.size()));
        for (const auto& [name, value] : settings.values)
        {
            Add(name);
            Add(value.text);
        }
    }

    void
    Add(const ObjectConfig& object)
    {
        Add(object.type);
        Add(object.attributes);
    }

    std::string
    Hash() const
    {
        char text[17];
        std::snprintf(text,
                      sizeof text,
                      "%016llx",
                      static_cast<unsigned long long>(Checksum(m_text, 0, m_text.size())));
        return text;
    }

  private:
    std::string m_text;
};

} // namespace

std::string
NetworkHash(const ScenarioConfig& config)
{
    Pieces pieces;
    pieces.Add(config.access);
    pieces.Add(config.cells);
    pieces.Add(config.transport);
    pieces.Add(config.defaults);
    for (const DeviceGroupConfig& group : config.devices)
    {
        pieces.Add("devices");
        pieces.Add(group.count);
        pieces.Add(group.mobility);
        pieces.Add(group.position);
        pieces.Add(group.workload.inputBytes);
        pieces.Add(static_cast<double>(group.workload.resultBytes));
    }
    for (const ServerConfig& server : config.servers)
    {
        pieces.Add("server");
        pieces.Add(server.name);
        pieces.Add(server.via);
        pieces.Add(server.linkRate);
        pieces.Add(server.linkDelaySeconds);
        pieces.Add(server.extraDelaySeconds);
        pieces.Add(server.lossRate);
    }
    return pieces.Hash();
}

std::string
FlowCalibration::ToToml(const std::string& remarks) const
{
    std::ostringstream out;
    out << "# What flows of \"" << scenario << "\" take over from packets. Made by \"edgeward "
        << "calibrate\", which makes it again.\n\n"
        << "format = " << FORMAT << "\n\n[scenario]\nname = " << TomlQuote(scenario)
        << "\nnetwork_hash = " << TomlQuote(networkHash) << "\n\n[flow]\n"
        << "goodput = " << FormatDouble(tuning.goodput)
        << " # speed of a sender that is alone, times what the model says\n"
        << "contention = " << FormatDouble(tuning.contention)
        << " # share of the sending time lost beside what the model says, if very many send\n"
        << "latency_s = " << FormatDouble(tuning.latencySeconds)
        << " # added to every message's time\n\n[provenance]\ncommand = " << TomlQuote(command)
        << "\ncreated_utc = " << TomlQuote(createdUtc) << "\nedgeward = " << TomlQuote(edgeward)
        << "\ngit = " << TomlQuote(git) << "\nns3 = " << TomlQuote(ns3) << "\nseed = " << seed
        << "\nseconds = " << FormatDouble(seconds) << "\n";
    std::istringstream lines(remarks);
    for (std::string line; std::getline(lines, line);)
    {
        out << Trim("# " + line) << '\n';
    }
    return out.str();
}

FlowCalibration
FlowCalibration::Parse(const std::string& text, const std::string& name)
{
    const TomlTable toml = TomlTable::ParseText(text, name);
    toml.GetInt("format", FORMAT, FORMAT);
    FlowCalibration made;
    const TomlTable scenario = toml.GetTable("scenario");
    made.scenario = scenario.GetString("name");
    made.networkHash = scenario.GetString("network_hash");
    const TomlTable flow = toml.GetTable("flow");
    made.tuning.goodput =
        flow.GetDouble("goodput", FlowTuning::LEAST_GOODPUT, FlowTuning::MOST_GOODPUT);
    made.tuning.contention =
        flow.GetDouble("contention", FlowTuning::LEAST_CONTENTION, FlowTuning::MOST_CONTENTION);
    made.tuning.latencySeconds = flow.GetDouble("latency_s", 0.0, FlowTuning::MOST_LATENCY_SECONDS);
    const TomlTable provenance = toml.GetTable("provenance");
    made.command = provenance.GetString("command");
    made.createdUtc = provenance.GetString("created_utc");
    made.edgeward = provenance.GetString("edgeward");
    made.git = provenance.GetString("git");
    made.ns3 = provenance.GetString("ns3");
    made.seed = static_cast<std::uint64_t>(provenance.GetInt("seed", 1, 4294967295));
    made.seconds = provenance.GetDouble("seconds", 0.0, 1e9);
    toml.CheckUnknownKeys();
    return made;
}

void
FlowCalibration::CheckFits(const ScenarioConfig& config, const std::string& name) const
{
    if (networkHash != NetworkHash(config))
    {
        throw ConfigError({name},
                          "network_hash",
                          "is of another network: '" + scenario + "' as of " + createdUtc,
                          AGAIN + config.path + ", with the same --set; or remove the file");
    }
}

std::string
FlowCalibrationPath(const ScenarioConfig& config)
{
    const std::filesystem::path scenario(config.path);
    return (scenario.parent_path() / (config.name + ".flow.toml")).string();
}

void
FindFlowCalibration(ScenarioConfig& config)
{
    const std::string path = FlowCalibrationPath(config);
    if (config.fidelity != Fidelity::FLOW || !std::filesystem::exists(path))
    {
        return;
    }
    const std::string text = ReadWholeFile(path);
    try
    {
        const FlowCalibration found = FlowCalibration::Parse(text, path);
        found.CheckFits(config, path);
        config.flowTuning = found.tuning;
    }
    catch (const ConfigError& error)
    {
        const std::string said = error.what();
        const bool hasRemedy = said.find(AGAIN) != std::string::npos;
        throw ConfigError(said + (hasRemedy ? "" : "\n" + (AGAIN + config.path)));
    }
    config.flowCalibration = text;
    config.flowCalibrationPath = path;
}

std::string
DescribeFlowTuning(const ScenarioConfig& config)
{
    if (config.fidelity != Fidelity::FLOW)
    {
        return "";
    }
    return config.flowCalibrationPath.empty()
               ? "flows with default parameters; calibrate them with: edgeward calibrate " +
                     config.path
               : "flows calibrated by " + config.flowCalibrationPath;
}

} // namespace edgeward
