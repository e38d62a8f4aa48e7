/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/experiment.h"

#include "base/file-writer.h"
#include "scenario/job-pool-interrupt.h"
#include "scenario/manifest.h"
#include "scenario/scenario-config-check.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

namespace edgeward
{

namespace
{

using Clock = std::chrono::steady_clock;

/** What a training that went through sends as its result. */
const char* const COMPLETE = "complete";

double
SecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

} // namespace

Experiment::Experiment(const ScenarioConfig& config,
                       const Catalog& catalog,
                       ExperimentOptions options)
    : m_config(config)
    , m_options(std::move(options))
    , m_simulation(config, catalog)
    , m_entries(PolicyEntries(config))
    , m_pool(m_options.jobs)
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
    return m_options.folder + "/results.sqlite";
}

bool
Experiment::HasTrained() const
{
    return !m_rows.empty();
}

bool
Experiment::HasStored() const
{
    return m_store.has_value();
}

bool
Experiment::Trains() const
{
    return !m_config.training.policy.Name().empty() && m_options.checkpoint.empty();
}

void
Experiment::Run(const ProgressFunction& progress)
{
    m_tell = progress;
    m_begin = Clock::now();
    Prepare();
    if (Trains())
    {
        AddTraining();
    }
    if (m_options.evaluates)
    {
        AddEvaluations(false);
        if (!Trains())
        {
            AddEvaluations(true);
        }
    }
    m_pool.Run([this] { Tick(); });
    CommitLate();
    ThrowFailures();
}

/** Everything that can be wrong with the place of results or a checkpoint is found before any work
 * is done. */
void
Experiment::Prepare()
{
    m_reward = m_simulation.Environment(m_config.seed, 0).reward;
    CheckCheckpoint();
    MakeFolder(m_options.folder);
    m_store.emplace(ResultStore::Create(StorePath()));
    WriteFileAtomically(m_options.folder + "/scenario.toml", m_config.text);
    m_store->WriteManifest(RunManifest(m_config, m_options.command));
    Names names;
    const PolicyEnvironment environment = m_simulation.Environment(m_config.seed, 0);
    for (const NodeInfo& node : environment.nodes)
    {
        names.nodes.push_back(node.name);
    }
    for (const VariantInfo& variant : environment.variants)
    {
        names.variants.push_back(variant.name);
    }
    m_store->WriteNames(names);
    for (const PolicyEntry& entry : m_entries)
    {
        if (m_options.evaluates)
        {
            m_store->WritePolicy(entry.name, EvaluatedSpec(entry).ToString());
        }
    }
}

/** A policy that comes with a checkpoint must be able to act here. */
void
Experiment::CheckCheckpoint() const
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
Experiment::AddTraining()
{
    const auto trained = std::find_if(m_entries.begin(),
                                      m_entries.end(),
                                      [](const PolicyEntry& entry) { return entry.isTrained; });
    m_progress.episodes = m_config.training.episodes;
    m_progress.isTraining = true;
    Job job;
    job.name = "training of " + trained->name;
    job.endsInGoodOrder = true;
    job.work = [this, spec = trained->spec](const Job::Report& report) {
        return RunTraining(spec, report);
    };
    job.note = [this](const std::string& note) { TakeRow(note); };
    job.done = [this](const std::string& end) {
        m_progress.isTraining = false;
        m_isCutShort = end != COMPLETE;
        if (m_options.evaluates && !m_isCutShort && InterruptGuard::Count() == 0)
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
    if (m_options.loadLearners && PolicyHasParameter(spec, "learner"))
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
        for (std::uint64_t run = 1; entry.isTrained == trained && run <= m_config.runs; ++run)
        {
            const std::size_t place = m_places++;
            Job job;
            job.name = entry.name + ", run " + std::to_string(run);
            job.work =
                [this, name = entry.name, spec = EvaluatedSpec(entry), run](const Job::Report&) {
                    const std::unique_ptr<Policy> policy = MakeEvaluatedPolicy(spec);
                    return Evaluate(m_simulate, *policy, name, m_reward, m_config.seed, run)
                        .Serialize();
                };
            job.done = [this, place, name = job.name](const std::string& result) {
                ++m_progress.evaluated;
                Commit(place, RecordBlock::Parse(result, name));
            };
            m_pool.Add(std::move(job));
        }
    }
    const bool isLater = !trained && Trains();
    m_progress.evaluations = m_places + (isLater ? m_config.runs : 0);
}

/** Stores results in the order in which they were queued, whichever came first: files do not depend
 * on the processes. */
void
Experiment::Commit(std::size_t place, RecordBlock block)
{
    m_early[place] = std::move(block);
    while (!m_early.empty() && m_early.begin()->first == m_nextToStore)
    {
        m_store->Write(m_early.begin()->second);
        m_early.erase(m_early.begin());
        ++m_nextToStore;
    }
}

/** Stores what waited for a result that never came. */
void
Experiment::CommitLate()
{
    for (const auto& [place, block] : m_early)
    {
        m_store->Write(block);
    }
    m_early.clear();
}

void
Experiment::TakeRow(const std::string& note)
{
    m_rows.push_back(TrainingRowFromText(note));
    m_store->WriteTraining({m_rows.back()});
    m_progress.training = m_rows.back();
    const std::size_t count = std::min(m_rows.size(), MOVING_EPISODES);
    double sum = 0.0;
    for (std::size_t i = m_rows.size() - count; i < m_rows.size(); ++i)
    {
        sum += m_rows[i].reward;
    }
    m_progress.movingReward = sum / static_cast<double>(count);
}

void
Experiment::Tick()
{
    m_progress.secondsLeft = EstimateSecondsLeft();
    if (m_tell)
    {
        m_tell(m_progress);
    }
}

/** By the rate so far; a training is followed by the evaluation of what it trained. */
double
Experiment::EstimateSecondsLeft() const
{
    const double elapsed = SecondsSince(m_begin);
    if (m_progress.isTraining)
    {
        if (m_rows.empty())
        {
            return -1.0;
        }
        const double done = static_cast<double>(m_rows.back().episode) + 1.0;
        const double training = m_rows.back().seconds / done * (m_progress.episodes - done);
        const double sinceRow = std::max(0.0, elapsed - m_rows.back().seconds);
        const double workers = std::max(1U, m_options.jobs - 1);
        const double each =
            m_progress.evaluated == 0 ? 0.0 : elapsed * workers / m_progress.evaluated;
        return std::max(0.0, training - sinceRow) +
               (m_options.evaluates ? each * m_config.runs / m_options.jobs : 0.0);
    }
    if (m_progress.evaluated == 0)
    {
        return -1.0;
    }
    const double remaining = static_cast<double>(m_progress.evaluations - m_progress.evaluated);
    return elapsed / static_cast<double>(m_progress.evaluated) * remaining;
}

void
Experiment::ThrowFailures() const
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
        throw ConfigError(users + (others.empty() ? "" : "\n" + others));
    }
    if (!others.empty())
    {
        throw std::runtime_error(others + "\nwhat the other processes computed is in " +
                                 m_options.folder);
    }
    if (m_pool.WasInterrupted() || m_isCutShort)
    {
        const bool hasCheckpoint = !m_rows.empty();
        throw InterruptedError("interrupted; results so far are in " + m_options.folder +
                               (hasCheckpoint
                                    ? "; what was learned is in " + CheckpointFolder() +
                                          ", evaluate it with: edgeward evaluate " + m_config.path +
                                          " --checkpoint " + CheckpointFolder()
                                    : ""));
    }
}

} // namespace edgeward
