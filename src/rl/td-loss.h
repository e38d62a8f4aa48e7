/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TD_LOSS_H
#define EDGEWARD_RL_TD_LOSS_H

#include <cstddef>
#include <cstdint>

namespace edgeward
{

class ActionBranches;

/** How much a Q-value's distance from its target weighs. */
enum class TdLoss
{
    HUBER, ///< squared up to 1, linear beyond: the error clipped to [-1, 1] of Mnih et al. 2015
    MSE    ///< squared
};

/** A batch of Q-values, the actions taken and what their values should be. */
struct TdBatch
{
    std::size_t rows = 0;
    std::size_t actionCount = 0;
    const float* values = nullptr;         ///< (rows x actionCount)
    const std::int64_t* actions = nullptr; ///< (rows), joint ones if there are branches
    const float* targets = nullptr;        ///< (rows)
    const float* weights = nullptr;        ///< (rows) importance weights; null: all 1
    float* errors = nullptr;               ///< receives (rows) value - target, of several branches
                                           ///< the sum of their magnitudes; null: not wanted
    const ActionBranches* branches = nullptr; ///< of the actions; null: all are of one
};

/**
 * Mean loss of a batch and its derivative by every Q-value, which is 0 for the actions not taken.
 *
 * Huber: e^2 / 2 where |e| <= 1, else |e| - 1/2; MSE: e^2; both times their weight and averaged
 * over the rows, as LibTorch's smooth_l1_loss and mse_loss do. Of several branches, each has the
 * row's target, and the loss is the mean over them (Tavakoli, Pardo, Kormushev 2018, Eq. 7). The
 * closed form spares LibTorch a dozen small operations per training step.
 *
 * @param gradient receives (rows x actionCount)
 */
double DifferentiateTdLoss(TdLoss loss, const TdBatch& batch, float* gradient);

} // namespace edgeward

#endif // EDGEWARD_RL_TD_LOSS_H
