/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/continuous-learner.h"

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(ContinuousLearner)

} // namespace edgeward
