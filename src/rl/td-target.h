/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TD_TARGET_H
#define EDGEWARD_RL_TD_TARGET_H

#include <cstddef>
#include <cstdint>

namespace edgeward
{

class ActionBranches;

/** What the target of each transition of a batch is made of; all row by row. */
struct TdInputs
{
    std::size_t rows = 0;
    std::size_t actions = 0;
    const float* rewards = nullptr;          ///< (rows)
    const float* discounts = nullptr;        ///< (rows) gamma^(elapsed / unit), 0: terminated
    const std::uint8_t* nextMasks = nullptr; ///< (rows x actions) 1: allowed
    const float* selecting =
        nullptr;                    ///< (rows x actions) next Q-values that choose the next action
    const float* valuing = nullptr; ///< (rows x actions) next Q-values that say what it is worth
    const ActionBranches* branches = nullptr; ///< of the actions; null: all are of one
};

/**
 * One-step targets y = r + discount Q_valuing(s', argmax over allowed a of Q_selecting(s', a)).
 *
 * With selecting = valuing = target network it is DQN (Mnih et al. 2015); with the online network
 * selecting it is Double DQN (van Hasselt, Guez, Silver 2016, Eq. 4). A discount per transition
 * makes it the semi-Markov backup of Sutton, Precup, Singh (1999). With several branches the value
 * of s' is the mean over them of what each chooses (Tavakoli, Pardo, Kormushev 2018, Eq. 6).
 * Nothing of the next state is looked at where the discount is 0.
 *
 * @param targets receives (rows) values
 * @return mean over the rows that are not terminated of the largest allowed value of @p
 * inputs.selecting, of all branches; 0 without any
 */
double ComputeTdTargets(const TdInputs& inputs, float* targets);

} // namespace edgeward

#endif // EDGEWARD_RL_TD_TARGET_H
