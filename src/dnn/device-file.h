/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DEVICE_FILE_H
#define EDGEWARD_DNN_DEVICE_FILE_H

#include "dnn/device-profile.h"

#include <string>

namespace edgeward
{

/**
 * Read a device (models/devices/NAME.toml, or a user's own); it is named after the file.
 * @throws IoError if unreadable; ConfigError with every problem of the file on a line of its own,
 * each naming file, line, column, key and remedy
 */
DeviceProfile ReadDeviceFile(const std::string& path);

} // namespace edgeward

#endif // EDGEWARD_DNN_DEVICE_FILE_H
