/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_SHARING_EXECUTOR_H
#define EDGEWARD_COMPUTE_SHARING_EXECUTOR_H

#include "compute/executor.h"

#include "ns3/event-id.h"

namespace edgeward
{

/**
 * Processor sharing: n jobs on k workers each run at rate min(1, k / n) (Kleinrock, "Queueing
 * Systems" vol. 2, chapter 4, for k = 1).
 *
 * As all jobs run at one rate, one number suffices: the service V that a job present all along
 * would have got. A job that comes at V ends when V has grown by its work, so the next job to end
 * is the top of a heap and an arrival changes nothing but the heap and one event: O(log n).
 */
class SharingExecutor : public Executor
{
  public:
    SharingExecutor(ExecutorResources& resources, ExecutorListener& listener);
    ~SharingExecutor() override;

    void Submit(std::uint32_t slot) override;
    std::uint32_t GetWaiting() const override;
    WorkerLoad GetLoad() const override;
    ns3::Time GetBacklog() const override;
    std::vector<std::uint32_t> Clear() override;

  private:
    struct Share
    {
        double finish = 0.0;        ///< V at which the job ends (ns)
        double begin = 0.0;         ///< V when it came (ns)
        double nominalFinish = 0.0; ///< V at which it would end without noise (ns)
        std::uint64_t sequence = 0; ///< breaks ties
        std::uint32_t slot = 0;
        double loading = 0.0;   ///< service that goes into loading its model first (ns)
        double execution = 0.0; ///< service that it gets then (ns)
        bool isLoading = false;
        double workJoule = 0.0; ///< energy of its work (J)
    };

    /** Order of the heap: what ends first on top. */
    static bool EndsLater(const Share& a, const Share& b);

    /** Service that each job gets per unit of time. */
    double Rate() const;

    /** V at present (ns). */
    double Served() const;

    /** Bring m_served up to the present. */
    void Advance();

    /** Time (ns, rounded) until the top of the heap ends. */
    ns3::Time UntilNextEnd() const;

    void ScheduleEnd();
    void EndJobs();

    /** The model of the job on top of the heap is there: its execution begins. */
    void BeginExecution();

    /** Note what was spent on a job, until now. */
    void Charge(const Share& share);

    std::uint32_t GetBusy() const;

    ExecutorResources& m_resources;
    ExecutorListener& m_listener;
    std::vector<Share> m_shares; ///< heap
    double m_served = 0.0;       ///< V (ns) at m_sinceNs; back to 0 whenever the processor is empty
    std::int64_t m_sinceNs = 0;
    ns3::EventId m_end;
    std::vector<std::uint32_t> m_ended; ///< scratch of EndJobs()
    std::uint32_t m_special = 0;        ///< jobs that had to load, or that bring own energy
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_SHARING_EXECUTOR_H
