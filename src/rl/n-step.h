/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_N_STEP_H
#define EDGEWARD_RL_N_STEP_H

#include "rl/transition.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace edgeward
{

/**
 * Turns transitions of one step into transitions of n (Sutton and Barto 2018, section 7.1), for
 * decisions that take different times:
 *
 *     reward   = r_t + d_t r_(t+1) + d_t d_(t+1) r_(t+2) + ...    n terms
 *     discount = d_t d_(t+1) ... d_(t+n-1)
 *
 * and the next observation is the one after the last of them. A termination (d = 0) ends the sum,
 * and nothing is bootstrapped; a truncation ends it too, but bootstraps there.
 *
 * Transitions of one agent may come out of order, because rewards do. They are held until those
 * that continue them have come. One whose continuation does not come - its reward stayed unknown,
 * or the run ended - is handed on with the steps that there are, which is a correct target over a
 * shorter way, once more than HOLD others of its agent wait.
 */
class NStep
{
  public:
    using Sink = std::function<void(const Transition&)>;

    /** Most transitions of an agent that are held, as a multiple of n. */
    static constexpr std::size_t HOLD = 4;

    /** @param steps n, > 0; 1 hands everything on as it is. @param sink called within Add() */
    NStep(std::size_t steps, Sink sink);

    void Add(const Transition& transition);

    /** Transitions that wait. */
    std::size_t Pending() const;

    /** The waiting transitions as bytes, for checkpoints. */
    std::string Save() const;

    /** Continue from Save(). @throws ConfigError if the bytes, of the file @p name, are damaged */
    void Restore(const std::string& bytes, const std::string& name);

  private:
    /** What one agent has not handed on. */
    struct Trajectory
    {
        std::uint64_t last = 0;  ///< largest sequence seen
        std::uint64_t start = 0; ///< all before were handed on
        std::map<std::uint64_t, Transition> waiting;
    };

    /** Hand on the first waiting one with the steps that there are. */
    void HandOnFirst(Trajectory& trajectory);

    /** Hand on what is complete. */
    void HandOnReady(Trajectory& trajectory);

    /** Whether the first waiting one can grow no further. */
    bool IsReady(const Trajectory& trajectory) const;

    std::size_t m_steps;
    Sink m_sink;
    std::map<std::uint32_t, Trajectory> m_trajectories;
};

} // namespace edgeward

#endif // EDGEWARD_RL_N_STEP_H
