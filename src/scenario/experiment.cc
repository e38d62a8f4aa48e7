/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/experiment.h"

#include "base/text.h"
#include "rl/learner.h"
#include "scenario/job-pool-interrupt.h"
#include "scenario/manifest.h"
#include "scenario/scenario-config-check.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

/** What a training that went through sends as its result. */
const char* const COMPLETE = "complete";

/** Whether the learner of @p spec, or what computes its networks, comes with LibTorch. */
bool
NeedsPlugin(const Spec& spec)
{
    const auto& known = Registry<Learner>::All();
    const auto learner = known.find(spec.GetString("learner", spec.Name()));
    if (learner == known.end())
    {
        return true;
    }
    const std::vector<ParameterInfo>& parameters = learner->second.parameters;
    const auto backEnd = std::find_if(parameters.begin(), parameters.end(), [](const auto& info) {
        return info.name == "backend";
    });
    return backEnd != parameters.end() &&
           spec.GetString("backend", backEnd->defaultValue) == "torch";
}

} // namespace

Experiment::Experiment(const ScenarioConfig& config,
                       const Catalog& catalog,
                       ExperimentOptions options)
    : m_config(config)
    , m_options(std::move(options))
    , m_simulation(config, catalog)
    , m_entries(PolicyEntries(config))
    , m_store(m_options.folder)
    , m_pool(m_options.jobs)
    , m_tracker(m_options.jobs)
{
    m_simulate = [this](Policy& policy,
                        RecordSink& sink,
                        std::uint64_t seed,
                        std::uint64_t run,
                        double seconds) {
        return m_simulation.Run(policy, sink, seed, run, seconds);
    };
}

void
Experiment::SetRunFunction(RunFunction simulate)
{
    m_simulate = std::move(simulate);
}

std::string
Experiment::CheckpointFolder() const
{
    return m_options.checkpoint.empty() ? m_options.folder + "/policy" : m_options.checkpoint;
}

std::string
Experiment::StorePath() const
{
    return m_store.Path();
}

bool
Experiment::HasTrained() const
{
    return m_hasTrained;
}

bool
Experiment::HasStored() const
{
    return m_store.IsOpen();
}

bool
Experiment::Trains() const
{
    return !m_config.training.policy.Name().empty() && m_options.checkpoint.empty();
}

void
Experiment::Run(const ProgressFunction& progress)
{
    Prepare();
    for (const PolicyEntry& entry : m_entries)
    {
        if (entry.isTrained && Trains())
        {
            AddTraining(entry);
        }
    }
    AddEvaluations(false);
    if (!Trains())
    {
        AddEvaluations(true);
    }
    m_pool.Run([&] {
        if (progress)
        {
            progress(m_tracker.Now());
        }
    });
    m_store.Flush();
    ThrowFailures();
}

/** Everything that can be wrong with the place of results or a checkpoint is found before any work
 * is done. */
void
Experiment::Prepare()
{
    if (m_entries.empty())
    {
        throw ConfigError(
            {m_config.path},
            "evaluate.policies",
            "is missing: there is nothing to compare",
            "add [evaluate] with policies = [\"local\", \"greedy\"], or use --policy NAME");
    }
    const PolicyEnvironment environment = m_simulation.Environment(m_config.seed, 0);
    m_reward = environment.reward;
    CheckCheckpoints();
    m_store.Open(m_config, environment, m_options.command);
    for (const PolicyEntry& entry : m_entries)
    {
        if (m_options.evaluates)
        {
            m_store.AddPolicy(entry.name, EvaluatedSpec(entry));
        }
    }
}

/** A policy that comes with a checkpoint must be able to act here. */
void
Experiment::CheckCheckpoints() const
{
    for (const PolicyEntry& entry : m_entries)
    {
        const Spec spec = EvaluatedSpec(entry);
        if (spec.Has("checkpoint") && !(entry.isTrained && Trains()))
        {
            MakeEvaluatedPolicy(spec)->Start(m_simulation.Environment(m_config.seed, 0));
        }
    }
}

Spec
Experiment::EvaluatedSpec(const PolicyEntry& entry) const
{
    return entry.isTrained ? WithCheckpoint(entry.spec, CheckpointFolder()) : entry.spec;
}

void
Experiment::AddTraining(const PolicyEntry& entry)
{
    m_tracker.ExpectTraining(m_config.training.episodes, m_options.evaluates ? m_config.runs : 0);
    Job job;
    job.name = "training of " + entry.name;
    job.endsInGoodOrder = true;
    job.work = [this, spec = entry.spec](const Job::Report& report) {
        return RunTraining(spec, report);
    };
    job.note = [this](const std::string& note) {
        const TrainingRow row = TrainingRowFromText(note);
        m_hasTrained = true;
        m_store.Put(row);
        m_tracker.EpisodeDone(row);
    };
    job.done = [this](const std::string& end) {
        m_tracker.TrainingDone();
        m_isCutShort = end != COMPLETE;
        if (!m_isCutShort && InterruptGuard::Count() == 0)
        {
            AddEvaluations(true);
        }
    };
    m_pool.Add(std::move(job));
}

/** In the process that trains. */
std::string
Experiment::RunTraining(const Spec& spec, const Job::Report& report) const
{
    if (m_options.loadLearners && PolicyHasParameter(spec, "learner") && NeedsPlugin(spec))
    {
        m_options.loadLearners();
    }
    Spec learner = spec;
    if (PolicyHasParameter(spec, "sharedNetwork") && !learner.Has("sharedNetwork"))
    {
        learner.Set("sharedNetwork", m_config.training.sharedNetwork ? "true" : "false");
    }
    const std::unique_ptr<Policy> policy = Registry<Policy>::Create(learner);
    auto* learning = dynamic_cast<LearningPolicy*>(policy.get());
    if (!learning)
    {
        throw ConfigError(spec.Where(),
                          "training.policy",
                          "'" + spec.Name() + "' does not learn",
                          "name a policy that does, e.g. dqn");
    }
    learning->SetProvenance({{"scenario", m_config.name},
                             {"edgeward", EdgewardVersion()},
                             {"git", GitVersion()},
                             {"ns3", Ns3Version()},
                             {"created_utc", UtcNow()}});
    TrainingPlan plan;
    plan.name = spec.Name();
    plan.seed = m_config.seed;
    plan.episodes = m_config.training.episodes;
    plan.episodeSeconds = m_config.training.episodeSeconds;
    plan.decisions = static_cast<std::uint64_t>(
        std::llround(plan.episodes * ExpectedRequests(m_config, plan.episodeSeconds)));
    plan.checkpoint = CheckpointFolder();
    const auto end = Train(plan, m_simulate, *learning, *m_reward, [&](const TrainingRow& row) {
        report(ToText(row));
    });
    return end == TrainingEnd::COMPLETE ? COMPLETE : "interrupted";
}

/** Queues every replication of the policies that are trained here, or of those that are not. */
void
Experiment::AddEvaluations(bool trained)
{
    for (const PolicyEntry& entry : m_entries)
    {
        if (!m_options.evaluates || entry.isTrained != trained)
        {
            continue;
        }
        if (!(trained && Trains()))
        {
            m_tracker.ExpectEvaluations(
                m_config.runs); // those after a training are expected since it began
        }
        for (std::uint64_t run = 1; run <= m_config.runs; ++run)
        {
            AddEvaluation(entry, run);
        }
    }
}

void
Experiment::AddEvaluation(const PolicyEntry& entry, std::uint64_t run)
{
    Job job;
    job.name = entry.name + ", run " + std::to_string(run);
    job.work =
        [this, name = entry.name, spec = EvaluatedSpec(entry), run](const Job::Report& report) {
            const auto begin = std::chrono::steady_clock::now();
            const std::unique_ptr<Policy> policy = MakeEvaluatedPolicy(spec);
            const std::string result = Evaluate(m_simulate,
                                                *policy,
                                                name,
                                                m_reward,
                                                m_config.seed,
                                                run,
                                                m_config.recordShare,
                                                m_config.warmupSeconds)
                                           .Serialize();
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
            report(FormatDouble(seconds.count()));
            return result;
        };
    job.note = [this](const std::string& note) {
        m_tracker.EvaluationDone(ParseDouble(note).value_or(0.0));
    };
    job.done = [this, place = m_places++, name = job.name](const std::string& result) {
        m_store.Put(place, RecordBlock::Parse(result, name));
    };
    m_pool.Add(std::move(job));
}

/** Says what went wrong, if anything did. A folder without any result does not stay behind. */
void
Experiment::ThrowFailures()
{
    std::string users;
    std::string others;
    for (const JobFailure& failure : m_pool.Failures())
    {
        std::string& text = failure.isUserError ? users : others;
        // Every replication of a policy fails in the same words.
        if (text.find(failure.message) == std::string::npos)
        {
            text += (text.empty() ? "" : "\n") + failure.job + ": " + failure.message;
        }
    }
    if (!users.empty())
    {
        m_store.DiscardIfEmpty();
        throw ConfigError(users + (others.empty() ? "" : "\n" + others));
    }
    if (!others.empty())
    {
        throw std::runtime_error(others + "\nwhat the other processes computed is in " +
                                 m_options.folder);
    }
    if (m_pool.WasInterrupted() || m_isCutShort)
    {
        throw InterruptedError("interrupted; results so far are in " + m_options.folder +
                               (m_hasTrained
                                    ? "; what was learned is in " + CheckpointFolder() +
                                          ", evaluate it with: edgeward evaluate " + m_config.path +
                                          " --checkpoint " + CheckpointFolder()
                                    : ""));
    }
}

} // namespace edgeward
