/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/toml-reader.h"
#include "results/learning-bands.h"
#include "results/result-store.h"

#include <map>
#include <set>
#include <tuple>

namespace edgeward
{

namespace
{

/** What two trainings must share to be repetitions of each other. */
struct Identity
{
    std::string policy;   ///< name
    std::string spec;     ///< with parameters
    std::string scenario; ///< name
    std::string text;     ///< the scenario's content without seed and number of replications

    bool
    operator<(const Identity& other) const
    {
        return std::tie(policy, spec, scenario, text) <
               std::tie(other.policy, other.spec, other.scenario, other.text);
    }
};

using Curves = std::vector<std::pair<Identity, TrainingCurve>>;

/** A scenario's content apart from what repetitions may differ in: layout, seed, replications. */
std::string
WithoutSeed(const std::string& scenario)
{
    try
    {
        TomlTable toml = TomlTable::ParseText(scenario, "scenario");
        toml.Override("run.seed", "1", {});
        toml.Override("run.runs", "1", {});
        return toml.ToText();
    }
    catch (const ConfigError&)
    {
        return scenario; // not of this program's making: compared as it is
    }
}

/** The trainings of one file: one per policy and seed. */
void
ReadStore(const std::string& path, Curves& curves)
{
    const ResultStore store = ResultStore::Open(path);
    const std::map<std::string, std::string> manifest = store.Manifest();
    const auto fact = [&](const std::string& key) {
        const auto found = manifest.find(key);
        return found == manifest.end() ? "" : found->second;
    };
    std::map<std::pair<std::string, std::uint64_t>, std::size_t> places;
    for (const TrainingRow& row : store.Training())
    {
        const auto [place, isNew] = places.emplace(std::pair(row.policy, row.seed), curves.size());
        if (isNew)
        {
            const Identity identity{
                row.policy, fact("training"), fact("scenario"), WithoutSeed(fact("scenario_text"))};
            curves.push_back({identity, {"", path, row.seed, {}}});
        }
        curves[place->second].second.rows.push_back(row);
    }
}

/** The shortest of name, spec, with scenario, with file that tells the identity from the others. */
std::string
LabelOf(const Identity& identity, const std::set<Identity>& all, const std::string& source)
{
    bool isNameEnough = true;
    bool isSpecEnough = true;
    bool isScenarioEnough = true;
    for (const Identity& other : all)
    {
        const bool isOther = identity < other || other < identity;
        isNameEnough = isNameEnough && !(isOther && other.policy == identity.policy);
        isSpecEnough = isSpecEnough && !(isOther && other.spec == identity.spec);
        isScenarioEnough = isScenarioEnough && !(isOther && other.spec == identity.spec &&
                                                 other.scenario == identity.scenario);
    }
    if (isNameEnough || identity.spec.empty())
    {
        return identity.policy;
    }
    if (isSpecEnough)
    {
        return identity.spec;
    }
    return identity.spec + ", " + (isScenarioEnough ? identity.scenario : source);
}

/** @throws ConfigError if a seed occurs twice within a label */
void
CheckSeeds(const std::vector<TrainingCurve>& trainings)
{
    std::map<std::pair<std::string, std::uint64_t>, std::string> sources;
    for (const TrainingCurve& training : trainings)
    {
        const auto [first, isNew] =
            sources.emplace(std::pair(training.label, training.seed), training.source);
        if (!isNew)
        {
            throw ConfigError({training.source},
                              "",
                              "holds the same training of " + training.label + " with seed " +
                                  std::to_string(training.seed) + " as " + first->second,
                              "a band needs other seeds: train with --seed");
        }
    }
}

} // namespace

std::vector<TrainingCurve>
ReadTrainings(const std::vector<std::string>& stores)
{
    Curves curves;
    for (const std::string& path : stores)
    {
        ReadStore(path, curves);
    }
    std::set<Identity> identities;
    std::map<Identity, std::string> sources; // the first of each
    for (const auto& [identity, curve] : curves)
    {
        identities.insert(identity);
        sources.emplace(identity, curve.source);
    }
    std::vector<TrainingCurve> trainings;
    for (auto& [identity, curve] : curves)
    {
        curve.label = LabelOf(identity, identities, sources[identity]);
        trainings.push_back(std::move(curve));
    }
    CheckSeeds(trainings);
    return trainings;
}

} // namespace edgeward
