/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/sharing-executor.h"

#include "compute/time-math.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

namespace
{

/** Whether a job does more than keep a worker busy. */
template <typename Share>
bool
IsSpecial(const Share& share)
{
    return share.loading > 0.0 || share.workJoule > 0.0;
}

} // namespace

SharingExecutor::SharingExecutor(ExecutorResources& resources, ExecutorListener& listener)
    : m_resources(resources)
    , m_listener(listener)
{
}

SharingExecutor::~SharingExecutor()
{
    m_end.Cancel(); // not removed: the simulator may be another by now
}

bool
SharingExecutor::EndsLater(const Share& a, const Share& b)
{
    return a.finish != b.finish ? a.finish > b.finish : a.sequence > b.sequence;
}

double
SharingExecutor::Rate() const
{
    return m_shares.size() <= m_resources.workers
               ? 1.0
               : static_cast<double>(m_resources.workers) / static_cast<double>(m_shares.size());
}

double
SharingExecutor::Served() const
{
    const std::int64_t elapsedNs = Simulator::Now().GetNanoSeconds() - m_sinceNs;
    return m_served + static_cast<double>(elapsedNs) * Rate();
}

void
SharingExecutor::Advance()
{
    // Starting again from 0 keeps V small, and with it exact to far below 1 ns.
    m_served = m_shares.empty() ? 0.0 : Served();
    m_sinceNs = Simulator::Now().GetNanoSeconds();
}

Time
SharingExecutor::UntilNextEnd() const
{
    return RoundToTime((m_shares.front().finish - m_served) / Rate());
}

void
SharingExecutor::ScheduleEnd()
{
    Simulator::Remove(m_end);
    if (!m_shares.empty())
    {
        m_end = Simulator::Schedule(UntilNextEnd(), &SharingExecutor::EndJobs, this);
    }
}

void
SharingExecutor::Submit(std::uint32_t slot)
{
    Advance();
    const ActiveJob& entry = m_resources.jobs[slot];
    const Time work =
        RoundToTime(entry.job.service.GetNanoSeconds() * m_resources.noise.Draw(entry.job.spread));
    Share share;
    share.begin = m_served;
    share.loading = static_cast<double>(m_resources.memory.Use(m_sinceNs, entry.job.model));
    share.execution = static_cast<double>(work.GetNanoSeconds());
    share.isLoading = share.loading > 0.0;
    share.workJoule = entry.job.workJoule;
    share.finish = m_served + (share.isLoading ? share.loading : share.execution);
    share.nominalFinish =
        m_served + share.loading + static_cast<double>(entry.job.service.GetNanoSeconds());
    m_special += IsSpecial(share) ? 1 : 0;
    share.sequence = entry.sequence;
    share.slot = slot;
    m_shares.push_back(share);
    std::push_heap(m_shares.begin(), m_shares.end(), EndsLater);
    ScheduleEnd();
    m_listener.OnStarted(slot, 1);
}

std::uint32_t
SharingExecutor::GetWaiting() const
{
    return static_cast<std::uint32_t>(m_shares.size()) - GetBusy();
}

std::uint32_t
SharingExecutor::GetBusy() const
{
    return std::min(static_cast<std::uint32_t>(m_shares.size()), m_resources.workers);
}

Time
SharingExecutor::GetBacklog() const
{
    if (m_shares.size() < m_resources.workers)
    {
        return Time(0);
    }
    const double served = Served();
    double remaining = 0.0;
    for (const Share& share : m_shares)
    {
        remaining += std::max(0.0, share.nominalFinish - served);
    }
    return RoundToTime(remaining / m_resources.workers);
}

WorkerLoad
SharingExecutor::GetLoad() const
{
    WorkerLoad load;
    load.busy = GetBusy();
    for (std::size_t i = 0; m_special > 0 && i < m_shares.size(); ++i)
    {
        const Share& share = m_shares[i];
        load.loading += share.isLoading ? Rate() : 0.0;
        load.workWatt += !share.isLoading && share.execution > 0.0
                             ? Rate() * share.workJoule / (1e-9 * share.execution)
                             : 0.0;
    }
    return load;
}

std::vector<std::uint32_t>
SharingExecutor::Clear()
{
    Advance();
    Simulator::Remove(m_end);
    std::vector<std::uint32_t> slots;
    for (const Share& share : m_shares)
    {
        Charge(share);
        slots.push_back(share.slot);
    }
    m_shares.clear();
    m_special = 0;
    return slots;
}

void
SharingExecutor::EndJobs()
{
    Advance();
    m_ended.clear();
    // The first is due because this event says so, whatever the rounding; others if they are due
    // this nanosecond.
    do
    {
        std::pop_heap(m_shares.begin(), m_shares.end(), EndsLater);
        if (m_shares.back().isLoading)
        {
            BeginExecution();
            continue;
        }
        const Share& share = m_shares.back();
        Charge(share);
        m_special -= IsSpecial(share) ? 1 : 0;
        m_ended.push_back(share.slot);
        m_shares.pop_back();
    } while (!m_shares.empty() && UntilNextEnd().IsZero());
    ScheduleEnd();
    m_listener.OnEnded(m_ended);
}

void
SharingExecutor::BeginExecution()
{
    Share& share = m_shares.back();
    ActiveJob& active = m_resources.jobs[share.slot];
    active.loadingNs = (Simulator::Now() - active.started).GetNanoSeconds();
    share.isLoading = false;
    share.finish = m_served + share.execution;
    std::push_heap(m_shares.begin(), m_shares.end(), EndsLater);
}

void
SharingExecutor::Charge(const Share& share)
{
    ActiveJob& active = m_resources.jobs[share.slot];
    active.workerNs = m_served - share.begin;
    if (share.isLoading)
    {
        active.loadingNs = (Simulator::Now() - active.started).GetNanoSeconds();
    }
    else if (share.execution > 0.0)
    {
        // Counted back from the end: loading is rounded to the nanosecond.
        active.workShare = 1.0 - (share.finish - m_served) / share.execution;
    }
}

} // namespace edgeward
