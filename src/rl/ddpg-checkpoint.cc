/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/ddpg.h"

#include "base/file-writer.h"
#include "rl/flat-parameters.h"
#include "rl/training-state.h"

namespace edgeward
{

namespace
{

const std::string STATE_FILE = "training-state.bin";
const std::string WEIGHTS_FILE = "weights.safetensors";

std::string
CriticName(std::size_t index)
{
    return "critic-" + std::to_string(index);
}

} // namespace

std::map<std::string, std::string>
Ddpg::Setup() const
{
    std::map<std::string, std::string> setup = HyperParameterTexts(m_options);
    setup["observationSize"] = std::to_string(m_problem.observationSize);
    setup["values"] = std::to_string(Values());
    return setup;
}

void
Ddpg::Save(const std::string& folder) const
{
    TrainingState state;
    state.setup = Setup();
    state.PutNetwork("actor", m_actor->online);
    state.values["actor.target"] = m_actor->target.Parameters();
    for (std::size_t index = 0; index < m_critics.size(); ++index)
    {
        state.PutNetwork(CriticName(index), m_critics[index]->online);
        state.values[CriticName(index) + ".target"] = m_critics[index]->target.Parameters();
    }
    state.streams = {{"exploring", m_exploring.State()}, {"sampling", m_sampling.State()}};
    state.counts["steps"] = m_steps;
    state.counts["transitions"] = m_transitions;
    state.counts["updates"] = m_updates;
    state.numbers["loss"] = m_loss;
    state.numbers["meanQ"] = m_meanQ;
    state.numbers["tdError"] = m_tdError;
    state.PutGuard(m_guard);
    state.memory = m_memory->Save();
    WriteFileAtomically(folder + "/" + STATE_FILE, state.Format());
    SafetensorsFile weights;
    weights.tensors = m_acting->ToTensors();
    weights.metadata = {{"learner", "ddpg"}, {"updates", std::to_string(m_updates)}};
    WriteSafetensors(folder + "/" + WEIGHTS_FILE, weights);
}

void
Ddpg::Load(const std::string& folder)
{
    // Everything is read and checked before anything of this object changes.
    const std::string path = folder + "/" + STATE_FILE;
    const TrainingState state = TrainingState::Parse(ReadWholeFile(path), Setup(), path);
    std::map<std::string, Pair*> pairs = {{"actor", m_actor.get()}};
    for (std::size_t index = 0; index < m_critics.size(); ++index)
    {
        pairs[CriticName(index)] = m_critics[index].get();
    }
    for (const auto& [name, pair] : pairs)
    {
        state.CheckNetwork(name, pair->online);
        state.Values(name + ".target", pair->target.Parameters().size());
    }
    const auto exploring = state.Stream("exploring");
    const auto sampling = state.Stream("sampling");
    const std::uint64_t steps = state.Count("steps");
    const std::uint64_t transitions = state.Count("transitions");
    const std::uint64_t updates = state.Count("updates");
    const double loss = state.Number("loss");
    const double meanQ = state.Number("meanQ");
    const double tdError = state.Number("tdError");
    const DivergenceGuard::State guard = state.Guard();
    auto memory = std::make_unique<ReplayBuffer>(m_options.bufferSize, Inputs(), 1);
    memory->Restore(state.memory, path);

    m_memory = std::move(memory);
    for (const auto& [name, pair] : pairs)
    {
        state.GetNetwork(name, pair->online);
        pair->target.SetParameters(
            state.Values(name + ".target", pair->target.Parameters().size()));
    }
    CopyParameters(m_actor->online.Parameters(), *m_acting);
    m_exploring.Restore(exploring);
    m_sampling.Restore(sampling);
    m_steps = steps;
    m_transitions = transitions;
    m_updates = updates;
    m_loss = loss;
    m_meanQ = meanQ;
    m_tdError = tdError;
    m_guard.SetState(guard);
}

} // namespace edgeward
