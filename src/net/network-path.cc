/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/network-path.h"

#include <algorithm>

namespace edgeward
{

std::uint64_t
PacketsOf(std::uint64_t bytes)
{
    return std::max<std::uint64_t>(1, (bytes + PACKET_MESSAGE_BYTES - 1) / PACKET_MESSAGE_BYTES);
}

std::uint64_t
WireBytes(std::uint64_t bytes, std::uint64_t linkBytes)
{
    return bytes + PacketsOf(bytes) * (PACKET_HEADER_BYTES + linkBytes);
}

double
ExpectPathSeconds(const std::vector<PathHop>& hops)
{
    double firstPacket = 0.0;
    double slowestRest = 0.0;
    for (const auto& hop : hops)
    {
        firstPacket += hop.packetSeconds + hop.delaySeconds;
        slowestRest = std::max(slowestRest, hop.transferSeconds - hop.packetSeconds);
    }
    return firstPacket + slowestRest;
}

} // namespace edgeward
