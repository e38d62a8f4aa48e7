/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_JOB_POOL_INTERRUPT_H
#define EDGEWARD_SCENARIO_JOB_POOL_INTERRUPT_H

#include <csignal>

namespace edgeward
{

/**
 * While one lives, SIGINT (Ctrl-C) and SIGTERM are only counted, so that work in progress can end
 * in good order. The program makes one; the library only asks. At most one at a time.
 */
class InterruptGuard
{
  public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    /** How often the process has been asked to end since the guard was made; 0 without a guard. */
    static int Count();

  private:
    struct sigaction m_previousInt;
    struct sigaction m_previousTerm;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_JOB_POOL_INTERRUPT_H
