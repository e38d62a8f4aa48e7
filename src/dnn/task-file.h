/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_TASK_FILE_H
#define EDGEWARD_DNN_TASK_FILE_H

#include "dnn/dnn.h"

#include <string>

namespace edgeward
{

/**
 * Read models/tasks/NAME.toml: work that is no network and known by its number of instructions
 * only. For scenarios it is a network of one variant, "task", in one piece.
 *
 * Instructions stand in place of multiply-accumulates, and whatever executes a task to its end does
 * it right, so its accuracy is 1.
 * @throws IoError if unreadable; ConfigError naming file, line and column if damaged
 */
Dnn ReadTaskFile(const std::string& path);

} // namespace edgeward

#endif // EDGEWARD_DNN_TASK_FILE_H
