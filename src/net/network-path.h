/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_NETWORK_PATH_H
#define EDGEWARD_NET_NETWORK_PATH_H

#include <cstdint>
#include <vector>

namespace edgeward
{

/** Message bytes of a full packet: the segment size of TcpTransport (1400 of UdpTransport differ by
 * 3%). */
constexpr std::uint64_t PACKET_MESSAGE_BYTES = 1448;
/** What IPv4 (20) and TCP with timestamps (32) add to every packet; UdpTransport adds 58. */
constexpr std::uint64_t PACKET_HEADER_BYTES = 52;

/** Packets that carry @p bytes of message, at least 1. */
std::uint64_t PacketsOf(std::uint64_t bytes);

/** Bytes on a link, network and transport headers included. @param linkBytes header and trailer of
 * the link */
std::uint64_t WireBytes(std::uint64_t bytes, std::uint64_t linkBytes);

/** One link of a path for one message. */
struct PathHop
{
    double transferSeconds = 0.0; ///< of the whole message, without delay (s)
    double packetSeconds = 0.0;   ///< of its first packet, without delay (s)
    double delaySeconds = 0.0;    ///< one way (s)
};

/**
 * Time from the first byte's leaving to the last one's arriving over links that forward packet by
 * packet: the slowest link moves everything, the others add one packet each, and all add their
 * delay (Kurose & Ross, Computer Networking, 8th ed., eq. 1.1 for n packets). The window is taken
 * to be open: no slow start, no losses, empty queues.
 */
double ExpectPathSeconds(const std::vector<PathHop>& hops);

} // namespace edgeward

#endif // EDGEWARD_NET_NETWORK_PATH_H
