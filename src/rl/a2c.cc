/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/a2c.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "rl/flat-parameters.h"
#include "rl/moving-average.h"
#include "rl/training-state.h"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace edgeward
{

namespace
{

const std::string STATE_FILE = "training-state.bin";
const std::string WEIGHTS_FILE = "weights.safetensors";

/** To mean 0 and standard deviation 1, unless there is nothing to tell apart. */
void
Normalize(std::vector<double>& values)
{
    constexpr double LEAST = 1e-8; // Stable-Baselines3
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0.0;
    for (const double value : values)
    {
        squares += (value - mean) * (value - mean);
    }
    const double deviation = std::sqrt(squares / count);
    for (double& value : values)
    {
        value = (value - mean) / (deviation + LEAST);
    }
}

} // namespace

A2c::A2c(const A2cOptions& options)
    : m_options(options)
    , m_exploring(0)
    , m_learningRate(0.0, 0.0, 0.0, 0)
{
}

A2c::~A2c() = default;

void
A2c::Start(const LearnerProblem& problem)
{
    if (problem.observationSize == 0 || problem.actions == 0)
    {
        throw std::logic_error("A2c: a problem has observations and actions");
    }
    if (problem.totalSteps == 0 && m_options.learningRate != m_options.finalLearningRate)
    {
        throw ConfigError("a2c: the length of the training is unknown, so the learning rate cannot "
                          "follow it; state it, or give no finalLearningRate");
    }
    m_problem = problem;
    m_exploring = RandomStream(DeriveSeed(problem.seed, 0, "a2c/exploration"));
    m_learningRate = LinearSchedule(
        m_options.learningRate, m_options.finalLearningRate, 1.0, problem.totalSteps);
    const auto backEnd = Registry<NetworkBackEnd>::Create(Spec::Parse(m_options.backEnd));
    const auto make = [&](std::size_t outputs, const char* purpose) {
        std::vector<std::size_t> sizes = {problem.observationSize};
        sizes.insert(sizes.end(), m_options.hiddenLayers.begin(), m_options.hiddenLayers.end());
        sizes.push_back(outputs);
        const RandomStream random(DeriveSeed(problem.seed, 0, purpose));
        return std::make_unique<TrainedNetwork>(sizes, InitialParameters(sizes, random), *backEnd);
    };
    m_actor = make(problem.actions, "a2c/actor");
    m_critic = make(1, "a2c/critic");
    m_acting = std::make_unique<Mlp>(m_actor->Sizes());
    CopyParameters(m_actor->Parameters(), *m_acting);
    m_rollout = std::make_unique<Rollout>(
        m_options.rolloutLength, problem.observationSize, problem.actions);
    m_steps = m_updates = 0;
    m_loss = m_meanValue = m_tdError = 0.0;
    m_guard = {};
}

TrainedNetwork&
A2c::Actor()
{
    return *m_actor;
}

TrainedNetwork&
A2c::Critic()
{
    return *m_critic;
}

std::vector<double>
A2c::Probabilities(const Observation& observation, const ActionMask& mask)
{
    m_softmax.Set(m_acting->Forward(observation), mask.data(), mask.size());
    return m_softmax.Probabilities();
}

std::int32_t
A2c::Act(const Observation& observation, const ActionMask& mask)
{
    ++m_steps;
    m_softmax.Set(m_acting->Forward(observation), mask.data(), mask.size());
    return m_softmax.Draw(m_exploring);
}

std::int32_t
A2c::ActGreedily(const Observation& observation, const ActionMask& mask)
{
    return BestAllowedAction(m_acting->Forward(observation), mask);
}

void
A2c::Observe(const Transition& transition)
{
    m_guard.Observe(transition);
    m_rollout->Add(transition);
    if (m_rollout->IsFull())
    {
        Train();
        m_rollout->Clear();
        CopyParameters(m_actor->Parameters(), *m_acting);
    }
}

PolicyLoss
A2c::DifferentiateActor(const Rollout& rollout, const std::vector<double>& advantages)
{
    const std::size_t rows = rollout.Size();
    const std::size_t actions = m_problem.actions;
    const float* logits = m_actor->Forward(rollout.Observations().data(), rows);
    m_gradient.resize(rows * actions);
    PolicyLoss loss;
    for (std::size_t row = 0; row < rows; ++row)
    {
        m_softmax.Set(logits + row * actions, rollout.Mask(row), actions);
        DifferentiatePolicy(m_softmax,
                            {rollout.Action(row), advantages[row]},
                            m_options.entropyCoefficient,
                            1.0 / static_cast<double>(rows),
                            loss,
                            m_gradient.data() + row * actions);
    }
    m_actor->Backward(m_gradient.data());
    return loss;
}

double
A2c::DifferentiateCritic(const std::vector<double>& returns)
{
    const std::size_t rows = returns.size();
    const float* values = m_critic->Forward(m_rollout->Observations().data(), rows);
    m_gradient.resize(rows);
    double squares = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        const double error = values[row] - returns[row];
        m_gradient[row] = static_cast<float>(2.0 * error / static_cast<double>(rows));
        squares += error * error;
    }
    m_critic->Backward(m_gradient.data());
    return squares / static_cast<double>(rows);
}

void
A2c::Check(TrainedNetwork& network, double loss, double meanValue) const
{
    TrainingStep step;
    step.update = m_updates;
    step.decision = m_steps;
    step.learningRate = m_learningRate.Value(m_steps);
    step.loss = loss;
    step.meanQ = meanValue;
    step.gradientNorm = network.ClipGradient(m_options.maxGradNorm);
    m_guard.Check(step);
}

void
A2c::Train()
{
    m_rollout->Sort();
    const std::size_t rows = m_rollout->Size();
    const float* forward = m_critic->Forward(m_rollout->NextObservations().data(), rows);
    const std::vector<float> nextValues(forward, forward + rows);
    forward = m_critic->Forward(m_rollout->Observations().data(), rows);
    const std::vector<float> values(forward, forward + rows);
    std::vector<double> advantages =
        m_rollout->Advantages(values.data(), nextValues.data(), m_options.gaeLambda);
    std::vector<double> returns(rows);
    double meanValue = 0.0;
    double meanError = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        returns[row] = advantages[row] + values[row];
        meanValue += values[row] / static_cast<double>(rows);
        meanError += std::abs(advantages[row]) / static_cast<double>(rows);
    }
    if (m_options.normalizeAdvantage)
    {
        Normalize(advantages);
    }
    // Both gradients are there and checked before anything moves.
    const double valueLoss = DifferentiateCritic(returns);
    Check(*m_critic, valueLoss, meanValue);
    const PolicyLoss policyLoss = DifferentiateActor(*m_rollout, advantages);
    Check(*m_actor, policyLoss.policy, meanValue);
    const double rate = m_learningRate.Value(m_steps);
    m_critic->ApplyGradient(rate);
    m_actor->ApplyGradient(rate);
    FollowAverage(m_loss, policyLoss.policy + valueLoss, m_updates);
    FollowAverage(m_meanValue, meanValue, m_updates);
    FollowAverage(m_tdError, meanError, m_updates);
    ++m_updates;
}

LearnerProgress
A2c::Progress() const
{
    LearnerProgress progress;
    progress.steps = m_steps;
    progress.updates = m_updates;
    progress.loss = m_loss;
    progress.meanQ = m_meanValue;
    progress.tdError = m_tdError;
    return progress;
}

std::map<std::string, std::string>
A2c::Setup() const
{
    std::map<std::string, std::string> setup = HyperParameterTexts(m_options);
    setup["observationSize"] = std::to_string(m_problem.observationSize);
    setup["actions"] = std::to_string(m_problem.actions);
    return setup;
}

void
A2c::Save(const std::string& folder) const
{
    TrainingState state;
    state.setup = Setup();
    state.PutNetwork("actor", *m_actor);
    state.PutNetwork("critic", *m_critic);
    state.streams["exploring"] = m_exploring.State();
    state.counts["steps"] = m_steps;
    state.counts["updates"] = m_updates;
    state.numbers["loss"] = m_loss;
    state.numbers["meanValue"] = m_meanValue;
    state.numbers["tdError"] = m_tdError;
    state.PutGuard(m_guard);
    state.memory = m_rollout->Save();
    WriteFileAtomically(folder + "/" + STATE_FILE, state.Format());
    SafetensorsFile weights;
    weights.tensors = m_acting->ToTensors();
    weights.metadata = {{"learner", "a2c"}, {"updates", std::to_string(m_updates)}};
    WriteSafetensors(folder + "/" + WEIGHTS_FILE, weights);
}

void
A2c::Load(const std::string& folder)
{
    // Everything is read and checked before anything of this object changes.
    const std::string path = folder + "/" + STATE_FILE;
    const TrainingState state = TrainingState::Parse(ReadWholeFile(path), Setup(), path);
    state.CheckNetwork("actor", *m_actor);
    state.CheckNetwork("critic", *m_critic);
    const auto exploring = state.Stream("exploring");
    const std::uint64_t steps = state.Count("steps");
    const std::uint64_t updates = state.Count("updates");
    const double loss = state.Number("loss");
    const double meanValue = state.Number("meanValue");
    const double tdError = state.Number("tdError");
    const DivergenceGuard::State guard = state.Guard();
    auto rollout = std::make_unique<Rollout>(
        m_options.rolloutLength, m_problem.observationSize, m_problem.actions);
    rollout->Restore(state.memory, path);

    m_rollout = std::move(rollout);
    state.GetNetwork("actor", *m_actor);
    state.GetNetwork("critic", *m_critic);
    CopyParameters(m_actor->Parameters(), *m_acting);
    m_exploring.Restore(exploring);
    m_steps = steps;
    m_updates = updates;
    m_loss = loss;
    m_meanValue = meanValue;
    m_tdError = tdError;
    m_guard.SetState(guard);
}

namespace
{

const Registry<Learner>::Entry A2C(
    "a2c",
    "advantage actor-critic with masked softmax, entropy bonus and, on request, generalized "
    "advantages (Mnih et al. 2016; Schulman et al. 2016)",
    ListHyperParameters(A2cOptions{}),
    [](const Spec& spec) { return std::make_unique<A2c>(A2cOptions::FromSpec(spec)); });

} // namespace

} // namespace edgeward
