/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_COMMAND_H
#define EDGEWARD_CLI_COMMAND_H

#include <CLI/CLI.hpp>
#include <functional>

namespace edgeward
{

/** What the command line asked for; runs after it has been parsed as a whole. */
using Action = std::function<void()>;

/** Each adds one command to the program; @p chosen becomes what it does if the user asks for it. */
void AddRunCommand(CLI::App& program, Action& chosen);
void AddTrainCommand(CLI::App& program, Action& chosen);
void AddEvaluateCommand(CLI::App& program, Action& chosen);
void AddCalibrateCommand(CLI::App& program, Action& chosen);
void AddProfileCommand(CLI::App& program, Action& chosen);
void AddDnnCommand(CLI::App& program, Action& chosen);
void AddDeviceCommand(CLI::App& program, Action& chosen);
void AddListCommand(CLI::App& program, Action& chosen);
void AddPlotCommand(CLI::App& program, Action& chosen);
void AddExportCommand(CLI::App& program, Action& chosen);
void AddValidateCommand(CLI::App& program, Action& chosen);

/** Adds "fit" to the command "device". */
void AddDeviceFit(CLI::App& device, Action& chosen);

/** The command line as typed, for manifests. */
const std::string& CommandLine();

} // namespace edgeward

#endif // EDGEWARD_CLI_COMMAND_H
