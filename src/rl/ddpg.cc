/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/ddpg.h"

#include "base/errors.h"
#include "rl/flat-parameters.h"
#include "rl/moving-average.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace edgeward
{

namespace
{

std::vector<std::size_t>
SizesOf(std::size_t inputs, const std::vector<std::size_t>& hidden, std::size_t outputs)
{
    std::vector<std::size_t> sizes = {inputs};
    sizes.insert(sizes.end(), hidden.begin(), hidden.end());
    sizes.push_back(outputs);
    return sizes;
}

} // namespace

Ddpg::Pair::Pair(const std::vector<std::size_t>& sizes,
                 RandomStream random,
                 const NetworkBackEnd& how)
    : online(sizes, InitialParameters(sizes, random), how)
    , target(online, how)
{
}

Ddpg::Ddpg(const DdpgOptions& options)
    : m_options(options)
    , m_exploring(0)
    , m_sampling(0)
{
}

Ddpg::~Ddpg() = default;

void
Ddpg::Start(const ContinuousProblem& problem)
{
    if (problem.observationSize == 0 || problem.values.empty())
    {
        throw std::logic_error("Ddpg: a problem has observations and values");
    }
    m_problem = problem;
    const std::uint64_t seed = problem.seed;
    m_exploring = RandomStream(DeriveSeed(seed, 0, "ddpg/exploration"));
    m_sampling = RandomStream(DeriveSeed(seed, 0, "ddpg/replay"));
    const auto backEnd = Registry<NetworkBackEnd>::Create(Spec::Parse(m_options.backEnd));
    const std::vector<std::size_t> actor =
        SizesOf(problem.observationSize, m_options.hiddenLayers, Values());
    m_actor =
        std::make_unique<Pair>(actor, RandomStream(DeriveSeed(seed, 0, "ddpg/actor")), *backEnd);
    m_critics.clear();
    for (std::size_t index = 0; index < (m_options.twinCritics ? 2 : 1); ++index)
    {
        m_critics.push_back(
            std::make_unique<Pair>(SizesOf(Inputs(), m_options.hiddenLayers, 1),
                                   RandomStream(DeriveSeed(seed, index, "ddpg/critic")),
                                   *backEnd));
    }
    m_acting = std::make_unique<Mlp>(actor);
    CopyParameters(m_actor->online.Parameters(), *m_acting);
    m_memory = std::make_unique<ReplayBuffer>(m_options.bufferSize, Inputs(), 1);
    m_batch = TrainingBatch(m_options.batchSize, Inputs(), 1);
    m_unit.assign(Values(), 0.0);
    m_scaled.assign(Values(), 0.0);
    m_steps = m_transitions = m_updates = 0;
    m_loss = m_meanQ = m_tdError = 0.0;
    m_guard = {};
}

std::size_t
Ddpg::Values() const
{
    return m_problem.values.size();
}

std::size_t
Ddpg::Inputs() const
{
    return m_problem.observationSize + Values();
}

Ddpg::Pair&
Ddpg::Actor()
{
    return *m_actor;
}

Ddpg::Pair&
Ddpg::Critic(std::size_t index)
{
    return *m_critics.at(index);
}

void
Ddpg::Scale()
{
    for (std::size_t k = 0; k < m_unit.size(); ++k)
    {
        const ActionSpec::Value& value = m_problem.values[k];
        m_scaled[k] = value.low + (m_unit[k] + 1.0) / 2.0 * (value.high - value.low);
    }
}

const std::vector<double>&
Ddpg::ActGreedily(const Observation& observation)
{
    const float* outputs = m_acting->Forward(observation);
    std::transform(outputs, outputs + Values(), m_unit.begin(), [](float output) {
        return std::tanh(static_cast<double>(output));
    });
    Scale();
    return m_scaled;
}

const std::vector<double>&
Ddpg::Act(const Observation& observation)
{
    const bool isRandom = m_steps++ < m_options.learningStarts;
    ActGreedily(observation);
    for (double& value : m_unit)
    {
        value =
            isRandom
                ? m_exploring.Uniform(-1.0, 1.0)
                : std::clamp(value + m_options.explorationNoise * m_exploring.Normal(), -1.0, 1.0);
    }
    Scale();
    return m_scaled;
}

void
Ddpg::Observe(const ContinuousTransition& transition)
{
    if (transition.values.size() != Values())
    {
        throw std::logic_error("Ddpg: a transition with another number of values");
    }
    m_packed.observation = transition.observation;
    m_packed.nextObservation = transition.nextObservation;
    m_packed.nextObservation.resize(Inputs(), 0.0F);
    for (std::size_t k = 0; k < Values(); ++k)
    {
        const ActionSpec::Value& value = m_problem.values[k];
        const double unit =
            2.0 * (transition.values[k] - value.low) / (value.high - value.low) - 1.0;
        m_packed.observation.push_back(static_cast<float>(std::clamp(unit, -1.0, 1.0)));
    }
    m_packed.reward = transition.reward;
    m_packed.discount = transition.discount;
    m_packed.nextMask.assign(1, 1);
    m_guard.Observe(m_packed);
    m_memory->Add(m_packed);
    ++m_transitions;
    if (m_transitions < m_options.learningStarts || m_transitions % m_options.trainFrequency != 0)
    {
        return;
    }
    for (std::size_t i = 0; i < m_options.gradientSteps; ++i)
    {
        Train();
    }
    CopyParameters(m_actor->online.Parameters(), *m_acting);
}

const float*
Ddpg::Observations(const std::vector<float>& inputs, std::size_t rows)
{
    const std::size_t size = m_problem.observationSize;
    m_observations.resize(rows * size);
    for (std::size_t row = 0; row < rows; ++row)
    {
        std::copy_n(inputs.data() + row * Inputs(), size, m_observations.data() + row * size);
    }
    return m_observations.data();
}

void
Ddpg::PutActions(const float* outputs, std::size_t rows, float* inputs) const
{
    for (std::size_t row = 0; row < rows; ++row)
    {
        float* room = inputs + row * Inputs() + m_problem.observationSize;
        std::transform(outputs + row * Values(),
                       outputs + (row + 1) * Values(),
                       room,
                       [](float output) { return std::tanh(output); });
    }
}

double
Ddpg::SetTargets(TrainingBatch& batch, std::size_t rows)
{
    std::vector<float>& next = batch.nextObservations;
    PutActions(m_actor->target.Forward(Observations(next, rows), rows), rows, next.data());
    for (std::size_t row = 0; m_options.policyNoise > 0.0 && row < rows; ++row)
    {
        float* values = next.data() + row * Inputs() + m_problem.observationSize;
        for (std::size_t k = 0; k < Values(); ++k)
        {
            const double noise = std::clamp(m_options.policyNoise * m_sampling.Normal(),
                                            -m_options.noiseClip,
                                            m_options.noiseClip);
            values[k] = static_cast<float>(std::clamp(values[k] + noise, -1.0, 1.0));
        }
    }
    std::vector<float> least(rows, std::numeric_limits<float>::infinity());
    for (const std::unique_ptr<Pair>& critic : m_critics)
    {
        const float* worth = critic->target.Forward(next.data(), rows);
        for (std::size_t row = 0; row < rows; ++row)
        {
            least[row] = std::isnan(worth[row]) ? worth[row] : std::min(least[row], worth[row]);
        }
    }
    double sum = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        // A terminated transition has the discount 0; nothing after it counts.
        batch.targets[row] = batch.rewards[row] + batch.discounts[row] * least[row];
        sum += least[row];
    }
    return sum / static_cast<double>(rows);
}

double
Ddpg::TrainCritic(Pair& critic)
{
    const std::size_t rows = m_options.batchSize;
    const float* worth = critic.online.Forward(m_batch.observations.data(), rows);
    m_gradient.resize(rows);
    double squares = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        const float error = worth[row] - m_batch.targets[row];
        m_batch.errors[row] = error;
        m_gradient[row] = 2.0F * error / static_cast<float>(rows);
        squares += static_cast<double>(error) * error;
    }
    critic.online.Backward(m_gradient.data());
    TrainingStep step;
    step.update = m_updates;
    step.decision = m_steps;
    step.learningRate = m_options.learningRate;
    step.loss = squares / static_cast<double>(rows);
    step.gradientNorm = critic.online.ClipGradient(std::numeric_limits<double>::infinity());
    step.meanQ = m_nextMean;
    m_guard.Check(step);
    return step.loss;
}

double
Ddpg::DifferentiateActor(std::vector<float>& inputs, std::size_t rows)
{
    TrainedNetwork& critic = m_critics.front()->online;
    const float* outputs = m_actor->online.Forward(Observations(inputs, rows), rows);
    PutActions(outputs, rows, inputs.data());
    const float* worth = critic.Forward(inputs.data(), rows);
    double sum = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        sum -= worth[row];
    }
    m_actions.assign(rows, -1.0F / static_cast<float>(rows));
    m_gradient.resize(rows * Inputs());
    critic.BackwardToInputs(m_actions.data(), m_gradient.data());
    // Lillicrap et al. 2016, Eq. 6, through the tanh: its derivative is 1 - tanh^2.
    m_actions.resize(rows * Values());
    for (std::size_t row = 0; row < rows; ++row)
    {
        const std::size_t at = row * Inputs() + m_problem.observationSize;
        for (std::size_t k = 0; k < Values(); ++k)
        {
            const float value = inputs[at + k];
            m_actions[row * Values() + k] = m_gradient[at + k] * (1.0F - value * value);
        }
    }
    m_actor->online.Backward(m_actions.data());
    return sum / static_cast<double>(rows);
}

void
Ddpg::TrainActor()
{
    m_inputs = m_batch.observations;
    TrainingStep step;
    step.update = m_updates;
    step.decision = m_steps;
    step.learningRate = m_options.learningRate;
    step.loss = DifferentiateActor(m_inputs, m_options.batchSize);
    step.gradientNorm = m_actor->online.ClipGradient(std::numeric_limits<double>::infinity());
    m_guard.Check(step);
    m_actor->online.ApplyGradient(m_options.learningRate);
}

void
Ddpg::Train()
{
    m_memory->Sample(m_options.batchSize, m_sampling, m_batch.Destination());
    m_nextMean = SetTargets(m_batch, m_options.batchSize);
    double loss = 0.0;
    for (const std::unique_ptr<Pair>& critic : m_critics)
    {
        loss += TrainCritic(*critic) / static_cast<double>(m_critics.size());
    }
    for (const std::unique_ptr<Pair>& critic : m_critics)
    {
        critic->online.ApplyGradient(m_options.learningRate);
    }
    double error = 0.0;
    for (const float one : m_batch.errors)
    {
        error += std::abs(one) / static_cast<double>(m_batch.errors.size());
    }
    if ((m_updates + 1) % m_options.policyFrequency == 0)
    {
        TrainActor();
        m_actor->target.Follow(m_actor->online, m_options.tau);
        for (const std::unique_ptr<Pair>& critic : m_critics)
        {
            critic->target.Follow(critic->online, m_options.tau);
        }
    }
    FollowAverage(m_loss, loss, m_updates);
    FollowAverage(m_meanQ, m_nextMean, m_updates);
    FollowAverage(m_tdError, error, m_updates);
    ++m_updates;
}

LearnerProgress
Ddpg::Progress() const
{
    LearnerProgress progress;
    progress.steps = m_steps;
    progress.updates = m_updates;
    progress.loss = m_loss;
    progress.meanQ = m_meanQ;
    progress.tdError = m_tdError;
    return progress;
}

namespace
{

const Registry<ContinuousLearner>::Entry DDPG(
    "ddpg",
    "deep deterministic policy gradient (Lillicrap et al. 2016); the parts of TD3 (Fujimoto et "
    "al. 2018) on request",
    ListHyperParameters(DdpgOptions{}),
    [](const Spec& spec) { return std::make_unique<Ddpg>(DdpgOptions::FromSpec(spec)); });

} // namespace

} // namespace edgeward
