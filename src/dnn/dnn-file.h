/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_DNN_FILE_H
#define EDGEWARD_DNN_DNN_FILE_H

#include "dnn/dnn.h"

#include <string>

namespace edgeward
{

/**
 * Read models/dnn/NAME.toml; the network is named after the file.
 * @throws IoError if unreadable; ConfigError naming file, line and column if damaged
 */
Dnn ReadDnnFile(const std::string& path);

} // namespace edgeward

#endif // EDGEWARD_DNN_DNN_FILE_H
