/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/scenario-arguments.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/torch-plugin.h"
#include "scenario/manifest.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace edgeward
{

namespace
{

namespace fs = std::filesystem;

/** "path=value". @throws ConfigError if it is not */
Override
ParseSetting(const std::string& text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
    {
        throw ConfigError({"--set"},
                          "",
                          "'" + text + "' is not path=value",
                          "write e.g. --set run.duration_s=30");
    }
    return {Trim(text.substr(0, equals)), Trim(text.substr(equals + 1))};
}

/** The checkout around the present folder, or the present folder itself. */
fs::path
WorkingFolder()
{
    const fs::path here = fs::current_path();
    for (fs::path folder = here; folder != folder.root_path(); folder = folder.parent_path())
    {
        if (fs::is_directory(folder / "scenarios") && fs::is_directory(folder / "models"))
        {
            return folder;
        }
    }
    return here;
}

/** results/NAME-20261121T101500Z, with a number behind it if two begin in one second. */
std::string
DefaultOut(const std::string& name)
{
    std::string stamp;
    for (const char character : UtcNow())
    {
        stamp += character == '-' || character == ':' ? "" : std::string(1, character);
    }
    const fs::path folder = WorkingFolder() / "results" / (name + "-" + stamp);
    fs::path free = folder;
    for (int i = 2; fs::exists(free); ++i)
    {
        free = folder.string() + "-" + std::to_string(i);
    }
    const fs::path relative = free.lexically_relative(fs::current_path());
    return relative.empty() || *relative.begin() == ".." ? free.string() : relative.string();
}

} // namespace

void
ScenarioArguments::AddScenarioTo(CLI::App& command)
{
    command
        .add_option("SCENARIO",
                    m_scenario,
                    "A .toml file, or the name of a scenario (edgeward list scenarios)")
        ->required();
    command
        .add_option(
            "--set",
            m_settings,
            "Change a key of the scenario: path=value, e.g. devices.0.count=10; may be repeated")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
}

void
ScenarioArguments::AddSeedTo(CLI::App& command)
{
    command.add_option("--seed", m_seed, "Seed of all random streams, instead of run.seed")
        ->check(CLI::Range(1U, 4294967295U))
        ->type_name("S");
}

void
ScenarioArguments::AddTo(CLI::App& command)
{
    AddScenarioTo(command);
    command
        .add_option(
            "--fidelity",
            m_fidelity,
            "How messages travel, instead of the scenario's fidelity: packet, or flow, some "
            "hundred times faster")
        ->check(CLI::IsMember({"packet", "flow"}))
        ->type_name("F");
    AddSeedTo(command);
    command.add_option("--jobs", m_jobs, "Processes at a time; default: one a processor")
        ->check(CLI::Range(1U, 1024U))
        ->type_name("N");
    command.add_option("--out", m_out, "Folder for the results; default: results/NAME-TIME/")
        ->type_name("DIR");
    command.add_flag("--quiet", m_isQuiet, "No progress");
}

void
ScenarioArguments::AddCalibrationTo(CLI::App& command)
{
    AddScenarioTo(command);
    AddSeedTo(command);
    command.add_flag("--quiet", m_isQuiet, "No progress");
    m_fidelity = "packet";
}

void
ScenarioArguments::AddEvaluationTo(CLI::App& command)
{
    command
        .add_option("--policy",
                    m_policies,
                    "Compare this policy, name or name(key=value,...), instead of "
                    "evaluate.policies; may be repeated")
        ->type_name("NAME(...)")
        ->allow_extra_args(false);
    command.add_option("--runs", m_runs, "Replications of each policy, instead of run.runs")
        ->check(CLI::Range(1U, 100000U))
        ->type_name("N");
}

ScenarioConfig
ScenarioArguments::Load() const
{
    return LoadWith(m_fidelity);
}

ScenarioConfig
ScenarioArguments::LoadWith(const std::string& fidelity) const
{
    std::vector<Override> overrides;
    for (const std::string& setting : m_settings)
    {
        overrides.push_back(ParseSetting(setting));
    }
    if (!fidelity.empty())
    {
        overrides.push_back({"fidelity", fidelity});
    }
    if (m_seed > 0)
    {
        overrides.push_back({"run.seed", std::to_string(m_seed)});
    }
    if (m_runs > 0)
    {
        overrides.push_back({"run.runs", std::to_string(m_runs)});
    }
    ScenarioConfig config = ScenarioConfig::Load(FindScenario(m_scenario), overrides);
    if (!m_policies.empty())
    {
        std::vector<Spec> specs;
        for (const std::string& policy : m_policies)
        {
            specs.push_back(Spec::Parse(policy, {"--policy"}));
        }
        ChoosePolicies(config, specs);
    }
    return config;
}

ExperimentOptions
ScenarioArguments::Options(const ScenarioConfig& config) const
{
    ExperimentOptions options;
    options.folder = m_out.empty() ? DefaultOut(config.name) : m_out;
    options.jobs = m_jobs > 0 ? m_jobs : std::max(1U, std::thread::hardware_concurrency());
    options.command = CommandLine();
    options.loadLearners = LoadTorchPlugin;
    return options;
}

bool
ScenarioArguments::IsQuiet() const
{
    return m_isQuiet;
}

std::string
ScenarioFolder()
{
    const char* const chosen = std::getenv("EDGEWARD_SCENARIOS");
    if (chosen && *chosen)
    {
        return chosen;
    }
    return fs::is_directory(EDGEWARD_SOURCE_SCENARIOS) ? EDGEWARD_SOURCE_SCENARIOS
                                                       : EDGEWARD_INSTALLED_SCENARIOS;
}

std::string
FindScenario(const std::string& name)
{
    if (name.size() > 5 && name.substr(name.size() - 5) == ".toml")
    {
        return name;
    }
    const fs::path inFolder = fs::path(ScenarioFolder()) / (name + ".toml");
    if (fs::exists(inFolder))
    {
        return inFolder.string();
    }
    throw ConfigError({},
                      "",
                      "unknown scenario '" + name + "'",
                      DidYouMean(name, ScenarioNames()) + "; or give the path of a .toml file");
}

std::vector<std::string>
ScenarioNames()
{
    std::vector<std::string> names;
    const fs::path folder = ScenarioFolder();
    if (!fs::is_directory(folder))
    {
        return names;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    {
        // "NAME.flow.toml" is the calibration of NAME.
        if (entry.path().extension() == ".toml" && entry.path().stem().extension() != ".flow")
        {
            names.push_back(entry.path().lexically_relative(folder).replace_extension().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace edgeward
