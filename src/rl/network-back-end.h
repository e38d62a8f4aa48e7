/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_NETWORK_BACK_END_H
#define EDGEWARD_RL_NETWORK_BACK_END_H

#include "base/registry.h"

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

/** Both directions through a fully connected network with ReLU between its layers. */
class NetworkPasses
{
  public:
    virtual ~NetworkPasses() = default;

    /**
     * @param inputs (rows x inputs), row by row; must stay as they are until Backward()
     * @return the last layer's outputs (rows x outputs), valid until the next call
     */
    virtual const float* Forward(const float* inputs, std::size_t rows) = 0;

    /**
     * Back-propagation (Rumelhart, Hinton, Williams 1986) through the last Forward() into the
     * gradient.
     * @param outputGradient derivative of the loss by the outputs (rows x outputs)
     */
    virtual void Backward(const float* outputGradient) = 0;

    /**
     * Back-propagation through the last Forward() to its inputs, past the parameters, whose gradient
     * stays as it is: how an actor learns from a critic.
     * @param outputGradient derivative of the loss by the outputs (rows x outputs)
     * @param inputGradient  receives the derivative by the inputs (rows x inputs)
     */
    virtual void BackwardToInputs(const float* outputGradient, float* inputGradient) = 0;
};

/** Adam (Kingma and Ba 2015; beta 0.9 and 0.999, epsilon 1e-8) on one array of parameters. */
class AdamOptimizer
{
  public:
    virtual ~AdamOptimizer() = default;

    /**
     * Scale the gradient down to Euclidean norm @p maxNorm if it is longer.
     * @return its norm before; not finite if any element is not
     */
    virtual double ClipGradient(double maxNorm) = 0;

    /** One step along the gradient. */
    virtual void Step(double learningRate) = 0;

    virtual AdamState State() const = 0;

    /** Continue with State(). @pre as many moments as parameters */
    virtual void SetState(const AdamState& state) = 0;
};

/**
 * What computes networks: "eigen" is part of the library, "torch" comes with the LibTorch plug-in.
 *
 * Parameters and gradients are arrays of the caller, laid out as rl/flat-parameters.h says, so that
 * copying, averaging and saving them concerns no back end. Everything runs on one thread: networks
 * of this size lose by more, and results must not depend on the number of cores.
 */
class NetworkBackEnd
{
  public:
    static constexpr const char* KIND = "back end";

    virtual ~NetworkBackEnd() = default;

    /**
     * @param sizes      width of every layer from inputs to outputs; at least two, each > 0
     * @param parameters CountParameters(sizes) values; read at every Forward()
     * @param gradient   as many, overwritten by Backward(); null: there is no Backward()
     */
    virtual std::unique_ptr<NetworkPasses> MakePasses(const std::vector<std::size_t>& sizes,
                                                      const float* parameters,
                                                      float* gradient) const = 0;

    /** @param parameters moved by every step along @p gradient; both @p count long */
    virtual std::unique_ptr<AdamOptimizer> MakeAdam(float* parameters,
                                                    float* gradient,
                                                    std::size_t count) const = 0;
};

} // namespace edgeward

#endif // EDGEWARD_RL_NETWORK_BACK_END_H
