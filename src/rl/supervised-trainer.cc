/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/supervised-trainer.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"
#include "rl/flat-parameters.h"
#include "rl/moving-average.h"
#include "rl/training-state.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

const std::string STATE_FILE = "training-state.bin";
const std::string WEIGHTS_FILE = "weights.safetensors";

std::vector<std::size_t>
SizesOf(std::size_t inputs, const std::vector<std::size_t>& hidden, std::size_t outputs)
{
    std::vector<std::size_t> sizes = {inputs};
    sizes.insert(sizes.end(), hidden.begin(), hidden.end());
    sizes.push_back(outputs);
    return sizes;
}

} // namespace

void
SupervisedOptions::Visit(HyperParameters& visitor)
{
    visitor.Number("learningRate",
                   learningRate,
                   HyperParameters::LEAST,
                   1.0,
                   "step size of Adam (Kingma and Ba 2015)");
    visitor.Count("bufferSize", bufferSize, 1, "samples remembered; ours");
    visitor.Count("batchSize", batchSize, 1, "samples per training step; as dqn");
    visitor.Count(
        "learningStarts", learningStarts, 0, "samples before the first training step; ours");
    visitor.Count("trainFrequency", trainFrequency, 1, "samples between trainings; ours");
    visitor.Count("gradientSteps", gradientSteps, 1, "training steps at each training; ours");
    visitor.Number("maxGradNorm",
                   maxGradNorm,
                   HyperParameters::LEAST,
                   1e12,
                   "longest gradient, Euclidean norm; as dqn");
    visitor.Layers(
        "hiddenLayers", hiddenLayers, "widths of the hidden layers, ReLU behind each; as dqn");
    visitor.BackEnd(backEnd);
}

SupervisedOptions
SupervisedOptions::FromSpec(const Spec& spec)
{
    SupervisedOptions options;
    HyperParameterReader reader(spec);
    options.Visit(reader);
    if (options.learningStarts > options.bufferSize)
    {
        reader.Complain("learningStarts",
                        "is more than bufferSize",
                        "raise bufferSize or lower learningStarts");
    }
    reader.ThrowIfAny();
    return options;
}

SupervisedTrainer::SupervisedTrainer(const SupervisedOptions& options,
                                     SupervisedTask task,
                                     std::size_t inputs,
                                     std::size_t outputs,
                                     std::uint64_t seed)
    : m_options(options)
    , m_task(task)
    , m_inputs(inputs)
    , m_outputs(outputs)
    , m_sampling(DeriveSeed(seed, 0, "supervised/batches"))
    , m_acting(SizesOf(inputs, options.hiddenLayers, outputs))
    , m_memory(std::make_unique<ReplayBuffer>(options.bufferSize, Width(), outputs))
    , m_batch(options.batchSize, Width(), outputs)
{
    const RandomStream random(DeriveSeed(seed, 0, "supervised/parameters"));
    m_network = std::make_unique<TrainedNetwork>(
        m_acting.Sizes(),
        InitialParameters(m_acting.Sizes(), random),
        *Registry<NetworkBackEnd>::Create(Spec::Parse(options.backEnd)));
    CopyParameters(m_network->Parameters(), m_acting);
}

std::size_t
SupervisedTrainer::Width() const
{
    return m_task == SupervisedTask::CLASSIFY ? m_inputs : std::max(m_inputs, m_outputs);
}

void
SupervisedTrainer::Observe(const Observation& observation,
                           const ActionMask& mask,
                           std::int32_t label)
{
    if (m_task != SupervisedTask::CLASSIFY || observation.size() != m_inputs ||
        mask.size() != m_outputs || label < 0 || static_cast<std::size_t>(label) >= m_outputs ||
        mask[static_cast<std::size_t>(label)] == 0)
    {
        throw std::logic_error("SupervisedTrainer: a sample that does not fit");
    }
    m_sample.observation = observation;
    m_sample.nextObservation.assign(Width(), 0.0F);
    m_sample.nextMask = mask;
    m_sample.action = label;
    Store(m_sample);
}

void
SupervisedTrainer::Observe(const Observation& observation, const std::vector<float>& numbers)
{
    if (m_task != SupervisedTask::REGRESS || observation.size() != m_inputs ||
        numbers.size() != m_outputs)
    {
        throw std::logic_error("SupervisedTrainer: a sample that does not fit");
    }
    m_sample.observation = observation;
    m_sample.observation.resize(Width(), 0.0F);
    m_sample.nextObservation = numbers;
    m_sample.nextObservation.resize(Width(), 0.0F);
    m_sample.nextMask.assign(m_outputs, 1);
    Store(m_sample);
}

void
SupervisedTrainer::Store(Transition& sample)
{
    m_memory->Add(sample);
    ++m_samples;
    if (m_samples < m_options.learningStarts || m_samples % m_options.trainFrequency != 0)
    {
        return;
    }
    for (std::size_t i = 0; i < m_options.gradientSteps; ++i)
    {
        Train();
    }
    CopyParameters(m_network->Parameters(), m_acting);
}

std::int32_t
SupervisedTrainer::Classify(const Observation& observation, const ActionMask& mask)
{
    return BestAllowedAction(m_acting.Forward(observation), mask);
}

const float*
SupervisedTrainer::Predict(const Observation& observation)
{
    return m_acting.Forward(observation);
}

TrainedNetwork&
SupervisedTrainer::Network()
{
    return *m_network;
}

double
SupervisedTrainer::DifferentiateClasses(const TrainingBatch& batch,
                                        std::size_t rows,
                                        const float* outputs)
{
    PolicyLoss loss;
    double wrong = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        const float* logits = outputs + row * m_outputs;
        const std::uint8_t* mask = batch.nextMasks.data() + row * m_outputs;
        const auto label = static_cast<std::int32_t>(batch.actions[row]);
        m_softmax.Set(logits, mask, m_outputs);
        // Cross entropy is the policy gradient's loss where every label is worth 1.
        DifferentiatePolicy(m_softmax,
                            {label, 1.0},
                            0.0,
                            1.0 / static_cast<double>(rows),
                            loss,
                            m_gradient.data() + row * m_outputs);
        wrong += BestAllowedAction(logits, mask, m_outputs) != label ? 1.0 : 0.0;
    }
    m_wrong = wrong / static_cast<double>(rows);
    return loss.policy;
}

double
SupervisedTrainer::DifferentiateNumbers(const TrainingBatch& batch,
                                        std::size_t rows,
                                        const float* outputs)
{
    const auto count = static_cast<double>(rows * m_outputs);
    double squares = 0.0;
    double wrong = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        for (std::size_t k = 0; k < m_outputs; ++k)
        {
            const double error = static_cast<double>(outputs[row * m_outputs + k]) -
                                 batch.nextObservations[row * Width() + k];
            m_gradient[row * m_outputs + k] = static_cast<float>(2.0 * error / count);
            squares += error * error;
            wrong += std::abs(error);
        }
    }
    m_wrong = wrong / count;
    return squares / count;
}

double
SupervisedTrainer::Differentiate(const TrainingBatch& batch, std::size_t rows)
{
    m_rows.resize(rows * m_inputs);
    for (std::size_t row = 0; row < rows; ++row)
    {
        std::copy_n(
            batch.observations.data() + row * Width(), m_inputs, m_rows.data() + row * m_inputs);
    }
    m_gradient.resize(rows * m_outputs);
    const float* outputs = m_network->Forward(m_rows.data(), rows);
    const double loss = m_task == SupervisedTask::CLASSIFY
                            ? DifferentiateClasses(batch, rows, outputs)
                            : DifferentiateNumbers(batch, rows, outputs);
    m_network->Backward(m_gradient.data());
    return loss;
}

void
SupervisedTrainer::Train()
{
    m_memory->Sample(m_options.batchSize, m_sampling, m_batch.Destination());
    const double loss = Differentiate(m_batch, m_options.batchSize);
    const double norm = m_network->ClipGradient(m_options.maxGradNorm);
    if (!std::isfinite(loss) || !std::isfinite(norm))
    {
        throw UserError("supervised training diverged at training step " +
                        std::to_string(m_updates) + ": loss " + FormatDouble(loss) +
                        ", gradient norm " + FormatDouble(norm) +
                        "; lower learningRate or scale the observations; the parameters before "
                        "this step are kept");
    }
    m_network->ApplyGradient(m_options.learningRate);
    FollowAverage(m_loss, loss, m_updates);
    FollowAverage(m_error, m_wrong, m_updates);
    ++m_updates;
}

LearnerProgress
SupervisedTrainer::Progress() const
{
    LearnerProgress progress;
    progress.steps = m_samples;
    progress.updates = m_updates;
    progress.loss = m_loss;
    progress.tdError = m_error;
    return progress;
}

std::map<std::string, std::string>
SupervisedTrainer::Setup() const
{
    std::map<std::string, std::string> setup = HyperParameterTexts(m_options);
    setup["task"] = m_task == SupervisedTask::CLASSIFY ? "classify" : "regress";
    setup["inputs"] = std::to_string(m_inputs);
    setup["outputs"] = std::to_string(m_outputs);
    return setup;
}

void
SupervisedTrainer::Save(const std::string& folder) const
{
    TrainingState state;
    state.setup = Setup();
    state.PutNetwork("network", *m_network);
    state.streams["sampling"] = m_sampling.State();
    state.counts["samples"] = m_samples;
    state.counts["updates"] = m_updates;
    state.numbers["loss"] = m_loss;
    state.numbers["error"] = m_error;
    state.memory = m_memory->Save();
    WriteFileAtomically(folder + "/" + STATE_FILE, state.Format());
    SafetensorsFile weights;
    weights.tensors = m_acting.ToTensors();
    weights.metadata = {{"learner", "supervised"}, {"updates", std::to_string(m_updates)}};
    WriteSafetensors(folder + "/" + WEIGHTS_FILE, weights);
}

void
SupervisedTrainer::Load(const std::string& folder)
{
    // Everything is read and checked before anything of this object changes.
    const std::string path = folder + "/" + STATE_FILE;
    const TrainingState state = TrainingState::Parse(ReadWholeFile(path), Setup(), path);
    state.CheckNetwork("network", *m_network);
    const auto sampling = state.Stream("sampling");
    const std::uint64_t samples = state.Count("samples");
    const std::uint64_t updates = state.Count("updates");
    const double loss = state.Number("loss");
    const double error = state.Number("error");
    auto memory = std::make_unique<ReplayBuffer>(m_options.bufferSize, Width(), m_outputs);
    memory->Restore(state.memory, path);

    m_memory = std::move(memory);
    state.GetNetwork("network", *m_network);
    CopyParameters(m_network->Parameters(), m_acting);
    m_sampling.Restore(sampling);
    m_samples = samples;
    m_updates = updates;
    m_loss = loss;
    m_error = error;
}

} // namespace edgeward
