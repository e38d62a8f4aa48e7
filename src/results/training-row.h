/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_TRAINING_ROW_H
#define EDGEWARD_RESULTS_TRAINING_ROW_H

#include <cstdint>
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
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_TRAINING_ROW_H
