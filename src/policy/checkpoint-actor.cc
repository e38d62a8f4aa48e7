/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy/checkpoint-actor.h"

namespace edgeward
{

CheckpointActor::CheckpointActor(const std::string& folder, ActionForm form)
    : m_folder(folder)
    , m_manifest(CheckpointManifest::Read(folder))
    , m_form(form)
{
    const std::size_t positions = m_manifest.positions.size();
    const std::size_t variants = m_manifest.variants.size();
    m_branches =
        ActionBranches(form == ActionForm::JOINT ? std::vector<std::size_t>{positions * variants}
                                                 : std::vector<std::size_t>{positions, variants});
    m_sequence = ChoiceSequence(m_manifest.observation.Size(), m_branches, true);
    const bool isSequence = form == ActionForm::SEQUENCE;
    const std::size_t inputs = isSequence ? m_sequence.Inputs() : m_manifest.observation.Size();
    const std::size_t outputs = isSequence ? m_sequence.Outputs() : m_branches.Alternatives();
    for (std::size_t agent = 0; agent < m_manifest.agents; ++agent)
    {
        const std::string path = CheckpointManifest::AgentFolder(folder, agent, m_manifest.agents) +
                                 "/weights.safetensors";
        m_networks.push_back(Mlp::FromTensors(ReadSafetensors(path).tensors, path));
        const Mlp& network = m_networks.back();
        if (network.Inputs() != inputs || network.Outputs() != outputs)
        {
            throw ConfigError({path},
                              "",
                              "the network has " + std::to_string(network.Inputs()) +
                                  " inputs and " + std::to_string(network.Outputs()) +
                                  " outputs, its manifest says " + std::to_string(inputs) +
                                  " and " + std::to_string(outputs),
                              "the files are of different checkpoints; train again");
        }
    }
}

void
CheckpointActor::CheckFits(const std::string& policyName,
                           const ObservationSpec& spec,
                           const ActionSpace& actions,
                           std::size_t devices) const
{
    m_manifest.CheckFits(m_folder, policyName, spec, actions);
    if (m_manifest.agents != 1 && m_manifest.agents != devices)
    {
        throw ConfigError({m_folder},
                          "",
                          "the scenario has " + std::to_string(devices) +
                              " devices but the checkpoint has one network "
                              "each for " +
                              std::to_string(m_manifest.agents),
                          "train a policy for this scenario, or one with sharedNetwork=true");
    }
}

std::int32_t
CheckpointActor::Act(std::size_t device, const Observation& observation, const ActionMask& mask)
{
    Mlp& network = m_networks[m_networks.size() == 1 ? 0 : device];
    if (m_form != ActionForm::SEQUENCE)
    {
        return m_branches.Best(network.Forward(observation), mask.data());
    }
    return m_sequence.Decide(
        observation, mask, [&network](const Observation& seen, const ActionMask& allowed) {
            return BestAllowedAction(network.Forward(seen), allowed);
        });
}

const CheckpointManifest&
CheckpointActor::Manifest() const
{
    return m_manifest;
}

} // namespace edgeward
