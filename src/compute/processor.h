/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_PROCESSOR_H
#define EDGEWARD_COMPUTE_PROCESSOR_H

#include "base/ids.h"

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <functional>

namespace edgeward
{

/** One piece of work for a processor. */
struct ComputeJob
{
    RequestId request = 0;
    ns3::Time service;             ///< mean execution time alone on one worker, batch 1, > 0
    double variation = 0.0;        ///< coefficient of variation of the execution time
    ns3::Time deadline;            ///< absolute; orders EDF; Time::Max(): none
    std::uint32_t batchKey = 0;    ///< jobs with equal keys may share a batch
};

/** What became of a job. */
struct ComputeResult
{
    RequestId request = 0;
    bool isDone = false;   ///< false: the processor failed before the end
    ns3::Time submitted;
    ns3::Time started;     ///< service began (of its batch)
    ns3::Time ended;
    double joule = 0.0;    ///< busy energy above idle that this job caused (J): its share of the worker's time; sums to GetBusyJoule() over all jobs, background included
};

/**
 * A processor in simulated time: k workers, a queue with a discipline, optional dynamic batching, background load, execution
 * noise, idle and busy power. See docs/models/processor.md for the attributes.
 */
class Processor : public ns3::Object
{
  public:
    using DoneCallback = std::function<void(const ComputeResult&)>;

    static ns3::TypeId GetTypeId();

    /** Begin background load; call once after attributes and streams are set. */
    void Start();

    /** Queue a job; @p done is called exactly once when it ends or is lost. @return false if the queue is full or the processor is down; then @p done is never called. */
    bool Submit(const ComputeJob& job, DoneCallback done);

    /** Time until a job submitted now would start at nominal speed (0 if a worker is free), background included. */
    ns3::Time GetBacklog() const;

    /** Jobs waiting, not in service. */
    std::uint32_t GetQueueLength() const;

    /** Busy workers / workers. */
    double GetUtilization() const;

    /** Energy drawn by execution above idle so far (J), background excluded from a request's share but included here. */
    double GetBusyJoule() const;

    /** Energy drawn so far at idle power (J). */
    double GetIdleJoule() const;

    /** The processor fails: all its jobs are lost (isDone = false); or it comes back empty. */
    void SetUp(bool isUp);
    bool IsUp() const;

    /** Fix the random variables; @return how many streams were used. */
    std::int64_t AssignStreams(std::int64_t stream);
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_PROCESSOR_H
