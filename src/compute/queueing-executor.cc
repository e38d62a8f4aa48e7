/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/queueing-executor.h"

#include "compute/time-math.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <functional>

namespace edgeward
{

using namespace ns3;

QueueingExecutor::QueueingExecutor(ExecutorResources& resources, ExecutorListener& listener)
    : m_resources(resources)
    , m_listener(listener)
    , m_workers(resources.workers)
{
    for (std::uint32_t index = resources.workers; index > 0; --index)
    {
        m_idle.push_back(index - 1);
    }
}

QueueingExecutor::~QueueingExecutor()
{
    // Cancelled, not removed: the simulator may be another by now.
    for (Worker& worker : m_workers)
    {
        worker.end.Cancel();
    }
    m_batchTimer.Cancel();
}

void
QueueingExecutor::Submit(std::uint32_t slot)
{
    const ActiveJob& entry = m_resources.jobs[slot];
    WaitingJob waiting;
    waiting.slot = slot;
    waiting.order =
        m_resources.discipline == Discipline::EDF ? entry.job.deadline.GetNanoSeconds() : 0;
    waiting.sequence = entry.sequence;
    waiting.submittedNs = entry.submitted.GetNanoSeconds();
    waiting.meanNs = entry.job.service.GetNanoSeconds();
    waiting.batchKey = entry.job.batchKey;
    waiting.isBatchable = !entry.IsBackground();
    if (!m_idle.empty() && m_queue.Size() == 0 && m_resources.batching.waitNs == 0)
    {
        // The usual case of a server with room: nobody to wait behind, nothing to wait for.
        PlanFor(waiting);
        StartBatch(&waiting, 1);
        return;
    }
    if (m_queue.Push(waiting))
    {
        PlanFor(waiting);
    }
    else
    {
        m_plan.Break();
    }
    Dispatch();
}

void
QueueingExecutor::PlanFor(const WaitingJob& job)
{
    if (m_plan.IsTrue())
    {
        const Time service = RoundToTime(job.meanNs * m_resources.curve.At(1));
        m_plan.Deal(job.submittedNs, service.GetNanoSeconds());
    }
}

std::uint32_t
QueueingExecutor::GetWaiting() const
{
    return m_queue.Size();
}

WorkerLoad
QueueingExecutor::GetLoad() const
{
    WorkerLoad load;
    load.busy = static_cast<std::uint32_t>(m_workers.size() - m_idle.size());
    for (std::size_t i = 0; m_special > 0 && i < m_workers.size(); ++i)
    {
        const Worker& worker = m_workers[i];
        load.loading += worker.isLoading ? 1.0 : 0.0;
        load.workWatt += WorkWatt(worker);
    }
    return load;
}

double
QueueingExecutor::WorkWatt(const Worker& worker)
{
    const bool isExecuting = !worker.slots.empty() && !worker.isLoading && worker.executionNs > 0;
    return isExecuting ? worker.workJoule / (1e-9 * static_cast<double>(worker.executionNs)) : 0.0;
}

Time
QueueingExecutor::GetBacklog() const
{
    if (!m_idle.empty())
    {
        return Time(0);
    }
    const std::int64_t nowNs = Simulator::Now().GetNanoSeconds();
    const bool isKnown = m_plan.IsTrue();
    if (!isKnown)
    {
        MakePlan(nowNs);
    }
    const Time backlog = NanoSeconds(m_plan.FreeNs(nowNs) - nowNs);
    if (!isKnown && !IsGoingByPlan())
    {
        m_plan.Break();
    }
    return backlog;
}

void
QueueingExecutor::MakePlan(std::int64_t nowNs) const
{
    std::vector<std::int64_t> freeNs;
    freeNs.reserve(m_workers.size());
    for (const Worker& worker : m_workers)
    {
        freeNs.push_back(std::max(nowNs, worker.startedNs + worker.nominalNs)); // now if it is late
    }
    m_plan.Begin(std::move(freeNs));
    m_queue.ForEachBatch(m_resources.batching, [&](std::uint32_t size, std::int64_t meanNs) {
        const Time service = RoundToTime(meanNs * m_resources.curve.At(size));
        m_plan.Deal(nowNs, service.GetNanoSeconds());
    });
}

bool
QueueingExecutor::IsGoingByPlan() const
{
    const auto isAsPlanned = [](const Worker& worker) {
        return worker.slots.empty() || worker.loadingNs + worker.executionNs == worker.nominalNs;
    };
    return m_resources.batching.limit <= 1 &&
           std::all_of(m_workers.begin(), m_workers.end(), isAsPlanned);
}

std::vector<std::uint32_t>
QueueingExecutor::Clear()
{
    std::vector<std::uint32_t> slots;
    for (std::uint32_t index = 0; index < m_workers.size(); ++index)
    {
        Worker& worker = m_workers[index];
        if (!worker.slots.empty())
        {
            Simulator::Remove(worker.end);
            Charge(worker);
            slots.insert(slots.end(), worker.slots.begin(), worker.slots.end());
            worker.slots.clear();
            worker.isLoading = false;
            m_idle.push_back(index);
        }
    }
    m_special = 0;
    m_plan.Break();
    Simulator::Remove(m_batchTimer);
    const auto waiting = m_queue.Clear();
    slots.insert(slots.end(), waiting.begin(), waiting.end());
    return slots;
}

void
QueueingExecutor::Dispatch()
{
    while (!m_idle.empty() && m_queue.Size() > 0 &&
           m_queue.TakeBatch(Simulator::Now().GetNanoSeconds(), m_resources.batching, m_batch))
    {
        StartBatch(m_batch.data(), static_cast<std::uint32_t>(m_batch.size()));
    }
    ArmBatchTimer();
}

void
QueueingExecutor::StartBatch(const WaitingJob* batch, std::uint32_t size)
{
    const std::uint32_t index = m_idle.back();
    m_idle.pop_back();
    Worker& worker = m_workers[index];
    worker.startedNs = Simulator::Now().GetNanoSeconds();
    worker.workJoule = 0.0;

    // Jobs of one key normally have one mean; where they do not, the longest decides.
    const WaitingJob* longest = batch;
    for (const WaitingJob* job = batch; job != batch + size; ++job)
    {
        longest = job->meanNs > longest->meanNs ? job : longest;
        worker.slots.push_back(job->slot);
        worker.workJoule += m_resources.jobs[job->slot].job.workJoule;
    }
    const double nominalNs = longest->meanNs * m_resources.curve.At(size);
    const ComputeJob& job = m_resources.jobs[longest->slot].job;
    const double noise = m_resources.noise.Draw(job.spread);
    worker.loadingNs = m_resources.memory.Use(worker.startedNs, job.model);
    worker.executionNs = RoundToTime(nominalNs * noise).GetNanoSeconds();
    const std::int64_t meanNs = RoundToTime(nominalNs).GetNanoSeconds();
    worker.nominalNs = worker.loadingNs + meanNs;
    worker.isLoading = worker.loadingNs > 0;
    if (worker.executionNs != meanNs || worker.isLoading)
    {
        m_plan.Break();
    }
    m_special += worker.isLoading || worker.workJoule > 0.0 ? 1 : 0;
    if (worker.isLoading)
    {
        worker.end = Simulator::Schedule(
            NanoSeconds(worker.loadingNs), &QueueingExecutor::Execute, this, index);
    }
    else
    {
        worker.end = Simulator::Schedule(
            NanoSeconds(worker.executionNs), &QueueingExecutor::Finish, this, index);
    }
    for (const std::uint32_t slot : worker.slots)
    {
        m_resources.jobs[slot].loadingNs = worker.loadingNs;
        m_listener.OnStarted(slot, size);
    }
}

void
QueueingExecutor::Execute(std::uint32_t index)
{
    Worker& worker = m_workers[index];
    worker.isLoading = false;
    worker.end = Simulator::Schedule(
        NanoSeconds(worker.executionNs), &QueueingExecutor::Finish, this, index);
    m_listener.OnEnded({});
}

void
QueueingExecutor::Finish(std::uint32_t index)
{
    Worker& worker = m_workers[index];
    Charge(worker);
    m_ended.clear();
    m_ended.swap(worker.slots);
    m_special -= worker.loadingNs > 0 || worker.workJoule > 0.0 ? 1 : 0;
    m_idle.push_back(index);
    // Followers start before anybody hears of the end, so that a full queue has room for what the
    // listener submits.
    Dispatch();
    m_listener.OnEnded(m_ended);
}

void
QueueingExecutor::Charge(const Worker& worker)
{
    const std::int64_t spentNs = Simulator::Now().GetNanoSeconds() - worker.startedNs;
    const std::int64_t executedNs = worker.isLoading ? 0 : spentNs - worker.loadingNs;
    for (const std::uint32_t slot : worker.slots)
    {
        ActiveJob& active = m_resources.jobs[slot];
        active.workerNs = static_cast<double>(spentNs) / static_cast<double>(worker.slots.size());
        active.workShare = worker.executionNs > 0 ? static_cast<double>(executedNs) /
                                                        static_cast<double>(worker.executionNs)
                                                  : 0.0;
        active.loadingNs = std::min(active.loadingNs, spentNs);
    }
}

void
QueueingExecutor::ArmBatchTimer()
{
    if (m_resources.batching.waitNs == 0)
    {
        return; // nothing is ever held
    }
    Simulator::Remove(m_batchTimer);
    if (!m_idle.empty())
    {
        if (const auto release = m_queue.NextReleaseNs(m_resources.batching))
        {
            m_batchTimer = Simulator::Schedule(
                NanoSeconds(*release) - Simulator::Now(), &QueueingExecutor::OnBatchTimer, this);
        }
    }
}

void
QueueingExecutor::OnBatchTimer()
{
    Dispatch();
    m_listener.OnEnded({});
}

} // namespace edgeward
