/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/processor.h"

#include "compute/queueing-executor.h"
#include "compute/sharing-executor.h"

#include "base/errors.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace edgeward
{

using namespace ns3;

NS_LOG_COMPONENT_DEFINE("EdgewardProcessor");

namespace
{

std::int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

} // namespace

Processor::Processor()
    : m_meter(NowNs())
{
}

Processor::Processor(const Processor& other)
    : Object(other)
    , m_queueLimit(other.m_queueLimit)
    , m_meter(other.m_meter)
    , m_resources(other.m_resources)
{
    m_resources.noise.SetKind(other.m_resources.noise.GetKind()); // variables of its own
}

Processor::~Processor() = default;

bool
Processor::CanCopy() const
{
    return !m_executor && !m_backgroundInterarrival && !m_backgroundService && !m_backgroundOn &&
           !m_backgroundOff;
}

Ptr<Processor>
Processor::CopyIdle() const
{
    NS_ASSERT_MSG(CanCopy(), "Processor: only an unused one can be copied");
    return Ptr<Processor>(new Processor(*this), false);
}

void
Processor::DoDispose()
{
    m_background.Stop();
    m_executor.reset();
    m_powerObserver = nullptr;
    m_backgroundInterarrival = nullptr;
    m_backgroundService = nullptr;
    m_backgroundOn = nullptr;
    m_backgroundOff = nullptr;
    Object::DoDispose();
}

void
Processor::Validate() const
{
    ProblemList problems;
    const auto check = [&](bool isBad, const char* key, const char* problem, const char* remedy) {
        if (isBad)
        {
            problems.Add(ConfigError({}, key, problem, remedy));
        }
    };
    check(m_meter.busyWatt < m_meter.idleWatt,
          "BusyPower",
          "less than IdlePower",
          "BusyPower is the power of the whole processor with all workers busy");
    check(m_resources.discipline == Discipline::PROCESSOR_SHARING && m_resources.batching.limit > 1,
          "BatchLimit",
          "batches cannot be formed under processor sharing",
          "use Discipline fifo or edf, or BatchLimit 1");
    check(bool(m_backgroundInterarrival) != bool(m_backgroundService),
          "BackgroundInterarrival",
          "background load needs both BackgroundInterarrival and BackgroundService",
          "set both or neither");
    check(bool(m_backgroundOn) != bool(m_backgroundOff),
          "BackgroundOn",
          "a modulated background needs both BackgroundOn and BackgroundOff",
          "set both or neither");
    check(m_backgroundOn && !m_backgroundInterarrival,
          "BackgroundOn",
          "there is no background load to switch",
          "set BackgroundInterarrival and BackgroundService");
    problems.ThrowIfAny();
}

void
Processor::Start()
{
    Validate();
    if (!m_backgroundInterarrival)
    {
        return;
    }
    m_background.Start(
        {m_backgroundInterarrival, m_backgroundService, m_backgroundOn, m_backgroundOff},
        [this](Time service) {
            ComputeJob job;
            job.request = BACKGROUND_REQUEST;
            job.service = service;
            Submit(job, nullptr);
        });
}

Executor&
Processor::GetExecutor()
{
    if (!m_executor)
    {
        ExecutorListener& listener = *this; // a private base, hidden from make_unique
        if (m_resources.discipline == Discipline::PROCESSOR_SHARING)
        {
            m_executor = std::make_unique<SharingExecutor>(m_resources, listener);
        }
        else
        {
            m_executor = std::make_unique<QueueingExecutor>(m_resources, listener);
        }
    }
    return *m_executor;
}

bool
Processor::IsFull() const
{
    return m_queueLimit > 0 && GetQueueLength() >= m_queueLimit;
}

bool
Processor::Submit(const ComputeJob& job, DoneCallback done)
{
    NS_ABORT_MSG_IF(job.service.IsStrictlyNegative() || !(job.spread.variation >= 0.0) ||
                        !(job.workJoule >= 0.0),
                    "Processor: a job's service time, variation and work cannot be negative");
    NS_ABORT_MSG_IF(!m_resources.memory.CanHold(job.model),
                    "Processor: a job's model does not fit into memory");
    if (!IsUp() || IsFull())
    {
        NS_LOG_LOGIC("job of request " << job.request << " turned away");
        m_jobRejected(job.request);
        return false;
    }
    ActiveJob active;
    active.job = job;
    active.done = std::move(done);
    active.submitted = Simulator::Now();
    GetExecutor().Submit(m_resources.jobs.Add(std::move(active)));
    Refresh();
    return true;
}

void
Processor::OnStarted(std::uint32_t slot, std::uint32_t batchSize)
{
    ActiveJob& active = m_resources.jobs[slot];
    active.started = Simulator::Now();
    active.isStarted = true;
    m_jobStarted(active.job.request, batchSize);
    if (active.loadingNs > 0)
    {
        m_modelLoading(active.job.request, active.job.model.key, NanoSeconds(active.loadingNs));
    }
}

void
Processor::OnEnded(const std::vector<std::uint32_t>& slots)
{
    Refresh();
    for (const std::uint32_t slot : slots)
    {
        Conclude(slot, true);
    }
}

void
Processor::Conclude(std::uint32_t slot, bool isDone)
{
    const ActiveJob active = m_resources.jobs.Take(slot);
    ComputeResult result;
    result.request = active.job.request;
    result.isDone = isDone;
    result.submitted = active.submitted;
    result.ended = Simulator::Now();
    result.started = active.isStarted ? active.started : result.ended;
    result.loading = NanoSeconds(active.loadingNs);
    result.joule = m_meter.WattPerWorker() * (active.workerNs * 1e-9) +
                   active.job.workJoule * active.workShare;
    m_jobEnded(result);
    if (active.done)
    {
        active.done(result);
    }
}

void
Processor::Refresh()
{
    const WorkerLoad load = m_executor ? m_executor->GetLoad() : WorkerLoad();
    if (!(load == m_meter.Load()))
    {
        if (m_powerObserver)
        {
            m_powerObserver();
        }
        m_meter.SetState(NowNs(), IsUp(), load);
    }
    m_busyWorkers = load.busy;
    m_queueLength = GetQueueLength();
}

void
Processor::SetUp(bool isUp)
{
    if (isUp == IsUp())
    {
        return;
    }
    NS_LOG_INFO("processor goes " << (isUp ? "up" : "down"));
    std::vector<std::uint32_t> lost;
    if (m_executor)
    {
        lost = m_executor->Clear();
    }
    if (m_powerObserver)
    {
        m_powerObserver();
    }
    m_meter.SetState(NowNs(), isUp, {});
    m_resources.memory.Clear();
    Refresh();
    std::sort(lost.begin(), lost.end(), [this](std::uint32_t a, std::uint32_t b) {
        return m_resources.jobs[a].sequence < m_resources.jobs[b].sequence;
    });
    for (const std::uint32_t slot : lost)
    {
        Conclude(slot, false);
    }
}

bool
Processor::IsUp() const
{
    return m_meter.IsUp();
}

Time
Processor::GetBacklog() const
{
    return m_executor ? m_executor->GetBacklog() : Time(0);
}

std::uint32_t
Processor::GetQueueLength() const
{
    return m_executor ? m_executor->GetWaiting() : 0;
}

double
Processor::GetUtilization() const
{
    return static_cast<double>(m_meter.Load().busy) / m_meter.workers;
}

double
Processor::GetBusyJoule() const
{
    return m_meter.BusyJoule(NowNs());
}

double
Processor::GetLoadingJoule() const
{
    return m_meter.LoadingJoule(NowNs());
}

bool
Processor::HasModel(std::uint32_t key) const
{
    return m_resources.memory.Has(key);
}

double
Processor::GetIdleJoule() const
{
    return m_meter.IdleJoule(NowNs());
}

double
Processor::GetWatt() const
{
    return m_meter.Watt();
}

void
Processor::SetPowerObserver(std::function<void()> observer)
{
    m_powerObserver = std::move(observer);
}

std::int64_t
Processor::AssignStreams(std::int64_t stream)
{
    const Ptr<RandomVariableStream> variables[] = {
        m_backgroundInterarrival, m_backgroundService, m_backgroundOn, m_backgroundOff};
    // Absent variables keep their place, so that adding one shifts no other.
    std::int64_t next = stream;
    for (const auto& variable : variables)
    {
        if (variable)
        {
            variable->SetStream(next);
        }
        ++next;
    }
    m_resources.noise.AssignStream(next);
    return STREAMS;
}

} // namespace edgeward
