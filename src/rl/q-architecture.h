/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_Q_ARCHITECTURE_H
#define EDGEWARD_RL_Q_ARCHITECTURE_H

#include "base/random-stream.h"

#include <cstddef>
#include <vector>

namespace edgeward
{

class Mlp;

/**
 * What a Q-network is made of. Every one is a plain multi-layer perceptron to its back end, and a
 * plain multi-layer perceptron of actions to whoever acts with it; what lies between is linear.
 *
 * A dueling network (Wang et al. 2016) has one output more, the state's value V, before the
 * advantages A of the actions: Q(a) = V + A(a) - mean over a' of A(a') (Eq. 9). Its last hidden
 * layer is cut in two halves, one that only V reads and one that only A reads: the two streams. The
 * weights across are 0 and stay so.
 *
 * A branching network (Tavakoli, Pardo, Kormushev 2018) has several choices at once: a stream of
 * advantages for each branch, whose mean is taken within the branch (Eq. 1), and a shared V.
 *
 * A noisy network (Fortunato et al. 2018) has a second number per weight, the scale of its noise,
 * behind all weights in the array of parameters.
 */
struct QArchitecture
{
    std::size_t inputs = 0;
    std::vector<std::size_t> hidden; ///< widths, each > 0
    std::size_t actions = 0; ///< Q-values: of several branches all alternatives one after the other
    std::vector<std::size_t> branches; ///< alternatives of every branch; empty: one of all actions
    bool isDueling = false;
    bool isNoisy = false;
    double noisySigma = 0.5; ///< first scale of the noise times sqrt(inputs of the layer), > 0

    /** Widths as the back end sees them, from observation to outputs. */
    std::vector<std::size_t> Sizes() const;

    /** Weights and biases, without scales of noise. */
    std::size_t Weights() const;

    /** Everything that is trained. */
    std::size_t Parameters() const;

    /**
     * Fresh parameters: those of InitialParameters() for the weights, as if each stream of a
     * dueling network were one of its own; noisySigma / sqrt(inputs) for the scales (Fortunato et
     * al. 2018, section 3.2).
     */
    std::vector<float> Initial(RandomStream random) const;

    /** Q-values (rows x actions) of the outputs (rows x Sizes().back()). */
    void ToValues(const float* outputs, std::size_t rows, float* values) const;

    /** The transposed of ToValues(): derivatives by the outputs of those by the Q-values. */
    void ToOutputs(const float* valueGradient, std::size_t rows, float* outputGradient) const;

    /** Set what belongs to weights across the two streams to 0. @param weights Weights() values */
    void CutStreams(float* weights) const;

    /**
     * Divide what belongs to weights below the streams of several branches by the number of streams
     * (Tavakoli, Pardo, Kormushev 2018, appendix A), whose gradients add up there.
     * @param weights Weights() values
     */
    void ScaleTrunk(float* weights) const;

    /** Write the network of @p weights into @p network, whose outputs are Q-values. */
    void CopyTo(const float* weights, Mlp& network) const;

  private:
    /** What reads a part of the last hidden layer. */
    struct Stream
    {
        std::size_t units = 0;   ///< of the last hidden layer
        std::size_t outputs = 0; ///< of the network
    };

    /** Alternatives of every branch, also of a single one. */
    std::vector<std::size_t> BranchSizes() const;

    /** The streams in the order of their units and outputs; empty if all read all. */
    std::vector<Stream> Streams() const;

    /** Q-values of the last layer of a dueling network, weights (outputs x width) and biases, as
     * one linear layer. */
    void FoldLast(const float* weights, std::size_t width, Mlp& network) const;
};

} // namespace edgeward

#endif // EDGEWARD_RL_Q_ARCHITECTURE_H
