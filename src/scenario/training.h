/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_TRAINING_H
#define EDGEWARD_SCENARIO_TRAINING_H

#include "policy/learning-policy.h"
#include "results/training-row.h"
#include "scenario/evaluation.h"

namespace edgeward
{

/** Replication numbers from here on are for training, so that no policy is evaluated on what it was
 * trained on. */
constexpr std::uint64_t FIRST_TRAINING_RUN = 1'000'000;

/** How long to train, and where the outcome goes. */
struct TrainingPlan
{
    std::string name;             ///< of the policy, for the learning curve
    std::uint64_t seed = 1;       ///< experiment seed
    std::uint32_t episodes = 1;   ///< simulations, >= 1
    double episodeSeconds = 0.0;  ///< simulated time of each (s), > 0
    std::uint64_t decisions = 0;  ///< expected of the whole training, for schedules; 0: unknown
    std::string checkpoint;       ///< folder that the policy is saved to; replaced as a whole
    std::uint32_t saveEvery = 10; ///< episodes between savings, >= 1
};

/** How training ended. */
enum class TrainingEnd : std::uint8_t
{
    COMPLETE,
    INTERRUPTED ///< the checkpoint holds what had been learned by then
};

/**
 * Lets a policy learn, episode after episode. Each episode is a simulation with its own arrivals
 * and channels. An interrupt (InterruptGuard) ends the episode at the next end of a request; what
 * was learned is saved.
 *
 * @param row called after each episode
 * @throws IoError if the checkpoint cannot be saved; what the policy and the simulation throw
 */
TrainingEnd Train(const TrainingPlan& plan,
                  const RunFunction& simulate,
                  LearningPolicy& policy,
                  const Reward& reward,
                  const std::function<void(const TrainingRow&)>& row);

/** Save into a folder beside @p folder, then put it in the place of @p folder. @throws IoError */
void SaveCheckpoint(const LearningPolicy& policy, const std::string& folder);

/** Requests that arrive in @p seconds on average, by the means of the interarrival times. */
double ExpectedRequests(const ScenarioConfig& config, double seconds);

/** One line that FromText() reads back exactly. */
std::string ToText(const TrainingRow& row);

/** @throws std::logic_error on anything that ToText() did not write */
TrainingRow TrainingRowFromText(const std::string& text);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_TRAINING_H
