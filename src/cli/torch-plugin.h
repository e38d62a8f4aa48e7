/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_TORCH_PLUGIN_H
#define EDGEWARD_CLI_TORCH_PLUGIN_H

namespace edgeward
{

/**
 * Load the half of Edgeward that needs LibTorch: learners and the profiler register themselves. It
 * costs half a second and 160 MB, so only what trains or profiles does it. A second call does
 * nothing.
 * @throws ConfigError if the program was built without it, or it cannot be loaded
 */
void LoadTorchPlugin();

/** Whether the plug-in is there. */
bool HasTorchPlugin();

} // namespace edgeward

#endif // EDGEWARD_CLI_TORCH_PLUGIN_H
