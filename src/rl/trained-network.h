/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TRAINED_NETWORK_H
#define EDGEWARD_RL_TRAINED_NETWORK_H

#include "rl/network-back-end.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace edgeward
{

/** A fully connected network with its gradient and its optimizer, on one of the back ends. */
class TrainedNetwork
{
  public:
    /**
     * @param sizes      {inputs, hidden..., outputs}
     * @param parameters as many as CountParameters(sizes)
     * @param backEnd    a registered one
     */
    TrainedNetwork(const std::vector<std::size_t>& sizes,
                   const std::vector<float>& parameters,
                   const NetworkBackEnd& backEnd);

    TrainedNetwork(const TrainedNetwork&) = delete;
    TrainedNetwork& operator=(const TrainedNetwork&) = delete;

    /** NetworkPasses::Forward() */
    const float* Forward(const float* inputs, std::size_t rows);

    /** NetworkPasses::Backward() */
    void Backward(const float* outputGradient);

    /** NetworkPasses::BackwardToInputs() */
    void BackwardToInputs(const float* outputGradient, float* inputGradient);

    /** The gradient of the last Backward(), in the order of the parameters. */
    const std::vector<float>& Gradient() const;

    /** AdamOptimizer::ClipGradient() */
    double ClipGradient(double maxNorm);

    /** AdamOptimizer::Step() */
    void ApplyGradient(double learningRate);

    const std::vector<float>& Parameters() const;

    /** Replace them. @throws std::logic_error unless as many as there are */
    void SetParameters(const std::vector<float>& parameters);

    AdamState Optimizer() const;

    /** Continue with the state of Optimizer(). @pre as many moments as parameters */
    void SetOptimizer(const AdamState& state);

    /** {inputs, hidden..., outputs} */
    const std::vector<std::size_t>& Sizes() const;

  private:
    std::vector<std::size_t> m_sizes;
    std::vector<float> m_parameters;
    std::vector<float> m_gradient;
    std::unique_ptr<NetworkPasses> m_passes;
    std::unique_ptr<AdamOptimizer> m_adam;
};

/** A network that follows a trained one slowly (Lillicrap et al. 2016, section 3). */
class TargetNetwork
{
  public:
    /** A copy of @p online. */
    TargetNetwork(const TrainedNetwork& online, const NetworkBackEnd& backEnd);

    TargetNetwork(const TargetNetwork&) = delete;
    TargetNetwork& operator=(const TargetNetwork&) = delete;

    /** NetworkPasses::Forward() */
    const float* Forward(const float* inputs, std::size_t rows);

    /** target = tau online + (1 - tau) target. */
    void Follow(const TrainedNetwork& online, double tau);

    const std::vector<float>& Parameters() const;

    /** Replace them. @throws std::logic_error unless as many as there are */
    void SetParameters(const std::vector<float>& parameters);

  private:
    std::vector<float> m_parameters;
    std::unique_ptr<NetworkPasses> m_passes;
};

} // namespace edgeward

#endif // EDGEWARD_RL_TRAINED_NETWORK_H
