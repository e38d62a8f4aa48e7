/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_JOB_TABLE_H
#define EDGEWARD_COMPUTE_JOB_TABLE_H

#include "compute/compute-job.h"

#include <vector>

namespace edgeward
{

/** A job that a processor has accepted and not yet ended. */
struct ActiveJob
{
    ComputeJob job;
    DoneCallback done; ///< empty for background jobs
    std::uint64_t sequence = 0;
    ns3::Time submitted;
    ns3::Time started;
    bool isStarted = false;
    std::int64_t loadingNs = 0; ///< of its service, spent on loading its model (ns)
    double workerNs = 0.0;      ///< worker time spent on it (ns); set when it ends or is lost
    double workShare = 0.0;     ///< of its work, done; set when it ends or is lost

    bool
    IsBackground() const
    {
        return job.request == BACKGROUND_REQUEST;
    }
};

/** The jobs of a processor under small reused numbers, so that a job costs no allocation once the
 * table has grown. */
class JobTable
{
  public:
    /** @return the slot under which the job is kept until Take(). */
    std::uint32_t
    Add(ActiveJob&& job)
    {
        job.sequence = m_nextSequence++;
        if (m_free.empty())
        {
            m_jobs.push_back(std::move(job));
            return static_cast<std::uint32_t>(m_jobs.size() - 1);
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        m_jobs[slot] = std::move(job);
        return slot;
    }

    ActiveJob&
    operator[](std::uint32_t slot)
    {
        return m_jobs[slot];
    }

    const ActiveJob&
    operator[](std::uint32_t slot) const
    {
        return m_jobs[slot];
    }

    /** Remove a job; its slot is used again. */
    ActiveJob
    Take(std::uint32_t slot)
    {
        m_free.push_back(slot);
        return std::move(m_jobs[slot]);
    }

  private:
    std::vector<ActiveJob> m_jobs;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_nextSequence = 0;
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_JOB_TABLE_H
