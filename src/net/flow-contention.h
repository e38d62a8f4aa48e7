/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_CONTENTION_H
#define EDGEWARD_NET_FLOW_CONTENTION_H

#include <cstdint>

namespace edgeward
{

/** What stations that always have something to send spend between two successes of any of them. */
struct Contention
{
    double idleSlots = 0.0;  ///< mean
    double collisions = 0.0; ///< mean
};

/**
 * Binary exponential backoff in saturation (Bianchi, "Performance analysis of the IEEE 802.11
 * distributed coordination function", IEEE JSAC 18(3), 2000, equations 7, 9 to 11), for the best
 * effort category: 16 slots at first, 6 doublings (CWmin 15, CWmax 1023).
 * @param stations >= 1
 */
Contention ContentionOf(std::uint32_t stations);

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_CONTENTION_H
