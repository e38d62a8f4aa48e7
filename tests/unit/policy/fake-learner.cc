/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "fake-learner.h"

#include <algorithm>
#include <memory>

namespace edgeward
{

namespace
{

const Registry<Learner>::Entry ENTRY("fake",
                                     "Remembers what it is told.",
                                     {{"hidden", "8", "units of the hidden layer"},
                                      {"broken", "false", "whether Observe() fails"}},
                                     [](const Spec& spec) {
                                         return std::make_unique<FakeLearner>(spec);
                                     });

} // namespace

FakeLearner::FakeLearner(const Spec& spec)
    : hidden(static_cast<std::size_t>(spec.GetInt("hidden", 8, 1, 1000)))
    , isBroken(spec.GetBool("broken", false))
{
}

FakeLearner::~FakeLearner()
{
    std::vector<FakeLearner*>& alive = Alive();
    alive.erase(std::remove(alive.begin(), alive.end(), this), alive.end());
}

std::vector<FakeLearner*>&
FakeLearner::Alive()
{
    static std::vector<FakeLearner*> alive;
    return alive;
}

void
FakeLearner::Start(const LearnerProblem& start)
{
    problem = start;
    m_random = RandomStream(problem.seed);
    m_network = Mlp({problem.observationSize, hidden, problem.actions});
    for (std::size_t layer = 0; layer < m_network.Layers(); ++layer)
    {
        for (float& weight : m_network.Weight(layer))
        {
            weight = static_cast<float>(m_random.Uniform(-1.0, 1.0));
        }
    }
    Alive().push_back(this);
}

std::int32_t
FakeLearner::Act(const Observation&, const ActionMask& mask)
{
    ++acted;
    std::uint64_t action = m_random.Index(mask.size());
    while (mask[action] == 0)
    {
        action = m_random.Index(mask.size());
    }
    return static_cast<std::int32_t>(action);
}

std::int32_t
FakeLearner::ActGreedily(const Observation& observation, const ActionMask& mask)
{
    return BestAllowedAction(m_network.Forward(observation), mask);
}

void
FakeLearner::Observe(const Transition& transition)
{
    if (isBroken)
    {
        throw UserError("the loss is not finite");
    }
    transitions.push_back(transition);
}

LearnerProgress
FakeLearner::Progress() const
{
    LearnerProgress progress;
    progress.steps = acted;
    progress.updates = transitions.size();
    progress.epsilon = 0.5;
    return progress;
}

void
FakeLearner::Save(const std::string& folder) const
{
    SafetensorsFile file;
    file.tensors = m_network.ToTensors();
    WriteSafetensors(folder + "/weights.safetensors", file);
}

void
FakeLearner::Load(const std::string& folder)
{
    const std::string path = folder + "/weights.safetensors";
    m_network = Mlp::FromTensors(ReadSafetensors(path).tensors, path);
}

} // namespace edgeward
