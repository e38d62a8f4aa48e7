/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_TRAINING_ROW_H
#define EDGEWARD_RESULTS_TRAINING_ROW_H

#include <cstdint>
#include <limits>
#include <string>

namespace edgeward
{

/** How one episode of training went. */
struct TrainingRow
{
    std::string policy;        ///< name of the policy that learns
    std::uint64_t episode = 0; ///< from 0
    std::uint64_t steps = 0;   ///< decisions taken since training began
    double reward = 0.0;       ///< mean reward of the episode's requests
    double epsilon = 0.0;      ///< exploration rate at its end (0..1)
    double loss = 0.0;         ///< moving average of the loss at its end
    double meanQ = 0.0;        ///< moving average of the mean maximal action value at its end
    double seconds = 0.0;      ///< wall-clock time since training began (s)
    std::uint64_t seed = 0;    ///< of the experiment; two seeds are two trainings
    std::uint64_t updates = 0; ///< training steps since training began
    double tdError = 0.0; ///< moving average of the mean absolute temporal-difference error at its
                          ///< end; 0 if the learner has none
    double actSeconds = 0.0;   ///< part of the wall-clock time in which actions were chosen (s)
    double learnSeconds = 0.0; ///< part of it in which was learned (s); the rest is simulation
    /** Price of the constraint on mean accuracy at its end (reward per unit); NaN: no such one. */
    double accuracyMultiplier = std::numeric_limits<double>::quiet_NaN();
    /** Price of the constraint on mean energy at its end (reward per budget); NaN: no such one. */
    double energyMultiplier = std::numeric_limits<double>::quiet_NaN();
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_TRAINING_ROW_H
