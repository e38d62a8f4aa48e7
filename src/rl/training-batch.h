/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TRAINING_BATCH_H
#define EDGEWARD_RL_TRAINING_BATCH_H

#include "rl/replay-buffer.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace edgeward
{

/** The memory of one training step, allocated once. */
struct TrainingBatch
{
    TrainingBatch() = default;

    TrainingBatch(std::size_t rows, std::size_t observationSize, std::size_t actionCount)
        : observations(rows * observationSize)
        , actions(rows)
        , rewards(rows)
        , discounts(rows)
        , nextObservations(rows * observationSize)
        , nextMasks(rows * actionCount)
        , onlineNext(rows * actionCount)
        , targetNext(rows * actionCount)
        , targets(rows)
        , slots(rows)
        , weights(rows)
        , errors(rows)
    {
    }

    /** Where the replay buffer writes to. */
    ReplayBatch
    Destination()
    {
        ReplayBatch batch;
        batch.observation = observations.data();
        batch.action = actions.data();
        batch.reward = rewards.data();
        batch.discount = discounts.data();
        batch.nextObservation = nextObservations.data();
        batch.nextMask = nextMasks.data();
        return batch;
    }

    std::vector<float> observations;     ///< (rows x observation size)
    std::vector<std::int64_t> actions;   ///< (rows)
    std::vector<float> rewards;          ///< (rows)
    std::vector<float> discounts;        ///< (rows)
    std::vector<float> nextObservations; ///< (rows x observation size)
    std::vector<std::uint8_t> nextMasks; ///< (rows x actions)
    std::vector<float> onlineNext;       ///< (rows x actions) Q-values of the online network
    std::vector<float> targetNext;       ///< (rows x actions) Q-values of the target network
    std::vector<float> targets;          ///< (rows)
    std::vector<std::size_t> slots;      ///< (rows) where they were drawn from, if by priority
    std::vector<float> weights;          ///< (rows) importance weights, if drawn by priority
    std::vector<float> errors;           ///< (rows) value - target
};

} // namespace edgeward

#endif // EDGEWARD_RL_TRAINING_BATCH_H
