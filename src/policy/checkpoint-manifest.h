/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_CHECKPOINT_MANIFEST_H
#define EDGEWARD_POLICY_CHECKPOINT_MANIFEST_H

#include "policy/action-space.h"
#include "rl/observation-spec.h"

#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/** What a trained policy's folder holds, readable: FOLDER/manifest.toml. */
struct CheckpointManifest
{
    std::string policy;                 ///< registered name, e.g. "dqn"
    std::string learner;                ///< spec of what learned, normal form
    ObservationSpec observation;        ///< what the network sees
    std::vector<std::string> positions; ///< action space: "device", then the servers' names
    std::vector<std::string> variants;  ///< action space: the network's variants
    std::size_t agents = 1;             ///< 1: one network for all devices; else one for each
    std::uint64_t seed = 0;             ///< experiment seed of the training
    std::uint64_t steps = 0;            ///< decisions learned from
    std::map<std::string, std::string> provenance; ///< scenario, versions, ... as the program says

    /** The manifest as TOML text. */
    std::string ToToml() const;

    /** Write FOLDER/manifest.toml atomically. @throws IoError if that fails */
    void Write(const std::string& folder) const;

    /**
     * Read FOLDER/manifest.toml.
     * @throws IoError if there is none, ConfigError (file:line:column) if anything in it is wrong
     */
    static CheckpointManifest Read(const std::string& folder);

    /** Where the network of @p agent stands: FOLDER, or FOLDER/agent-K where there is more than
     * one. */
    static std::string AgentFolder(const std::string& folder,
                                   std::size_t agent,
                                   std::size_t agents);

    /**
     * @throws ConfigError naming the first difference, unless a policy of that name with that
     * observation and action space can use the checkpoint
     */
    void CheckFits(const std::string& folder,
                   const std::string& policyName,
                   const ObservationSpec& spec,
                   const ActionSpace& actions) const;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_CHECKPOINT_MANIFEST_H
