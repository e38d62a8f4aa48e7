/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_EXPERIMENT_PROGRESS_H
#define EDGEWARD_SCENARIO_EXPERIMENT_PROGRESS_H

#include "results/training-row.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace edgeward
{

/** How far an experiment is. */
struct ExperimentProgress
{
    std::size_t evaluated = 0;           ///< replications done
    std::size_t evaluations = 0;         ///< replications in all
    std::uint32_t episodes = 0;          ///< of the training in all; 0: nothing is trained
    std::optional<TrainingRow> training; ///< the last episode
    double movingReward = 0.0;           ///< mean reward of the last episodes
    bool isTraining = false;
    double secondsLeft = -1.0; ///< estimate of the wall-clock time (s); negative: unknown yet
};

/** Follows an experiment and says how long it will still take. */
class ProgressTracker
{
  public:
    /** Episodes that the moving average of the reward goes over. */
    static constexpr std::size_t MOVING_EPISODES = 10;

    /** @param workers processes at a time, >= 1 */
    explicit ProgressTracker(unsigned workers);

    /** @param later replications of the trained policy, which wait for the training */
    void ExpectTraining(std::uint32_t episodes, std::size_t later);
    void ExpectEvaluations(std::size_t count);

    void EpisodeDone(const TrainingRow& row);
    void TrainingDone();

    /** @param seconds wall-clock time that the replication took (s) */
    void EvaluationDone(double seconds);

    /** The state of things now. */
    const ExperimentProgress& Now();

  private:
    double EstimateSecondsLeft() const;

    unsigned m_workers;
    ExperimentProgress m_progress;
    std::size_t m_later = 0;
    double m_evaluationSeconds = 0.0; ///< summed over the replications done (s)
    std::deque<double> m_lastRewards;
    std::chrono::steady_clock::time_point m_lastEpisode;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_EXPERIMENT_PROGRESS_H
