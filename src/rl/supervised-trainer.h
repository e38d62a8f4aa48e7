/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_SUPERVISED_TRAINER_H
#define EDGEWARD_RL_SUPERVISED_TRAINER_H

#include "rl/hyper-parameters.h"
#include "rl/learner.h"
#include "rl/masked-softmax.h"
#include "rl/mlp.h"
#include "rl/replay-buffer.h"
#include "rl/trained-network.h"
#include "rl/training-batch.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/** Hyper-parameters of supervised learning under their public names, in camelBack. */
struct SupervisedOptions
{
    double learningRate = 1e-3;      ///< of Adam, > 0. Kingma and Ba 2015
    std::size_t bufferSize = 100000; ///< samples remembered; ours
    std::size_t batchSize = 64;      ///< samples per training step. As dqn
    std::size_t learningStarts = 64; ///< samples before the first training step; ours: a batch
    std::size_t trainFrequency = 1;  ///< samples between trainings; ours
    std::size_t gradientSteps = 1;   ///< training steps at each of them; ours
    double maxGradNorm = 10.0;       ///< longest gradient, > 0. As dqn
    std::vector<std::size_t> hiddenLayers = {64, 64}; ///< widths. As dqn
    std::string backEnd = "eigen";                    ///< registered NetworkBackEnd

    /** Name every hyper-parameter. */
    void Visit(HyperParameters& visitor);

    /** @throws ConfigError naming every value that is bad or does not fit the others */
    static SupervisedOptions FromSpec(const Spec& spec);
};

/** What the outputs of a network are to become. */
enum class SupervisedTask
{
    CLASSIFY, ///< logits of classes; loss: cross entropy over the allowed ones
    REGRESS   ///< numbers; loss: mean squared error
};

/**
 * Trains a network on labelled observations that come one by one: draws batches evenly from the
 * last of them and moves along the gradient with Adam.
 */
class SupervisedTrainer
{
  public:
    /**
     * @param inputs  numbers of an observation, > 0
     * @param outputs classes, or numbers to predict, > 0
     * @param seed    of the initial parameters and the batches
     */
    SupervisedTrainer(const SupervisedOptions& options,
                      SupervisedTask task,
                      std::size_t inputs,
                      std::size_t outputs,
                      std::uint64_t seed);

    /**
     * Learn a class, and train when due.
     * @param mask  classes that were possible
     * @param label one of them
     * @throws UserError if the loss is not finite
     */
    void Observe(const Observation& observation, const ActionMask& mask, std::int32_t label);

    /** Learn numbers, and train when due. @throws UserError if the loss is not finite */
    void Observe(const Observation& observation, const std::vector<float>& numbers);

    /** The most probable of the allowed classes. */
    std::int32_t Classify(const Observation& observation, const ActionMask& mask);

    /** The network's outputs, valid until the next call. */
    const float* Predict(const Observation& observation);

    /** steps counts samples, loss is a moving average, tdError the share of wrong classes (moving
     * average) or the mean absolute error. */
    LearnerProgress Progress() const;

    /** Write weights.safetensors and the training state into the existing folder @p folder. @throws
     * IoError */
    void Save(const std::string& folder) const;

    /** Continue bit-identically from Save(). @throws ConfigError naming the difference if it does
     * not fit */
    void Load(const std::string& folder);

    /** The network, for tests and analysis. */
    TrainedNetwork& Network();

    /**
     * Loss of a batch of @p rows, mean over them, and its gradient, which Network() then holds.
     * @param batch observations; classes as actions with their masks, or numbers as next
     *              observations
     */
    double Differentiate(const TrainingBatch& batch, std::size_t rows);

  private:
    /** Numbers of an array that holds an observation as well as what is to be predicted. */
    std::size_t Width() const;

    void Store(Transition& sample);
    void Train();
    double DifferentiateClasses(const TrainingBatch& batch, std::size_t rows, const float* outputs);
    double DifferentiateNumbers(const TrainingBatch& batch, std::size_t rows, const float* outputs);
    std::map<std::string, std::string> Setup() const;

    SupervisedOptions m_options;
    SupervisedTask m_task;
    std::size_t m_inputs;
    std::size_t m_outputs;
    RandomStream m_sampling;
    std::unique_ptr<TrainedNetwork> m_network;
    Mlp m_acting; ///< the network, for one observation at a time
    std::unique_ptr<ReplayBuffer> m_memory;
    TrainingBatch m_batch;
    Transition m_sample; ///< as remembered
    MaskedSoftmax m_softmax;
    std::vector<float> m_rows;     ///< (rows x inputs)
    std::vector<float> m_gradient; ///< (rows x outputs)
    double m_wrong = 0.0;          ///< error of the last batch
    std::uint64_t m_samples = 0;
    std::uint64_t m_updates = 0;
    double m_loss = 0.0;  ///< moving average
    double m_error = 0.0; ///< moving average
};

} // namespace edgeward

#endif // EDGEWARD_RL_SUPERVISED_TRAINER_H
