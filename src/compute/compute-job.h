/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_COMPUTE_JOB_H
#define EDGEWARD_COMPUTE_COMPUTE_JOB_H

#include "base/ids.h"
#include "compute/model-memory.h"
#include "dnn/execution-spread.h"

#include "ns3/nstime.h"

#include <functional>
#include <limits>

namespace edgeward
{

/** Stands for the request of a job that belongs to the background load. */
constexpr RequestId BACKGROUND_REQUEST = std::numeric_limits<RequestId>::max();

/** One piece of work for a processor. */
struct ComputeJob
{
    RequestId request = 0;
    ns3::Time service;      ///< mean execution time alone on one worker, batch 1, >= 0
    ExecutionSpread spread; ///< how the execution time scatters about its mean
    double workJoule = 0.0; ///< energy of its work however long it takes (J), >= 0, beside that of
                            ///< the busy worker
    ModelImage model;       ///< what has to be in memory first
    ns3::Time deadline = ns3::Time::Max(); ///< absolute; orders EDF; Time::Max(): none
    std::uint64_t batchKey = 0;            ///< jobs with equal keys may share a batch
};

/** What became of a job. */
struct ComputeResult
{
    RequestId request = 0;
    bool isDone = false; ///< false: the processor failed before the end
    ns3::Time submitted;
    ns3::Time started; ///< service began (of its batch); equals ended if it never did
    ns3::Time
        loading; ///< the part of its service at the beginning that went into loading its model
    ns3::Time ended;
    /**
     * Busy energy above idle that this job caused (J): its share of the worker's time, loading
     * included, and its work. Sums to Processor::GetBusyJoule() over all jobs, background and lost
     * ones included.
     */
    double joule = 0.0;
};

/** Called once when a job ends or is lost. */
using DoneCallback = std::function<void(const ComputeResult&)>;

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_COMPUTE_JOB_H
