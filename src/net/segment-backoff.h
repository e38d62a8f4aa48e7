/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_SEGMENT_BACKOFF_H
#define EDGEWARD_NET_SEGMENT_BACKOFF_H

#include "ns3/random-variable-stream.h"

namespace edgeward
{

/** A time in which a segment is taken, in seconds after it came free. */
struct TakenTime
{
    double fromSeconds = 0.0;
    double toSeconds = 0.0;
};

/**
 * When a sender on a segment of ns-3 looks again that has found it taken (ns3::Backoff): after 1 to
 * 2^k - 1 slots of a microsecond, uniformly, the k-th time, at most 1000.
 */
class SegmentBackoff
{
  public:
    static constexpr double SLOT_SECONDS = 1e-6;

    /** Longest wait between two looks (s): 1000 slots. */
    static constexpr double LONGEST_SECONDS = 1e-3;

    /**
     * How often somebody who has waited long looks between two frames of another: who has sent a
     * frame looks after a slot, which is when it has gone by if it takes less (ns3::CsmaChannel).
     * @param delaySeconds of the segment @return probability, 0..1
     */
    static double InterruptionOf(double delaySeconds);

    /**
     * The first look that finds the segment free.
     * @param uniform       on 0 to 1
     * @param waitedSeconds since the first look, when the segment comes free; >= 0. After a long
     *                      wait what is left of a backoff follows the law of renewal theory
     *                      (density (1 - F) / mean), which is drawn then
     * @param again         when it is taken again, by others
     * @return seconds after it came free, >= 0
     */
    static double DrawLook(ns3::RandomVariableStream& uniform,
                           double waitedSeconds,
                           const TakenTime& again);
};

} // namespace edgeward

#endif // EDGEWARD_NET_SEGMENT_BACKOFF_H
