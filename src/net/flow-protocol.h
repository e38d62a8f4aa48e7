/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_PROTOCOL_H
#define EDGEWARD_NET_FLOW_PROTOCOL_H

#include <cstdint>

namespace edgeward
{

/** What a transport of packets makes of a message, as far as flows have to know it. */
struct FlowProtocol
{
    bool isStream = true;              ///< connections with acknowledgements (TCP), or datagrams
    std::uint64_t segmentBytes = 1448; ///< message bytes of a full packet
    std::uint64_t headerBytes = 52;    ///< network and transport headers of every packet
    std::uint64_t prefixBytes = 18;    ///< that stand once before every message
    std::uint32_t packetsPerAck = 2;   ///< streams: packets that are acknowledged together
    std::uint32_t windowSegments = 10; ///< streams: congestion window of a new connection
    std::uint64_t maxWindowBytes = 6 << 20; ///< streams: most that is under way
    double leastTimeoutSeconds =
        0.2; ///< streams: without news, before what is under way is sent again

    /** Packets that carry a message of @p bytes, at least 1. */
    std::uint64_t Packets(std::uint64_t bytes) const;

    /** Acknowledgements of so many packets; none of datagrams. */
    std::uint64_t Acks(std::uint64_t packets) const;

    /** Bytes of a message on a link. @param linkBytes header and trailer of the link */
    std::uint64_t WireBytes(std::uint64_t bytes, std::uint64_t linkBytes) const;

    /** Bytes of a message's first packet on a link. */
    std::uint64_t FirstWireBytes(std::uint64_t bytes, std::uint64_t linkBytes) const;

    /** Bytes of a message's acknowledgements on a link. */
    std::uint64_t AckWireBytes(std::uint64_t bytes, std::uint64_t linkBytes) const;
};

/** What a connection has learnt of its path. */
struct FlowWindow
{
    double bytes = 0.0;       ///< congestion window
    bool isOpen = false;      ///< a handshake has taken place
    double peakBytes = 0.0;   ///< congestion window when something was lost; 0: nothing yet
    std::int64_t sinceNs = 0; ///< when it was, or the connection opened
};

/**
 * Time that a message waits for acknowledgements because the congestion window is small, and the
 * window after it.
 *
 * Slow start by rounds (Cardwell, Savage & Anderson, "Modeling TCP latency", INFOCOM 2000, section
 * III-B), without losses: a window goes at line rate, then the sender waits for the rest of the
 * round trip, then the window has doubled. It ends when the window covers the path.
 * @param bytes        of the message
 * @param bytesPerSecond that the path carries, > 0
 * @param roundSeconds round-trip time of a full packet and its acknowledgement
 */
double SlowStartSeconds(const FlowProtocol& protocol,
                        FlowWindow& window,
                        double bytes,
                        double bytesPerSecond,
                        double roundSeconds);

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_PROTOCOL_H
