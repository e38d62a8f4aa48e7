/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_SCHEDULE_H
#define EDGEWARD_RL_SCHEDULE_H

#include <cstdint>

namespace edgeward
{

/**
 * A value that goes linearly from start to end during the first part of the training and stays
 * there.
 *
 * CleanRL's linear_schedule (dqn.py): duration = explorationFraction * totalSteps;
 * value(t) = start + (end - start) * min(t / duration, 1).
 */
class LinearSchedule
{
  public:
    /**
     * @param start      value at step 0
     * @param end        value from the end of the duration on
     * @param fraction   share of totalSteps that the way takes, 0..1; 0: end at once
     * @param totalSteps steps of the whole training; 0 (unknown): end at once
     */
    LinearSchedule(double start, double end, double fraction, std::uint64_t totalSteps);

    /** The value at @p step (counted from 0). */
    double Value(std::uint64_t step) const;

  private:
    double m_start;
    double m_end;
    double m_duration; ///< steps
};

} // namespace edgeward

#endif // EDGEWARD_RL_SCHEDULE_H
