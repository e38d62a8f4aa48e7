/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/checkpoint-manifest.h"

#include "base/file-writer.h"
#include "base/text.h"
#include "rl/toml-text.h"

#include <limits>

namespace edgeward
{

namespace
{

/** Version of the folder's layout; a reader knows exactly its own. */
constexpr std::int64_t FORMAT = 1;

constexpr std::int64_t LARGEST = std::numeric_limits<std::int64_t>::max();

std::string
PathOf(const std::string& folder)
{
    return folder + "/manifest.toml";
}

std::string
List(const std::vector<std::string>& names)
{
    return "'" + Join(names, ", ") + "'";
}

} // namespace

std::string
CheckpointManifest::ToToml() const
{
    std::string text = "# A trained policy of Edgeward. It acts in scenarios with this observation "
                       "and action space.\n";
    text += "format = " + std::to_string(FORMAT) + "\npolicy = " + TomlQuote(policy) +
            "\nlearner = " + TomlQuote(learner) + "\nagents = " + std::to_string(agents) +
            "\nsteps = " + std::to_string(steps);
    // A seed may need all 64 bits, and TOML's integers have a sign.
    text += "\nseed = " + TomlQuote(std::to_string(seed)) +
            "\n\n[action]\npositions = " + TomlArray(positions) +
            "\nvariants = " + TomlArray(variants) + "\n\n[provenance]\n";
    for (const auto& [key, value] : provenance)
    {
        text += TomlQuote(key) + " = " + TomlQuote(value) + "\n";
    }
    return text + "\n" + observation.ToToml();
}

void
CheckpointManifest::Write(const std::string& folder) const
{
    WriteFileAtomically(PathOf(folder), ToToml());
}

CheckpointManifest
CheckpointManifest::Read(const std::string& folder)
{
    const TomlTable document = TomlTable::ParseFile(PathOf(folder));
    const std::int64_t format = document.GetInt("format", 0, LARGEST);
    if (format != FORMAT)
    {
        throw document.Error("format",
                             "is " + std::to_string(format) + ", this program reads " +
                                 std::to_string(FORMAT),
                             "train again");
    }
    CheckpointManifest manifest;
    manifest.policy = document.GetString("policy");
    manifest.learner = document.GetString("learner");
    manifest.agents = static_cast<std::size_t>(document.GetInt("agents", 1, 1000000));
    manifest.steps = static_cast<std::uint64_t>(document.GetInt("steps", 0, LARGEST));
    const std::string seed = document.GetString("seed");
    if (seed.empty() || seed.size() > 20 ||
        seed.find_first_not_of("0123456789") != std::string::npos)
    {
        throw document.Error("seed", "'" + seed + "' is no whole number");
    }
    manifest.seed = std::strtoull(seed.c_str(), nullptr, 10);
    const TomlTable action = document.GetTable("action");
    manifest.positions = action.GetStrings("positions");
    manifest.variants = action.GetStrings("variants");
    const TomlTable provenance = document.GetTable("provenance");
    for (const std::string& key : provenance.Keys())
    {
        manifest.provenance[key] = provenance.GetString(key);
    }
    manifest.observation = ObservationSpec::FromToml(document.GetTable("observation"));
    document.CheckUnknownKeys();
    return manifest;
}

std::string
CheckpointManifest::AgentFolder(const std::string& folder, std::size_t agent, std::size_t agents)
{
    return agents == 1 ? folder : folder + "/agent-" + std::to_string(agent);
}

void
CheckpointManifest::CheckFits(const std::string& folder,
                              const std::string& policyName,
                              const ObservationSpec& spec,
                              const ActionSpace& actions) const
{
    std::string difference;
    if (policy != policyName)
    {
        difference = "the checkpoint is of the policy '" + policy + "', not '" + policyName + "'";
    }
    else if (positions != actions.PositionNames())
    {
        difference = "the nodes to choose from are " + List(actions.PositionNames()) +
                     " in this scenario but " + List(positions) + " in the checkpoint";
    }
    else if (variants != actions.VariantNames())
    {
        difference = "the variants to choose from are " + List(actions.VariantNames()) +
                     " in this scenario but " + List(variants) + " in the checkpoint";
    }
    else
    {
        difference = spec.Difference(observation, "this scenario", "the checkpoint");
    }
    if (!difference.empty())
    {
        throw ConfigError({PathOf(folder)}, "", difference, "train a policy for this scenario");
    }
}

} // namespace edgeward
