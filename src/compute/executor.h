/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_EXECUTOR_H
#define EDGEWARD_COMPUTE_EXECUTOR_H

#include "compute/batch-curve.h"
#include "compute/execution-noise.h"
#include "compute/job-queue.h"
#include "compute/job-table.h"
#include "compute/model-memory.h"
#include "compute/worker-load.h"

#include "ns3/nstime.h"

#include <vector>

namespace edgeward
{

/** How waiting jobs share the workers. */
enum class Discipline : std::uint8_t
{
    FIFO,              ///< first come, first served
    PROCESSOR_SHARING, ///< all at once, each at rate min(1, workers / jobs)
    EDF                ///< earliest deadline first, non-preemptive
};

/** What an executor works with; owned by the processor. */
struct ExecutorResources
{
    JobTable jobs;
    ModelMemory memory;
    ExecutionNoise noise;
    BatchCurve curve;
    BatchRule batching;
    std::uint32_t workers = 1;
    Discipline discipline = Discipline::FIFO;
};

/** Told by an executor what happens to jobs. */
class ExecutorListener
{
  public:
    virtual ~ExecutorListener() = default;

    /** The job in @p slot went into service together with others. */
    virtual void OnStarted(std::uint32_t slot, std::uint32_t batchSize) = 0;

    /**
     * Jobs ended; the executor has forgotten them and already begun what could follow. Without any
     * slots: only the queue and the workers changed.
     */
    virtual void OnEnded(const std::vector<std::uint32_t>& slots) = 0;
};

/** Executes jobs in simulated time. One implementation for queues with workers, one for processor
 * sharing. */
class Executor
{
  public:
    virtual ~Executor() = default;

    /** Take over the job in @p slot; may start it at once, never ends it at once. */
    virtual void Submit(std::uint32_t slot) = 0;

    /** Jobs that wait; under processor sharing those in excess of the workers. */
    virtual std::uint32_t GetWaiting() const = 0;

    /** What the workers are doing. */
    virtual WorkerLoad GetLoad() const = 0;

    /** See Processor::GetBacklog(). */
    virtual ns3::Time GetBacklog() const = 0;

    /** Forget all jobs. @return their slots, with the worker time and work spent on each set. */
    virtual std::vector<std::uint32_t> Clear() = 0;
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_EXECUTOR_H
