/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_QUEUEING_EXECUTOR_H
#define EDGEWARD_COMPUTE_QUEUEING_EXECUTOR_H

#include "compute/backlog-plan.h"
#include "compute/executor.h"

#include "ns3/event-id.h"

namespace edgeward
{

/** Workers that each execute one job, or one batch, at a time, and a queue before them (FIFO and
 * EDF). */
class QueueingExecutor : public Executor
{
  public:
    QueueingExecutor(ExecutorResources& resources, ExecutorListener& listener);
    ~QueueingExecutor() override;

    void Submit(std::uint32_t slot) override;
    std::uint32_t GetWaiting() const override;
    WorkerLoad GetLoad() const override;
    ns3::Time GetBacklog() const override;
    std::vector<std::uint32_t> Clear() override;

  private:
    struct Worker
    {
        std::vector<std::uint32_t> slots; ///< the batch in service; empty: idle
        std::int64_t startedNs = 0;
        std::int64_t loadingNs = 0;   ///< first, for the model
        std::int64_t executionNs = 0; ///< then
        std::int64_t nominalNs = 0;   ///< loading, and execution without noise
        bool isLoading = false;
        double workJoule = 0.0; ///< energy of the batch's work (J)
        ns3::EventId end;
    };

    /** Start what can be started. */
    void Dispatch();

    /** Deal the queue out to the workers. */
    void MakePlan(std::int64_t nowNs) const;

    /** Whether everything in service ends when the plan says, and what waits begins then. Batches
     * may be held, or grow. */
    bool IsGoingByPlan() const;

    /** Add a job to the plan that comes behind all others. */
    void PlanFor(const WaitingJob& job);

    /** Put @p size jobs into service on an idle worker. */
    void StartBatch(const WaitingJob* batch, std::uint32_t size);

    /** The model of a worker's batch is there. */
    void Execute(std::uint32_t index);

    /** A worker has done its batch. */
    void Finish(std::uint32_t index);

    /** Charge the worker's time since the start to its jobs, in equal parts, and to each the share
     * of its work that is done. */
    void Charge(const Worker& worker);

    /** Power of the work that a worker executes (W). */
    static double WorkWatt(const Worker& worker);

    /** Wake up when a held batch has waited for long enough. */
    void ArmBatchTimer();

    /** A held batch has waited for long enough. */
    void OnBatchTimer();

    ExecutorResources& m_resources;
    ExecutorListener& m_listener;
    JobQueue m_queue;
    mutable BacklogPlan m_plan; ///< made when somebody asks
    std::vector<Worker> m_workers;
    std::vector<std::uint32_t> m_idle;  ///< indices of idle workers
    std::uint32_t m_special = 0;        ///< workers that load, or whose jobs bring own energy
    std::vector<WaitingJob> m_batch;    ///< scratch of Dispatch()
    std::vector<std::uint32_t> m_ended; ///< scratch of Finish()
    ns3::EventId m_batchTimer;
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_QUEUEING_EXECUTOR_H
