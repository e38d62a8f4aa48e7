/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_STREAM_PLAN_H
#define EDGEWARD_SCENARIO_STREAM_PLAN_H

#include "base/ids.h"

#include <cstdint>

namespace edgeward
{

/**
 * Which ns-3 random streams belong to what (docs/explanation/random-streams.md). Every subsystem
 * has a range of its own, so that one more station or job does not shift the draws of another, and
 * no stream depends on the policy: all policies face the same arrivals and channels.
 */
struct StreamPlan
{
    static constexpr std::int64_t MOBILITY = 0;
    static constexpr std::int64_t CHANNEL = 50'000'000;
    static constexpr std::int64_t WORKLOAD = 100'000'000;
    static constexpr std::int64_t COMPUTE = 150'000'000;

    static constexpr std::int64_t STREAMS_PER_NODE = 1000; ///< more than any part of a node uses

    /** First stream of a node's part. */
    static constexpr std::int64_t
    Of(std::int64_t range, NodeId node)
    {
        return range + STREAMS_PER_NODE * node;
    }
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_STREAM_PLAN_H
