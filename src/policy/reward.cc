/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/reward.h"

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(Reward)

} // namespace edgeward
