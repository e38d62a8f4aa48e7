/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/evaluation.h"

#include "base/text.h"
#include "policy/learning-policy.h"
#include "results/block-recorder.h"
#include "scenario/scenario-config-check.h"

#include <map>

namespace edgeward
{

namespace
{

/** Whether @p spec asks for the policy that the scenario trains, as trained by it. */
bool
IsTrainedBy(const ScenarioConfig& config, const Spec& spec)
{
    return spec.Name() == config.training.policy.Name() && !spec.Has("checkpoint");
}

} // namespace

void
ChoosePolicies(ScenarioConfig& config, const std::vector<Spec>& specs)
{
    bool isTrained = false;
    Spec training = config.training.policy;
    for (const Spec& spec : specs)
    {
        if (IsTrainedBy(config, spec))
        {
            // What is wrong with it is then said to be wrong with the later word.
            Spec merged = Spec::Parse(training.Name(), spec.Where());
            merged.Merge(training);
            merged.Merge(spec);
            training = merged;
            isTrained = true;
        }
    }
    config.policies = specs;
    config.training.policy = isTrained ? training : Spec();
    ProblemList problems;
    CheckPolicies(config, problems);
    problems.ThrowIfAny();
}

std::vector<PolicyEntry>
PolicyEntries(const ScenarioConfig& config)
{
    std::vector<PolicyEntry> entries;
    bool hasTrained = config.training.policy.Name().empty();
    for (const Spec& spec : config.policies)
    {
        PolicyEntry entry;
        entry.spec = spec;
        if (IsTrainedBy(config, spec))
        {
            if (hasTrained)
            {
                continue; // asked for twice, trained once
            }
            hasTrained = true;
            entry.spec = config.training.policy;
            entry.isTrained = true;
        }
        entries.push_back(entry);
    }
    if (!hasTrained)
    {
        entries.push_back({"", config.training.policy, true});
    }
    std::map<std::string, int> counts;
    for (const PolicyEntry& entry : entries)
    {
        ++counts[entry.spec.Name()];
    }
    std::map<std::string, int> used;
    for (PolicyEntry& entry : entries)
    {
        entry.name = counts[entry.spec.Name()] == 1 ? entry.spec.Name() : entry.spec.ToString();
        const int before = used[entry.name]++;
        entry.name += before == 0 ? "" : " #" + std::to_string(before + 1);
    }
    return entries;
}

Spec
WithCheckpoint(const Spec& trained, const std::string& checkpoint)
{
    // What only the learner knows has done its work and is not known to a policy that acts.
    Spec spec = Spec::Parse(trained.Name(), trained.Where());
    for (const ParameterInfo& parameter : Registry<Policy>::Find(trained.Name()).parameters)
    {
        if (trained.Has(parameter.name))
        {
            spec.Set(parameter.name, trained.GetString(parameter.name, ""));
        }
    }
    spec.Set("checkpoint", checkpoint);
    return spec;
}

std::unique_ptr<Policy>
MakeEvaluatedPolicy(const Spec& spec)
{
    std::unique_ptr<Policy> policy = Registry<Policy>::Create(spec);
    auto* learning = dynamic_cast<LearningPolicy*>(policy.get());
    if (learning && spec.Has("checkpoint"))
    {
        learning->SetTraining(false);
    }
    return policy;
}

RecordBlock
Evaluate(const RunFunction& simulate,
         Policy& policy,
         const std::string& name,
         const std::shared_ptr<const Reward>& reward,
         std::uint64_t seed,
         std::uint64_t run,
         double recordShare,
         double warmupSeconds)
{
    const auto value = [&](const RequestRecord& record) { return (*reward)(record); };
    BlockRecorder recorder(name, seed, run, value, recordShare, warmupSeconds);
    const RunReport report = simulate(policy, recorder, seed, run, 0.0);
    RecordBlock& block = recorder.Block();
    block.simulatedSeconds = report.simulatedSeconds;
    block.events = report.events;
    block.nodeEnergy = report.energy;
    return std::move(block);
}

} // namespace edgeward
