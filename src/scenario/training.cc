/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/training.h"

#include "base/file-writer.h"
#include "base/text.h"
#include "scenario/job-pool-interrupt.h"

#include "ns3/object-factory.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace edgeward
{

using namespace ns3;

namespace
{

namespace fs = std::filesystem;

/** Draws that a mean interarrival time is taken from: 1 % standard error for an exponential one. */
constexpr int SAMPLES = 10000;

/** Adds up rewards and ends the simulation when asked to. */
class EpisodeSink : public RecordSink
{
  public:
    explicit EpisodeSink(const Reward& reward)
        : m_reward(reward)
    {
    }

    void
    Write(const RequestRecord& record) override
    {
        if (InterruptGuard::Count() > 0)
        {
            Simulator::Stop();
        }
        // Cut off by the horizon, a request says nothing about its decision.
        if (record.outcome != Outcome::UNFINISHED)
        {
            m_sum += m_reward(record);
            ++m_count;
        }
    }

    double
    Mean() const
    {
        return m_count == 0 ? 0.0 : m_sum / static_cast<double>(m_count);
    }

  private:
    const Reward& m_reward;
    double m_sum = 0.0;
    std::uint64_t m_count = 0;
};

/** @throws IoError if an action on files failed */
void
Check(const std::error_code& error, const fs::path& path)
{
    if (error)
    {
        throw IoError(
            path.string(), error.message(), "make the folder writable or free some space");
    }
}

} // namespace

TrainingEnd
Train(const TrainingPlan& plan,
      const RunFunction& simulate,
      LearningPolicy& policy,
      const Reward& reward,
      const std::function<void(const TrainingRow&)>& row)
{
    policy.SetTraining(true);
    policy.SetTotalSteps(plan.decisions);
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint32_t episode = 0; episode < plan.episodes; ++episode)
    {
        EpisodeSink sink(reward);
        simulate(policy, sink, plan.seed, FIRST_TRAINING_RUN + episode, plan.episodeSeconds);
        const LearnerProgress progress = policy.Progress();
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
        row({plan.name,
             episode,
             progress.steps,
             sink.Mean(),
             progress.epsilon,
             progress.loss,
             progress.meanQ,
             elapsed.count(),
             plan.seed,
             progress.updates,
             progress.tdError,
             progress.actSeconds,
             progress.learnSeconds,
             progress.accuracyMultiplier,
             progress.energyMultiplier});
        const bool isInterrupted = InterruptGuard::Count() > 0;
        if (isInterrupted || (episode + 1) % plan.saveEvery == 0 || episode + 1 == plan.episodes)
        {
            SaveCheckpoint(policy, plan.checkpoint);
        }
        if (isInterrupted && episode + 1 < plan.episodes)
        {
            return TrainingEnd::INTERRUPTED;
        }
    }
    return TrainingEnd::COMPLETE;
}

void
SaveCheckpoint(const LearningPolicy& policy, const std::string& folder)
{
    const fs::path fresh = folder + ".new";
    const fs::path old = folder + ".old";
    std::error_code error;
    fs::remove_all(fresh, error);
    Check(error, fresh);
    MakeFolder(fresh.string());
    policy.Save(fresh.string());
    if (fs::exists(folder))
    {
        fs::remove_all(old, error);
        Check(error, old);
        fs::rename(folder, old, error);
        Check(error, folder);
    }
    fs::rename(fresh, folder, error);
    Check(error, folder);
    fs::remove_all(old, error);
}

double
ExpectedRequests(const ScenarioConfig& config, double seconds)
{
    double requests = 0.0;
    for (const DeviceGroupConfig& group : config.devices)
    {
        ObjectFactory factory;
        std::istringstream text(group.workload.interarrival);
        text >> factory;
        const auto variable = factory.Create<RandomVariableStream>();
        variable->SetStream(0);
        double sum = 0.0;
        for (int i = 0; i < SAMPLES; ++i)
        {
            sum += variable->GetValue();
        }
        const double active = std::max(0.0, seconds - group.workload.startSeconds);
        requests += group.count * active * SAMPLES / sum;
    }
    return requests;
}

std::string
ToText(const TrainingRow& row)
{
    return std::to_string(row.episode) + "," + std::to_string(row.steps) + "," +
           FormatDouble(row.reward) + "," + FormatDouble(row.epsilon) + "," +
           FormatDouble(row.loss) + "," + FormatDouble(row.meanQ) + "," +
           FormatDouble(row.seconds) + "," + std::to_string(row.seed) + "," +
           std::to_string(row.updates) + "," + FormatDouble(row.tdError) + "," +
           FormatDouble(row.actSeconds) + "," + FormatDouble(row.learnSeconds) + "," +
           FormatDouble(row.accuracyMultiplier) + "," + FormatDouble(row.energyMultiplier) + "," +
           row.policy;
}

TrainingRow
TrainingRowFromText(const std::string& text)
{
    const std::vector<std::string> parts = Split(text, ',');
    if (parts.size() < 15)
    {
        throw std::logic_error("no training row: " + text);
    }
    // What is no number was none: a diverged loss, a multiplier without its constraint.
    const auto number = [&](std::size_t i) {
        return ParseDouble(parts[i]).value_or(std::numeric_limits<double>::quiet_NaN());
    };
    const auto integer = [&](std::size_t i) {
        return static_cast<std::uint64_t>(ParseInt(parts[i]).value_or(0));
    };
    TrainingRow row;
    row.episode = integer(0);
    row.steps = integer(1);
    row.reward = number(2);
    row.epsilon = number(3);
    row.loss = number(4);
    row.meanQ = number(5);
    row.seconds = number(6);
    row.seed = integer(7);
    row.updates = integer(8);
    row.tdError = number(9);
    row.actSeconds = number(10);
    row.learnSeconds = number(11);
    row.accuracyMultiplier = number(12);
    row.energyMultiplier = number(13);
    // A name may be a spec with commas of its own.
    row.policy = Join({parts.begin() + 14, parts.end()}, ",");
    return row;
}

} // namespace edgeward
