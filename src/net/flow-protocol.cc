/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/flow-protocol.h"

#include <algorithm>

namespace edgeward
{

std::uint64_t
FlowProtocol::Packets(std::uint64_t bytes) const
{
    const std::uint64_t all = isStream ? bytes + prefixBytes : bytes;
    return std::max<std::uint64_t>(1, (all + segmentBytes - 1) / segmentBytes);
}

std::uint64_t
FlowProtocol::Acks(std::uint64_t packets) const
{
    return isStream ? (packets + packetsPerAck - 1) / packetsPerAck : 0;
}

std::uint64_t
FlowProtocol::WireBytes(std::uint64_t bytes, std::uint64_t linkBytes) const
{
    return bytes + (isStream ? prefixBytes : 0) + Packets(bytes) * (headerBytes + linkBytes);
}

std::uint64_t
FlowProtocol::FirstWireBytes(std::uint64_t bytes, std::uint64_t linkBytes) const
{
    return std::min(WireBytes(bytes, linkBytes), segmentBytes + headerBytes + linkBytes);
}

std::uint64_t
FlowProtocol::AckWireBytes(std::uint64_t bytes, std::uint64_t linkBytes) const
{
    return Acks(Packets(bytes)) * (headerBytes + linkBytes);
}

double
SlowStartSeconds(const FlowProtocol& protocol,
                 FlowWindow& window,
                 double bytes,
                 double bytesPerSecond,
                 double roundSeconds)
{
    double wait = 0.0;
    if (!window.isOpen)
    {
        window.isOpen = true;
        window.bytes = static_cast<double>(protocol.windowSegments * protocol.segmentBytes);
        wait += roundSeconds;
    }
    const double most = static_cast<double>(protocol.maxWindowBytes);
    // A sender that does not fill its window learns nothing (RFC 7661).
    const bool fills = bytes >= window.bytes;
    double sent = 0.0;
    double round = window.bytes;
    while (sent + round < bytes && round < bytesPerSecond * roundSeconds && round < most)
    {
        wait += roundSeconds - round / bytesPerSecond;
        sent += round;
        round *= 2;
    }
    if (fills)
    {
        window.bytes = std::min(most, window.bytes + bytes);
    }
    return wait;
}

} // namespace edgeward
