/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_POLICY_CHECKPOINT_ACTOR_H
#define EDGEWARD_POLICY_CHECKPOINT_ACTOR_H

#include "policy/checkpoint-manifest.h"
#include "rl/choice-sequence.h"
#include "rl/mlp.h"

namespace edgeward
{

/** Acts greedily with the networks of a checkpoint: manifest.toml and weights.safetensors, no
 * LibTorch. */
class CheckpointActor
{
  public:
    /**
     * Read everything at once.
     * @param form   of the actions of its networks
     * @throws IoError if a file is missing, ConfigError if one is damaged or the files do not fit
     * together
     */
    explicit CheckpointActor(const std::string& folder, ActionForm form = ActionForm::JOINT);

    /**
     * @param devices number of devices of the scenario
     * @throws ConfigError naming the first difference, unless the checkpoint can act there
     */
    void CheckFits(const std::string& policyName,
                   const ObservationSpec& spec,
                   const ActionSpace& actions,
                   std::size_t devices) const;

    /** The allowed action with the largest Q-value, in every branch or choice by choice. @param
     * device which one decides, 0..devices-1 @param mask of the form of the actions */
    std::int32_t Act(std::size_t device, const Observation& observation, const ActionMask& mask);

    const CheckpointManifest& Manifest() const;

  private:
    std::string m_folder;
    CheckpointManifest m_manifest;
    ActionForm m_form;
    ActionBranches m_branches;
    ChoiceSequence m_sequence; ///< of the form SEQUENCE
    std::vector<Mlp> m_networks;
};

} // namespace edgeward

#endif // EDGEWARD_POLICY_CHECKPOINT_ACTOR_H
