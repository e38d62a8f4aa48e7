/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/job-pool-interrupt.h"

namespace edgeward
{

namespace
{

volatile std::sig_atomic_t g_interrupts = 0;

extern "C" void
CountInterrupt(int)
{
    g_interrupts = g_interrupts + 1;
}

} // namespace

InterruptGuard::InterruptGuard()
{
    g_interrupts = 0;
    struct sigaction action = {};
    action.sa_handler = CountInterrupt;
    sigaction(SIGINT, &action, &m_previousInt);
    sigaction(SIGTERM, &action, &m_previousTerm);
}

InterruptGuard::~InterruptGuard()
{
    sigaction(SIGINT, &m_previousInt, nullptr);
    sigaction(SIGTERM, &m_previousTerm, nullptr);
    g_interrupts = 0;
}

int
InterruptGuard::Count()
{
    return g_interrupts;
}

} // namespace edgeward
