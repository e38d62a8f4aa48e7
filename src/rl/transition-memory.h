/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TRANSITION_MEMORY_H
#define EDGEWARD_RL_TRANSITION_MEMORY_H

#include "rl/n-step.h"
#include "rl/prioritized-sampler.h"
#include "rl/replay-buffer.h"

#include <optional>
#include <string>
#include <vector>

namespace edgeward
{

/** How a TransitionMemory remembers. */
struct TransitionMemoryOptions
{
    std::size_t capacity = 1;     ///< transitions, > 0
    std::size_t nStep = 1;        ///< decisions that a transition spans, > 0
    std::size_t jointActions = 0; ///< numbers that an action may be; 0: as many as a mask is long
    bool isPrioritized = false;
    double alpha = 0.6;    ///< of PrioritizedSampler
    double epsilon = 1e-6; ///< of PrioritizedSampler
};

/** What a learner learns from: sums of n steps, stored, and drawn evenly or by priority. */
class TransitionMemory
{
  public:
    TransitionMemory(const TransitionMemoryOptions& options,
                     std::size_t observationSize,
                     std::size_t actions);
    TransitionMemory(const TransitionMemory&) = delete;
    TransitionMemory& operator=(const TransitionMemory&) = delete;

    void Add(const Transition& transition);

    /** Transitions that can be drawn. */
    std::size_t Size() const;

    bool IsPrioritized() const;

    /**
     * Draw @p count transitions. @pre Size() > 0
     * @param beta    of PrioritizedSampler::Sample()
     * @param slots   receives (count), if prioritized
     * @param weights receives (count), if prioritized
     */
    void Sample(std::size_t count,
                double beta,
                RandomStream& random,
                const ReplayBatch& batch,
                std::size_t* slots,
                float* weights) const;

    /** The TD errors of what was drawn; nothing unless prioritized. */
    void Update(const std::size_t* slots, const float* errors, std::size_t count);

    /** Everything as bytes, for checkpoints. */
    std::string Save() const;

    /**
     * Continue from bytes of Save(), of the file @p name.
     * @throws ConfigError if they are damaged or belong to a memory of other sizes; it is in no
     * state to be used then
     */
    void Restore(const std::string& bytes, const std::string& name);

  private:
    ReplayBuffer m_replay;
    NStep m_nStep;
    bool m_isPlain; ///< neither sums nor priorities
    std::optional<PrioritizedSampler> m_sampler;
};

} // namespace edgeward

#endif // EDGEWARD_RL_TRANSITION_MEMORY_H
