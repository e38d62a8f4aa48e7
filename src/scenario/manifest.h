/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_MANIFEST_H
#define EDGEWARD_SCENARIO_MANIFEST_H

#include "scenario/scenario-config.h"

namespace edgeward
{

/** "0.1.0". */
std::string EdgewardVersion();

/** Commit that the program was built from, with "-dirty" if files differed; "unknown" outside a
 * checkout. */
std::string GitVersion();

/** "ns-3.37". */
std::string Ns3Version();

/** The present time, "2026-11-21T10:15:00Z" (UTC, wall clock; never enters a simulation). */
std::string UtcNow();

/**
 * What someone needs to repeat a run: scenario text after overrides, seed, runs, policies, command,
 * versions, time. docs/reference/results.md names every key.
 * @param command as typed; may be empty
 */
std::map<std::string, std::string> RunManifest(const ScenarioConfig& config,
                                               const std::string& command);

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_MANIFEST_H
