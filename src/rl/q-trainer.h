/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_Q_TRAINER_H
#define EDGEWARD_RL_Q_TRAINER_H

#include "rl/network-back-end.h"
#include "rl/q-architecture.h"
#include "rl/td-loss.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * An online and a target network on one of the back ends, and the optimizer of the first.
 *
 * Their parameters lie in one flat array each. One array makes copying, averaging, clipping and
 * saving one loop, and Adam one set of operations instead of one per layer.
 */
class QTrainer
{
  public:
    /**
     * @param architecture of both networks
     * @param parameters   of both networks, architecture.Parameters() values
     * @param backEnd      a registered one
     */
    QTrainer(const QArchitecture& architecture,
             const std::vector<float>& parameters,
             const NetworkBackEnd& backEnd);

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
     * @param batch        rows, actions, targets, weights and errors; the values are filled in here
     * @return the mean loss over the rows
     */
    double Differentiate(TdLoss loss, const float* observations, TdBatch batch);

    /** The gradient of the last Differentiate(), in the order of the parameters. */
    const std::vector<float>& Gradient() const;

    /** AdamOptimizer::ClipGradient() */
    double ClipGradient(double maxNorm);

    /** AdamOptimizer::Step() */
    void ApplyGradient(double learningRate);

    /** target = tau online + (1 - tau) target; tau 1 copies. */
    void UpdateTarget(double tau);

    /** Fresh noise for a noisy network; nothing for another. */
    void DrawNoise(Network network, RandomStream& random);

    /** The weights that Values() uses: those drawn last, or the parameters themselves. */
    const std::vector<float>& Weights(Network network) const;

    const std::vector<float>& Parameters(Network network) const;

    /** Replace a network's parameters; a noisy one is silent then. @pre as many as there are */
    void SetParameters(Network network, const std::vector<float>& parameters);

    AdamState Optimizer() const;

    /** Continue with the state of Optimizer(). @pre as many moments as parameters */
    void SetOptimizer(const AdamState& state);

  private:
    /** One of the networks. */
    struct Side
    {
        std::vector<float> parameters;
        std::vector<float> noisyWeights; ///< empty unless noisy
        std::vector<float> noise;        ///< what multiplies the scales; empty unless noisy
        std::unique_ptr<NetworkPasses> passes;
    };

    Side& Of(Network network);
    const Side& Of(Network network) const;

    QArchitecture m_architecture;
    Side m_online;
    Side m_target;
    std::vector<float> m_gradient;       ///< by the parameters; first of all by the weights
    std::vector<float> m_values;         ///< (rows x actions)
    std::vector<float> m_valueGradient;  ///< (rows x actions)
    std::vector<float> m_outputGradient; ///< (rows x outputs)
    std::unique_ptr<AdamOptimizer> m_adam;
};

} // namespace edgeward

#endif // EDGEWARD_RL_Q_TRAINER_H
