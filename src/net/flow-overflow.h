/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FLOW_OVERFLOW_H
#define EDGEWARD_NET_FLOW_OVERFLOW_H

#include "net/flow-protocol.h"

#include <cstdint>

namespace edgeward
{

/** What a stream's sender finds in its own queue when it sends a message. */
struct FlowBurst
{
    double bytes = 0.0;         ///< of the message
    double queuedBytes = 0.0;   ///< of others before it
    double capacityBytes = 0.0; ///< that the queue holds
    double roundSeconds = 0.0;  ///< round-trip time of a full packet and its acknowledgement
};

/**
 * Congestion window by the time since a loss, as CUBIC has it (RFC 8312, equations 1 and 2), ns-3's
 * and Linux' default; before the first loss since the connection opened, as after slow start has
 * been left by HyStart.
 * @return bytes
 */
double CubicBytes(const FlowProtocol& protocol, const FlowWindow& window, std::int64_t nowNs);

/**
 * Time that a message is late because a part of it does not fit into its sender's queue. What the
 * window covers goes into the queue at once. If that is all there is, what does not fit is the end:
 * nothing follows that could tell of the loss, so it is sent again after a timeout (Cardwell,
 * Savage & Anderson, "Modeling TCP latency", INFOCOM 2000, section III-C), in slow start. Behind a
 * smaller window something follows, and the loss costs the window only.
 * @param window is made smaller where something is lost
 * @return s; 0 if nothing is lost
 */
double OverflowSeconds(const FlowProtocol& protocol,
                       FlowWindow& window,
                       const FlowBurst& burst,
                       std::int64_t nowNs);

} // namespace edgeward

#endif // EDGEWARD_NET_FLOW_OVERFLOW_H
