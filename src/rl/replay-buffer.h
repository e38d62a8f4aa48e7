/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_REPLAY_BUFFER_H
#define EDGEWARD_RL_REPLAY_BUFFER_H

#include "base/random-stream.h"
#include "rl/transition.h"

#include <cstddef>
#include <string>

namespace edgeward
{

/** Where a sampled batch of B transitions goes: arrays of the caller (tensors, usually), row-major.
 */
struct ReplayBatch
{
    float* observation = nullptr;     ///< (B x observationSize)
    std::int64_t* action = nullptr;   ///< (B)
    float* reward = nullptr;          ///< (B)
    float* discount = nullptr;        ///< (B)
    float* nextObservation = nullptr; ///< (B x observationSize)
    std::uint8_t* nextMask = nullptr; ///< (B x actions), 1: allowed
};

/**
 * The last transitions, for uniform sampling with replacement (Mnih et al. 2015, Nature 518,
 * "experience replay").
 *
 * All storage is allocated at construction; the oldest transition is overwritten when the buffer is
 * full.
 */
class ReplayBuffer
{
  public:
    /**
     * @param capacity        most transitions held, > 0
     * @param observationSize length of every observation, > 0
     * @param actions         length of every mask, > 0
     * @param jointActions    numbers that an action may be; 0: as many as a mask is long
     */
    ReplayBuffer(std::size_t capacity,
                 std::size_t observationSize,
                 std::size_t actions,
                 std::size_t jointActions = 0);

    /**
     * Store a copy.
     * @return the slot it is in
     * @throws std::logic_error if a size does not fit or the action is out of range
     */
    std::size_t Add(const Transition& transition);

    /** Transitions held, <= Capacity(). */
    std::size_t Size() const;

    std::size_t Capacity() const;

    std::size_t ObservationSize() const;

    std::size_t Actions() const;

    /** Draw @p count transitions uniformly with replacement into @p batch. @pre Size() > 0 */
    void Sample(std::size_t count, RandomStream& random, const ReplayBatch& batch) const;

    /** Copy the transition number @p index (0: slot 0 of the ring) to row @p row of @p batch. @pre
     * index < Size() */
    void Copy(std::size_t index, std::size_t row, const ReplayBatch& batch) const;

    /** The whole content as bytes, for checkpoints. */
    std::string Save() const;

    /**
     * Continue from bytes of Save().
     * @param bytes what Save() gave
     * @param name  stands for the file in messages
     * @throws ConfigError if the bytes are damaged or belong to a buffer of other sizes
     */
    void Restore(const std::string& bytes, const std::string& name);

    /** Ask the processor to fetch number @p index, which Copy() will soon want. */
    void Prefetch(std::size_t index) const;

  private:
    /** The numbers of a transition. */
    struct Outcome
    {
        std::int32_t action = 0;
        float reward = 0.0F;
        float discount = 0.0F;
    };

    std::size_t m_capacity;
    std::size_t m_observationSize;
    std::size_t m_actions;
    std::size_t m_jointActions;
    std::size_t m_size = 0;
    std::size_t m_next = 0; ///< slot that the next transition goes to
    // What is read together lies together: a sample from a million waits for memory, not for
    // arithmetic.
    std::vector<float> m_observations; ///< (capacity x 2 observations), the second one is the next
    std::vector<std::uint8_t> m_nextMasks;
    std::vector<Outcome> m_outcomes;
};

} // namespace edgeward

#endif // EDGEWARD_RL_REPLAY_BUFFER_H
