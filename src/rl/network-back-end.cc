/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/network-back-end.h"

namespace edgeward
{

EDGEWARD_DEFINE_REGISTRY(NetworkBackEnd)

} // namespace edgeward
