/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * How a Dqn is kept in a folder.
 */
#include "base/file-writer.h"
#include "base/text.h"
#include "rl/dqn.h"
#include "rl/training-state.h"

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

TrainingState
Dqn::MakeState() const
{
    TrainingState state;
    state.setup = Setup();
    state.values["online"] = m_networks->Parameters(QTrainer::Network::ONLINE);
    state.values["target"] = m_networks->Parameters(QTrainer::Network::TARGET);
    state.values["averaged"] = m_averaged;
    state.PutOptimizer("adam", m_networks->Optimizer());
    state.streams = {{"exploring", m_exploring.State()},
                     {"sampling", m_sampling.State()},
                     {"noise", m_noise.State()}};
    state.counts["steps"] = m_steps;
    state.counts["transitions"] = m_transitions;
    state.counts["updates"] = m_updates;
    state.numbers["loss"] = m_loss;
    state.numbers["meanQ"] = m_meanQ;
    state.numbers["tdError"] = m_tdError;
    state.PutGuard(m_guard);
    state.memory = m_memory->Save();
    return state;
}

void
Dqn::Save(const std::string& folder) const
{
    WriteFileAtomically(folder + "/" + STATE_FILE, MakeState().Format());
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
    const TrainingState state = TrainingState::Parse(ReadWholeFile(path), Setup(), path);
    const std::size_t count = m_networks->Parameters(QTrainer::Network::ONLINE).size();
    const std::vector<float>& online = state.Values("online", count);
    const std::vector<float>& target = state.Values("target", count);
    const std::vector<float>& averaged = state.Values("averaged", m_averaged.size());
    const AdamState optimizer = state.Optimizer("adam", count);
    const auto exploring = state.Stream("exploring");
    const auto sampling = state.Stream("sampling");
    const auto noise = state.Stream("noise");
    const std::uint64_t steps = state.Count("steps");
    const std::uint64_t transitions = state.Count("transitions");
    const std::uint64_t updates = state.Count("updates");
    const double loss = state.Number("loss");
    const double meanQ = state.Number("meanQ");
    const double tdError = state.Number("tdError");
    const DivergenceGuard::State guard = state.Guard();
    auto memory = std::make_unique<TransitionMemory>(
        MemoryOptions(), m_problem.observationSize, m_problem.actions);
    memory->Restore(state.memory, path);

    m_memory = std::move(memory);
    m_networks->SetParameters(QTrainer::Network::ONLINE, online);
    m_networks->SetParameters(QTrainer::Network::TARGET, target);
    m_networks->SetOptimizer(optimizer);
    m_averaged = averaged;
    m_exploring.Restore(exploring);
    m_sampling.Restore(sampling);
    m_noise.Restore(noise);
    m_steps = steps;
    m_transitions = transitions;
    m_updates = updates;
    m_loss = loss;
    m_meanQ = meanQ;
    m_tdError = tdError;
    m_guard.SetState(guard);
    RefreshActing();
}

} // namespace edgeward
