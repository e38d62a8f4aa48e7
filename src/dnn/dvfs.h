/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DVFS_H
#define EDGEWARD_DNN_DVFS_H

#include "base/errors.h"
#include "dnn/device-profile.h"

#include <string>

namespace edgeward
{

/**
 * The level of dynamic voltage and frequency scaling of that name.
 * @param where of the name, and @p key under which it stands, for messages
 * @throws ConfigError if the device has no such level; names those that it has
 */
const DvfsLevel& FindLevel(const DeviceProfile& device,
                           const std::string& name,
                           const SourceLocation& where = {},
                           const std::string& key = "level");

/**
 * The device running at one of its levels: clock, idle and busy power are the level's. Latencies
 * stay those of the default level, to be multiplied by DvfsLevel::latencyFactor.
 */
DeviceProfile AtLevel(const DeviceProfile& device, const DvfsLevel& level);

/** Clock at which the device runs (Hz): its own if set, else that of the level at which its
 * latencies were taken; 0: unknown. */
double ClockHertz(const DeviceProfile& device);

} // namespace edgeward

#endif // EDGEWARD_DNN_DVFS_H
