/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_AGENT_Q_TRAINER_H
#define EDGEWARD_AGENT_Q_TRAINER_H

#include "agent/td-loss.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace edgeward
{

/** Everything of an optimizer that is not a hyper-parameter. */
struct AdamState
{
    std::int64_t step = 0;           ///< steps taken
    std::vector<float> firstMoment;  ///< one per parameter
    std::vector<float> secondMoment; ///< one per parameter
};

/**
 * An online and a target network on LibTorch, and the optimizer of the first.
 *
 * Both are multi-layer perceptrons with ReLU between their linear layers. Their parameters lie in
 * one flat array each, layer by layer: the weights of a layer (outputs x inputs, row by row), then
 * its biases. One array makes copying, averaging, clipping and saving one loop, and Adam one set of
 * operations instead of one per layer.
 *
 * The only file that includes LibTorch is this class's implementation. It runs on one thread:
 * networks of this size lose by more, and results must not depend on the number of cores.
 */
class QTrainer
{
  public:
    /**
     * @param sizes      width of every layer from observation to actions, e.g. {32, 64, 64, 12}; at
     * least two, each > 0
     * @param parameters of both networks, CountParameters(sizes) values
     */
    QTrainer(const std::vector<std::size_t>& sizes, const std::vector<float>& parameters);
    ~QTrainer();
    QTrainer(const QTrainer&) = delete;
    QTrainer& operator=(const QTrainer&) = delete;

    /** Which of the two networks. */
    enum class Network
    {
        ONLINE,
        TARGET
    };

    /**
     * Q-values without gradients.
     * @param observations (rows x observation size), row by row
     * @param values       receives (rows x actions)
     */
    void Values(Network network, const float* observations, std::size_t rows, float* values) const;

    /**
     * Loss of the online network against fixed targets, and its gradient, which Gradient() then
     * holds.
     * @param observations (rows x observation size)
     * @param actions      (rows) the actions taken
     * @param targets      (rows) what their Q-values should be
     * @return the mean loss over the rows
     */
    double Differentiate(TdLoss loss,
                         const float* observations,
                         const std::int64_t* actions,
                         const float* targets,
                         std::size_t rows);

    /** The gradient of the last Differentiate(), in the order of the parameters. */
    const std::vector<float>& Gradient() const;

    /**
     * Scale the gradient down to Euclidean norm @p maxNorm if it is longer.
     * @return its norm before; not finite if any element is not
     */
    double ClipGradient(double maxNorm);

    /** One step of Adam (Kingma and Ba 2015; beta 0.9 and 0.999, epsilon 1e-8) along the gradient.
     */
    void ApplyGradient(double learningRate);

    /** target = tau online + (1 - tau) target; tau 1 copies. */
    void UpdateTarget(double tau);

    const std::vector<float>& Parameters(Network network) const;

    /** Replace a network's parameters. @pre as many as there are */
    void SetParameters(Network network, const std::vector<float>& parameters);

    AdamState Optimizer() const;

    /** Continue with the state of Optimizer(). @pre as many moments as parameters */
    void SetOptimizer(const AdamState& state);

  private:
    struct Torch;
    std::unique_ptr<Torch> m_torch;
};

} // namespace edgeward

#endif // EDGEWARD_AGENT_Q_TRAINER_H
