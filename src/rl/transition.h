/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TRANSITION_H
#define EDGEWARD_RL_TRANSITION_H

#include <cstdint>
#include <vector>

namespace edgeward
{

/** Which actions are allowed; one byte an action, 1: allowed. At least one always is. */
using ActionMask = std::vector<std::uint8_t>;

/** Encoded observation; values scaled to about [-1, 1] by the encoder. */
using Observation = std::vector<float>;

/** One step of a semi-Markov decision process (Sutton, Precup, Singh 1999). */
struct Transition
{
    Observation observation;
    std::int32_t action = 0;
    float reward = 0.0F;
    float discount = 0.0F;       ///< gamma^(elapsed / unit); 0 only if terminated
    Observation nextObservation; ///< at the same agent's next decision
    ActionMask nextMask;         ///< allowed actions there
    std::uint32_t agent = 0;     ///< whose decision it was
    std::uint64_t sequence = 0;  ///< of the decisions of its agent, from 1; the next one has one
                                ///< more. 0: unnumbered, it follows the agent's one before
    bool isTruncated = false; ///< nothing continues it, though the process did not end there
    ActionMask mask;          ///< allowed actions at the decision itself; empty: not known
};

} // namespace edgeward

#endif // EDGEWARD_RL_TRANSITION_H
