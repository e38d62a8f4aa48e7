/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_HUGE_PAGES_H
#define EDGEWARD_SCENARIO_HUGE_PAGES_H

#include <cstddef>

namespace edgeward
{

/**
 * Let what has been allocated so far stand in pages of 2 MiB, where the system does that on request
 * (Linux 6.1 and later; elsewhere nothing happens). A simulation of thousands of devices looks at
 * some seventy places of its memory for every request, and each would cost a walk through the page
 * tables.
 */
void UseHugePages();

/**
 * UseHugePages() now, and when the devices have allocated what they need for their first requests.
 * @param devices that there are; with few nothing happens
 * @param seconds that the simulation will last
 */
void UseHugePagesDuringRun(std::size_t devices, double seconds);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_HUGE_PAGES_H
