/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/latency-model.h"

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(LatencyModel)

} // namespace edgeward
