/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_EVALUATION_H
#define EDGEWARD_SCENARIO_EVALUATION_H

#include "policy/policy.h"
#include "results/record-block.h"
#include "scenario/scenario-config.h"
#include "scenario/simulation.h"

#include <functional>
#include <memory>

namespace edgeward
{

/** One simulation as Simulation::Run() does it; tests put something quicker here. */
using RunFunction = std::function<RunReport(
    Policy& policy, RecordSink& sink, std::uint64_t seed, std::uint64_t run, double seconds)>;

/** A policy to evaluate. */
struct PolicyEntry
{
    std::string name; ///< as shown in tables, unique
    Spec spec;
    bool isTrained = false; ///< the experiment trains it before it evaluates it
};

/**
 * Replace what a scenario compares. If one of @p specs, without a checkpoint, is the policy that
 * the scenario trains, its parameters are added to the training's; if none is, nothing is trained.
 * @throws ConfigError if a policy or parameter is unknown
 */
void ChoosePolicies(ScenarioConfig& config, const std::vector<Spec>& specs);

/**
 * What a scenario evaluates, in the order of tables: its policies, and last the one it trains
 * unless it is among them. Each is named like its class where only one entry is of that class, else
 * by the whole spec.
 */
std::vector<PolicyEntry> PolicyEntries(const ScenarioConfig& config);

/** The spec of the policy that acts from the folder @p checkpoint as @p trained learned. */
Spec WithCheckpoint(const Spec& trained, const std::string& checkpoint);

/** A policy as it is evaluated: with a checkpoint it no longer learns or explores. @throws
 * ConfigError, IoError */
std::unique_ptr<Policy> MakeEvaluatedPolicy(const Spec& spec);

/** Simulate one replication of a policy and gather what it was.
 * @param recordShare of the requests whose records are kept, 0..1; 0: statistics instead
 * @param warmupSeconds left out of the statistics (s) */
RecordBlock Evaluate(const RunFunction& simulate,
                     Policy& policy,
                     const std::string& name,
                     const std::shared_ptr<const Reward>& reward,
                     std::uint64_t seed,
                     std::uint64_t run,
                     double recordShare,
                     double warmupSeconds);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_EVALUATION_H
