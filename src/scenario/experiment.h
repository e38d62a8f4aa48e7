/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_EXPERIMENT_H
#define EDGEWARD_SCENARIO_EXPERIMENT_H

#include "dnn/catalog.h"
#include "scenario/evaluation.h"
#include "scenario/experiment-progress.h"
#include "scenario/experiment-store.h"
#include "scenario/job-pool.h"
#include "scenario/training.h"

namespace edgeward
{

/** What is the same for every experiment of a command. */
struct ExperimentOptions
{
    std::string folder;     ///< where results go; made if absent
    unsigned jobs = 1;      ///< processes at a time, >= 1
    std::string checkpoint; ///< of the policy that the scenario trains; empty: train it
    bool evaluates = true;  ///< false: only train
    std::string command;    ///< as typed, for the manifest
    std::function<void()>
        loadLearners; ///< makes learners known; called in the process that trains only
};

/** An interrupt ended the experiment early; the message says what was kept and how to go on. */
class InterruptedError : public UserError
{
  public:
    using UserError::UserError;
};

/**
 * The whole of a scenario: trains the policy that learns, evaluates it and the others on the same
 * arrivals and channels, and stores everything in a folder:
 *
 *     results.sqlite   every record, the learning curve, the manifest
 *     scenario.toml    the scenario as run, overrides included
 *     policy/          what was learned
 *
 * Each simulation is a process of its own. While one trains, the others evaluate the policies that
 * do not wait for it. Results are the same for any number of processes.
 */
class Experiment
{
  public:
    using ProgressFunction = std::function<void(const ExperimentProgress&)>;

    /** @param config must outlive the experiment */
    Experiment(const ScenarioConfig& config, const Catalog& catalog, ExperimentOptions options);

    /** Put something quicker in the place of Simulation::Run(), for tests. */
    void SetRunFunction(RunFunction simulate);

    /**
     * Do it. Call before the process has threads, with an InterruptGuard if Ctrl-C is to be
     * survived.
     * @param progress called after each change and several times a second; may be empty
     * @throws InterruptedError after an interrupt; IoError if the folder cannot be written;
     * UserError for what the user can mend, std::runtime_error if a process crashed: what the
     * others computed is stored first
     */
    void Run(const ProgressFunction& progress);

    /** Folder of what was learned, whether or not there is anything. */
    std::string CheckpointFolder() const;

    /** Whether there is a checkpoint that this experiment made. */
    bool HasTrained() const;

    /** Whether the results' file is this experiment's: it exists, and was not there before. */
    bool HasStored() const;

    /** The results' file. */
    std::string StorePath() const;

  private:
    bool Trains() const;
    void Prepare();
    void CheckCheckpoints() const;
    Spec EvaluatedSpec(const PolicyEntry& entry) const;
    void AddTraining(const PolicyEntry& entry);
    std::string RunTraining(const Spec& spec, const Job::Report& report) const;
    void AddEvaluations(bool trained);
    void AddEvaluation(const PolicyEntry& entry, std::uint64_t run);
    void ThrowFailures();

    const ScenarioConfig& m_config;
    ExperimentOptions m_options;
    Simulation m_simulation;
    RunFunction m_simulate;
    std::shared_ptr<const Reward> m_reward;
    std::vector<PolicyEntry> m_entries;
    ExperimentStore m_store;
    JobPool m_pool;
    ProgressTracker m_tracker;
    std::size_t m_places = 0;  ///< replications queued so far; their order is the order of storing
    bool m_hasTrained = false; ///< at least one episode has ended
    bool m_isCutShort = false; ///< an interrupt ended the training
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_EXPERIMENT_H
