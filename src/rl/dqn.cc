/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/dqn.h"

#include "base/errors.h"
#include "rl/moving-average.h"
#include "rl/random-action.h"
#include "rl/td-target.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

QArchitecture
MakeArchitecture(const LearnerProblem& problem,
                 const ActionBranches& branches,
                 const DqnOptions& options)
{
    QArchitecture architecture;
    architecture.inputs = problem.observationSize;
    architecture.hidden = options.hiddenLayers;
    architecture.actions = problem.actions;
    architecture.isDueling = options.dueling;
    architecture.isNoisy = options.noisy;
    architecture.noisySigma = options.noisySigma;
    if (options.isBranching)
    {
        // A layer of its own for every stream is one layer whose parts read the same trunk.
        architecture.branches = branches.Sizes();
        architecture.hidden.push_back(options.branchUnits *
                                      (branches.Count() + (options.dueling ? 1 : 0)));
    }
    return architecture;
}

/** A network to act with. */
std::unique_ptr<Mlp>
MakeMlp(const QArchitecture& architecture)
{
    std::vector<std::size_t> sizes = architecture.Sizes();
    sizes.back() = architecture.actions;
    return std::make_unique<Mlp>(sizes);
}

/** Mean magnitude of @p errors. */
double
MeanMagnitude(const std::vector<float>& errors)
{
    double sum = 0.0;
    for (const float error : errors)
    {
        sum += std::abs(error);
    }
    return sum / static_cast<double>(errors.size());
}

} // namespace

Dqn::Dqn(const DqnOptions& options)
    : m_options(options)
    , m_exploring(0)
    , m_sampling(0)
    , m_noise(0)
    , m_epsilon(0.0, 0.0, 0.0, 0)
    , m_beta(0.0, 0.0, 0.0, 0)
    , m_learningRate(0.0, 0.0, 0.0, 0)
{
}

Dqn::~Dqn() = default;

void
Dqn::Start(const LearnerProblem& problem)
{
    const DqnOptions& o = m_options;
    if (problem.observationSize == 0 || problem.actions == 0)
    {
        throw std::logic_error("Dqn: a problem has observations and actions");
    }
    if (problem.totalSteps == 0 &&
        (o.startEpsilon != o.endEpsilon || o.learningRate != o.finalLearningRate))
    {
        throw ConfigError(o.Name() +
                          ": the length of the training is unknown, so epsilon and the learning "
                          "rate cannot follow it; state it, or set startEpsilon = endEpsilon and "
                          "no finalLearningRate");
    }
    m_problem = problem;
    m_exploring = RandomStream(DeriveSeed(problem.seed, 0, "dqn/exploration"));
    m_sampling = RandomStream(DeriveSeed(problem.seed, 0, "dqn/replay"));
    m_noise = RandomStream(DeriveSeed(problem.seed, 0, "dqn/noise"));
    m_epsilon =
        LinearSchedule(o.startEpsilon, o.endEpsilon, o.explorationFraction, problem.totalSteps);
    m_learningRate = LinearSchedule(o.learningRate, o.finalLearningRate, 1.0, problem.totalSteps);

    m_beta = LinearSchedule(o.prioritizedReplayBeta, 1.0, 1.0, problem.totalSteps);

    m_branches = BranchesOfProblem();
    m_architecture = MakeArchitecture(problem, m_branches, o);
    const std::vector<float> initial =
        m_architecture.Initial(RandomStream(DeriveSeed(problem.seed, 0, "dqn/parameters")));
    m_networks = std::make_unique<QTrainer>(
        m_architecture, initial, *Registry<NetworkBackEnd>::Create(Spec::Parse(o.backEnd)));
    m_acting = MakeMlp(m_architecture);
    m_final = MakeMlp(m_architecture);
    m_memory = std::make_unique<TransitionMemory>(
        MemoryOptions(), problem.observationSize, problem.actions);
    m_batch = TrainingBatch(o.batchSize, problem.observationSize, problem.actions);
    m_averaged = o.averagingDecay > 0.0 ? initial : std::vector<float>{};
    m_steps = m_transitions = m_updates = 0;
    m_loss = m_meanQ = m_tdError = 0.0;
    m_guard = {};
    RefreshActing();
}

std::int32_t
Dqn::Act(const Observation& observation, const ActionMask& mask)
{
    const double epsilon = m_epsilon.Value(m_steps++);
    if (m_options.noisy)
    {
        m_networks->DrawNoise(QTrainer::Network::ONLINE, m_noise);
        m_architecture.CopyTo(m_networks->Weights(QTrainer::Network::ONLINE).data(), *m_acting);
    }
    // Branches explore each by itself: were all random at once, everything but the greedy choices
    // would be judged by what the other branches spoil.
    const float* values = nullptr;
    std::size_t first = 0;
    std::int32_t joint = 0;
    for (const std::size_t size : m_branches.Sizes())
    {
        const std::uint8_t* allowed = mask.data() + first;
        std::int32_t choice = 0;
        if (m_exploring.Uniform() < epsilon)
        {
            choice = RandomAllowedAction(allowed, size, m_exploring);
        }
        else
        {
            values = values ? values : m_acting->Forward(observation);
            choice = BestAllowedAction(values + first, allowed, size);
        }
        joint = joint * static_cast<std::int32_t>(size) + choice;
        first += size;
    }
    return joint;
}

std::int32_t
Dqn::ActGreedily(const Observation& observation, const ActionMask& mask)
{
    if (m_averaged.empty() && !m_options.noisy)
    {
        return m_branches.Best(m_acting->Forward(observation), mask.data());
    }
    if (!m_isFinalFresh)
    {
        m_architecture.CopyTo(ActingParameters().data(), *m_final);
        m_isFinalFresh = true;
    }
    return m_branches.Best(m_final->Forward(observation), mask.data());
}

void
Dqn::Observe(const Transition& transition)
{
    m_guard.Observe(transition);
    m_memory->Add(transition);
    ++m_transitions;
    if (m_transitions < m_options.learningStarts || m_memory->Size() == 0)
    {
        return;
    }
    if (m_transitions % m_options.trainFrequency == 0)
    {
        for (std::size_t i = 0; i < m_options.gradientSteps; ++i)
        {
            Train();
        }
        RefreshActing();
    }
    if (m_transitions % m_options.targetNetworkFrequency == 0)
    {
        m_networks->UpdateTarget(m_options.tau);
    }
}

double
Dqn::SetTargets()
{
    TrainingBatch& batch = m_batch;
    const std::size_t rows = m_options.batchSize;
    const float* next = batch.nextObservations.data();
    m_networks->DrawNoise(QTrainer::Network::TARGET, m_noise);
    m_networks->Values(QTrainer::Network::TARGET, next, rows, batch.targetNext.data());
    TdInputs inputs;
    inputs.rows = rows;
    inputs.actions = m_problem.actions;
    inputs.rewards = batch.rewards.data();
    inputs.discounts = batch.discounts.data();
    inputs.nextMasks = batch.nextMasks.data();
    inputs.branches = &m_branches;
    inputs.selecting = inputs.valuing = batch.targetNext.data();
    if (m_options.doubleDqn)
    {
        m_networks->DrawNoise(QTrainer::Network::ONLINE, m_noise);
        m_networks->Values(QTrainer::Network::ONLINE, next, rows, batch.onlineNext.data());
        inputs.selecting = batch.onlineNext.data();
    }
    return ComputeTdTargets(inputs, batch.targets.data());
}

void
Dqn::Train()
{
    m_memory->Sample(m_options.batchSize,
                     m_beta.Value(m_steps),
                     m_sampling,
                     m_batch.Destination(),
                     m_batch.slots.data(),
                     m_batch.weights.data());
    TrainingStep step;
    step.update = m_updates;
    step.decision = m_steps;
    step.learningRate = m_learningRate.Value(m_steps);
    step.meanQ = SetTargets();
    m_networks->DrawNoise(QTrainer::Network::ONLINE, m_noise);
    TdBatch batch;
    batch.rows = m_options.batchSize;
    batch.actions = m_batch.actions.data();
    batch.targets = m_batch.targets.data();
    batch.weights = m_memory->IsPrioritized() ? m_batch.weights.data() : nullptr;
    batch.errors = m_batch.errors.data();
    batch.branches = &m_branches;
    step.loss = m_networks->Differentiate(m_options.loss, m_batch.observations.data(), batch);
    step.gradientNorm = m_networks->ClipGradient(m_options.maxGradNorm);
    m_guard.Check(step);
    m_networks->ApplyGradient(step.learningRate);
    m_memory->Update(m_batch.slots.data(), m_batch.errors.data(), m_options.batchSize);
    FollowAverage(m_loss, step.loss, m_updates);
    FollowAverage(m_meanQ, step.meanQ, m_updates);
    const double branches = static_cast<double>(m_branches.Count());
    FollowAverage(m_tdError, MeanMagnitude(m_batch.errors) / branches, m_updates);
    ++m_updates;
    Average();
}

void
Dqn::Average()
{
    if (m_averaged.empty())
    {
        return;
    }
    // Early on the average must forget the initial parameters faster than it ever does later.
    const double updates = static_cast<double>(m_updates);
    const auto keep =
        static_cast<float>(std::min(m_options.averagingDecay, (1.0 + updates) / (10.0 + updates)));
    const std::vector<float>& online = m_networks->Parameters(QTrainer::Network::ONLINE);
    for (std::size_t i = 0; i < online.size(); ++i)
    {
        m_averaged[i] = keep * m_averaged[i] + (1.0F - keep) * online[i];
    }
}

void
Dqn::RefreshActing()
{
    // A noisy network is not copied here but at every decision, with other noise.
    m_architecture.CopyTo(m_networks->Parameters(QTrainer::Network::ONLINE).data(), *m_acting);
    m_isFinalFresh = false;
}

LearnerProgress
Dqn::Progress() const
{
    LearnerProgress progress;
    progress.steps = m_steps;
    progress.updates = m_updates;
    progress.epsilon = m_epsilon.Value(m_steps);
    progress.loss = m_loss;
    progress.meanQ = m_meanQ;
    progress.tdError = m_tdError;
    return progress;
}

const QTrainer&
Dqn::Networks() const
{
    return *m_networks;
}

std::vector<float>
Dqn::Values(const Observation& observation)
{
    const float* values = m_acting->Forward(observation);
    return std::vector<float>(values, values + m_problem.actions);
}

const std::vector<float>&
Dqn::ActingParameters() const
{
    return m_averaged.empty() ? m_networks->Parameters(QTrainer::Network::ONLINE) : m_averaged;
}

ActionBranches
Dqn::BranchesOfProblem() const
{
    if (!m_options.isBranching && !m_problem.branches.empty())
    {
        throw ConfigError("dqn makes one choice of enumerated actions, this problem has " +
                          std::to_string(m_problem.branches.size()) + " at once; use bdq or sdqn");
    }
    if (m_problem.isMaskJoint)
    {
        throw ConfigError("bdq forbids alternatives, this problem joint actions; use sdqn");
    }
    ActionBranches branches(m_problem.branches.empty() ? std::vector<std::size_t>{m_problem.actions}
                                                       : m_problem.branches);
    if (branches.Alternatives() != m_problem.actions)
    {
        throw std::logic_error("Dqn: a mask of another length than the branches");
    }
    return branches;
}

TransitionMemoryOptions
Dqn::MemoryOptions() const
{
    TransitionMemoryOptions options;
    options.capacity = m_options.bufferSize;
    options.nStep = m_options.nStep;
    options.jointActions = m_branches.JointActions();
    options.isPrioritized = m_options.prioritizedReplay;
    options.alpha = m_options.prioritizedReplayAlpha;
    options.epsilon = m_options.prioritizedReplayEpsilon;
    return options;
}

namespace
{

const Registry<Learner>::Entry DQN(
    "dqn",
    "deep Q-network with Double targets, Huber loss, clipped gradients and action masks (Mnih et "
    "al. 2015; van Hasselt, Guez, Silver 2016); dueling, prioritized, n-step and noisy on request",
    DqnOptions::Parameters(DqnOptions()),
    [](const Spec& spec) { return std::make_unique<Dqn>(DqnOptions::FromSpec(spec)); });

} // namespace

} // namespace edgeward
