/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_JOB_QUEUE_H
#define EDGEWARD_COMPUTE_JOB_QUEUE_H

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace edgeward
{

/** A job that waits; plain numbers, the job itself is kept elsewhere under its slot. */
struct WaitingJob
{
    std::uint32_t slot = 0;       ///< where the job is kept
    std::int64_t order = 0;       ///< smallest first: 0 for FIFO, the deadline (ns) for EDF
    std::uint64_t sequence = 0;   ///< number of arrival, breaks ties
    std::int64_t submittedNs = 0; ///< when it came
    std::int64_t meanNs = 0;      ///< mean execution time alone (ns)
    std::uint64_t batchKey = 0;   ///< equal keys may share a batch
    bool isBatchable = true;      ///< false: always executed alone, at once
};

/** When jobs of one key go together. */
struct BatchRule
{
    std::uint32_t limit = 1; ///< largest batch; 1: no batching
    std::int64_t waitNs = 0; ///< longest time its oldest job is held for a batch to fill
};

/** Jobs in the order in which they are to be executed, and which of them form the next batch. */
class JobQueue
{
  public:
    /** Insert by order, then sequence: at the end in O(1) for FIFO. @return whether at the end */
    bool Push(const WaitingJob& job);

    std::uint32_t Size() const;

    /**
     * Remove the first batch, in queue order, that need not be held: it is full, or its oldest job
     * has waited for the rule's time.
     * @param nowNs present time
     * @param batch receives the jobs, in queue order; cleared first
     * @return false if every job is held, or none waits
     */
    bool TakeBatch(std::int64_t nowNs, const BatchRule& rule, std::vector<WaitingJob>& batch);

    /** The earliest time at which a held batch need not be held any longer; nothing if the queue is
     * empty. */
    std::optional<std::int64_t> NextReleaseNs(const BatchRule& rule) const;

    /**
     * Visit the batches in the order in which they would be executed if none were held and no job
     * came.
     * @param visit gets the number of jobs and the longest mean time of them (ns)
     */
    void ForEachBatch(const BatchRule& rule,
                      const std::function<void(std::uint32_t, std::int64_t)>& visit) const;

    /** Slots of all waiting jobs in queue order; the queue is empty afterwards. */
    std::vector<std::uint32_t> Clear();

  private:
    struct Group
    {
        std::uint32_t size = 0;
        std::int64_t oldestNs = 0;
    };

    /** Whether the jobs at two places of the queue may share a batch. */
    bool AreMates(std::size_t a, std::size_t b) const;

    /** Whether no job before @p place may share a batch with it. */
    bool IsLeader(std::size_t place) const;

    /** The batch that the job at @p leader would begin. */
    Group GroupOf(std::size_t leader, const BatchRule& rule) const;

    /** When the batch of @p leader need not be held any longer (ns). */
    std::int64_t ReleaseNs(std::size_t leader, const BatchRule& rule) const;

    std::deque<WaitingJob> m_jobs; ///< sorted by order, sequence
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_JOB_QUEUE_H
