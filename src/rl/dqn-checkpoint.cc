/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How a Dqn is kept in a folder.
 */
#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "rl/dqn-state.h"
#include "rl/dqn.h"

namespace edgeward
{

namespace
{

const std::string STATE_FILE = "training-state.bin";
const std::string WEIGHTS_FILE = "weights.safetensors";

/** "2-3" */
std::string
ToText(const std::vector<std::size_t>& sizes)
{
    std::vector<std::string> texts;
    for (const std::size_t size : sizes)
    {
        texts.push_back(std::to_string(size));
    }
    return Join(texts, "-");
}

} // namespace

std::map<std::string, std::string>
Dqn::Setup() const
{
    std::map<std::string, std::string> setup = m_options.ToTexts();
    setup["observationSize"] = std::to_string(m_problem.observationSize);
    setup["actions"] = std::to_string(m_problem.actions);
    if (m_options.isBranching)
    {
        setup["branches"] = ToText(m_branches.Sizes());
    }
    if (m_options.isSequential)
    {
        setup["sequence"] = ToText(m_options.sequence);
    }
    return setup;
}

DqnState
Dqn::MakeState() const
{
    DqnState state;
    state.setup = Setup();
    state.online = m_networks->Parameters(QTrainer::Network::ONLINE);
    state.target = m_networks->Parameters(QTrainer::Network::TARGET);
    state.averaged = m_averaged;
    state.optimizer = m_networks->Optimizer();
    state.exploring = m_exploring.State();
    state.sampling = m_sampling.State();
    state.noise = m_noise.State();
    state.steps = m_steps;
    state.transitions = m_transitions;
    state.updates = m_updates;
    state.loss = m_loss;
    state.meanQ = m_meanQ;
    state.tdError = m_tdError;
    state.guard = m_guard.GetState();
    state.memory = m_memory->Save();
    return state;
}

void
Dqn::Save(const std::string& folder) const
{
    WriteFileAtomically(folder + "/" + STATE_FILE, FormatDqnState(MakeState()));
    Mlp policy(m_acting->Sizes());
    m_architecture.CopyTo(ActingParameters().data(), policy);
    SafetensorsFile weights;
    weights.tensors = policy.ToTensors();
    weights.metadata = {{"learner", m_options.Name()}, {"updates", std::to_string(m_updates)}};
    WriteSafetensors(folder + "/" + WEIGHTS_FILE, weights);
}

void
Dqn::Load(const std::string& folder)
{
    // Everything is read and checked before anything of this object changes.
    const std::string path = folder + "/" + STATE_FILE;
    const DqnState state = ParseDqnState(ReadWholeFile(path), Setup(), path);
    const std::size_t count = m_networks->Parameters(QTrainer::Network::ONLINE).size();
    if (state.online.size() != count || state.averaged.size() != m_averaged.size())
    {
        throw ConfigError({path}, "", "does not hold the parameters of its own setup", "");
    }
    auto memory = std::make_unique<TransitionMemory>(
        MemoryOptions(), m_problem.observationSize, m_problem.actions);
    memory->Restore(state.memory, path);

    m_memory = std::move(memory);
    m_networks->SetParameters(QTrainer::Network::ONLINE, state.online);
    m_networks->SetParameters(QTrainer::Network::TARGET, state.target);
    m_networks->SetOptimizer(state.optimizer);
    m_averaged = state.averaged;
    m_exploring.Restore(state.exploring);
    m_sampling.Restore(state.sampling);
    m_noise.Restore(state.noise);
    m_steps = state.steps;
    m_transitions = state.transitions;
    m_updates = state.updates;
    m_loss = state.loss;
    m_meanQ = state.meanQ;
    m_tdError = state.tdError;
    m_guard.SetState(state.guard);
    RefreshActing();
}

} // namespace edgeward
