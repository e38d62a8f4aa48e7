/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/execution-spread.h"

#include "dnn/dnn.h"

namespace edgeward
{

ExecutionSpread
SpreadOf(const LayerProfile& profile)
{
    return {profile.variation,
            profile.p50Seconds / profile.totalSeconds,
            profile.p95Seconds / profile.totalSeconds};
}

} // namespace edgeward
