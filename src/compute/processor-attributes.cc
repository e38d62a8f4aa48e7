/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "compute/processor.h"

#include "base/errors.h"
#include "base/text.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/nstime.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>

// The attributes and traces of Processor, apart from what it does.

namespace edgeward
{

using namespace ns3;

NS_OBJECT_ENSURE_REGISTERED(Processor);

namespace
{

const std::map<std::string, Discipline>&
Disciplines()
{
    static const std::map<std::string, Discipline> disciplines{
        {"edf", Discipline::EDF},
        {"fifo", Discipline::FIFO},
        {"processor-sharing", Discipline::PROCESSOR_SHARING}};
    return disciplines;
}

} // namespace

TypeId
Processor::GetTypeId()
{
    static TypeId tid =
        TypeId("edgeward::Processor")
            .SetParent<Object>()
            .SetGroupName("Edgeward")
            .AddConstructor<Processor>()
            .AddAttribute("Workers",
                          "Jobs, or batches, that are executed at the same time.",
                          UintegerValue(1), // one inference at a time uses the whole device
                          MakeUintegerAccessor(&Processor::SetWorkers, &Processor::GetWorkers),
                          MakeUintegerChecker<std::uint32_t>(1, 1 << 20))
            .AddAttribute(
                "Discipline",
                "Order of execution: fifo, processor-sharing, or edf (earliest deadline first, "
                "non-preemptive, ties by arrival).",
                StringValue("fifo"), // what serving systems do unless told otherwise
                MakeStringAccessor(&Processor::SetDiscipline, &Processor::GetDiscipline),
                MakeStringChecker())
            .AddAttribute("QueueLimit",
                          "Jobs that may wait, background included; 0: any number.",
                          UintegerValue(0), // the closed forms of queueing theory have no limit
                          MakeUintegerAccessor(&Processor::m_queueLimit),
                          MakeUintegerChecker<std::uint32_t>())
            .AddAttribute(
                "BatchLimit",
                "Largest number of jobs executed together; 1: no batching.",
                UintegerValue(1), // published latencies are for batch 1
                MakeUintegerAccessor(&Processor::SetBatchLimit, &Processor::GetBatchLimit),
                MakeUintegerChecker<std::uint32_t>(1))
            .AddAttribute(
                "BatchWait",
                "Longest time for which the oldest job of a batch is held for it to fill.",
                TimeValue(Time(0)), // a free worker never waits
                MakeTimeAccessor(&Processor::SetBatchWait, &Processor::GetBatchWait),
                MakeTimeChecker(Time(0)))
            .AddAttribute("BatchCurve",
                          "Time of a batch by its size, piecewise linear: measured times, e.g. "
                          "\"1:21.3ms,2:31.8ms,4:82.5ms\", or factors, \"1:1,2:1.5,4:3.8\"; empty: "
                          "proportional to the size.",
                          StringValue(""), // no gain unless somebody measured one
                          MakeStringAccessor(&Processor::SetBatchCurve, &Processor::GetBatchCurve),
                          MakeStringChecker())
            .AddAttribute("BackgroundInterarrival",
                          "Time between background jobs (s); null: no background.",
                          PointerValue(),
                          MakePointerAccessor(&Processor::m_backgroundInterarrival),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("BackgroundService",
                          "Execution time of background jobs (s).",
                          PointerValue(),
                          MakePointerAccessor(&Processor::m_backgroundService),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("BackgroundOn",
                          "Length of periods in which background jobs come (s); null: always.",
                          PointerValue(),
                          MakePointerAccessor(&Processor::m_backgroundOn),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("BackgroundOff",
                          "Length of periods in which no background jobs come (s).",
                          PointerValue(),
                          MakePointerAccessor(&Processor::m_backgroundOff),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute(
                "Noise",
                "Distribution of execution times about their mean, with the job's coefficient of "
                "variation: none, gamma, lognormal, or profile (as its profile measured it).",
                StringValue("none"), // a job takes what its profile says
                MakeStringAccessor(&Processor::SetNoise, &Processor::GetNoise),
                MakeStringChecker())
            .AddAttribute("NoiseVariable",
                          "What the noise is drawn from; null with Noise none.",
                          TypeId::ATTR_GET,
                          PointerValue(),
                          MakePointerAccessor(&Processor::GetNoiseVariable),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute(
                "IdlePower",
                "Power with no worker busy (W).",
                DoubleValue(0.0), // energy is not modelled until a device profile says otherwise
                MakeDoubleAccessor(&Processor::SetIdlePower, &Processor::GetIdlePower),
                MakeDoubleChecker<double>(0.0))
            .AddAttribute("BusyPower",
                          "Power with all workers busy (W), at least IdlePower; linear in between.",
                          DoubleValue(0.0), // as IdlePower
                          MakeDoubleAccessor(&Processor::SetBusyPower, &Processor::GetBusyPower),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("MemorySize",
                          "Memory for models and their activations (B); 0: any amount.",
                          DoubleValue(0.0), // as IdlePower
                          MakeDoubleAccessor(&Processor::SetMemorySize, &Processor::GetMemorySize),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute(
                "LoadRate",
                "Rate at which models are read from storage when they are first used (B/s); 0: "
                "loading takes no time, and memory is not kept track of.",
                DoubleValue(0.0), // models are resident unless a device profile says otherwise
                MakeDoubleAccessor(&Processor::SetLoadRate, &Processor::GetLoadRate),
                MakeDoubleChecker<double>(0.0))
            .AddTraceSource("ModelLoading",
                            "A job went into service and has to wait that long for its model.",
                            MakeTraceSourceAccessor(&Processor::m_modelLoading),
                            "edgeward::Processor::ModelLoadingCallback")
            .AddTraceSource("JobStarted",
                            "A job went into service.",
                            MakeTraceSourceAccessor(&Processor::m_jobStarted),
                            "edgeward::Processor::JobStartedCallback")
            .AddTraceSource("JobEnded",
                            "A job ended or was lost, just before its callback.",
                            MakeTraceSourceAccessor(&Processor::m_jobEnded),
                            "edgeward::Processor::JobEndedCallback")
            .AddTraceSource("JobRejected",
                            "A job was turned away: the queue is full or the processor down.",
                            MakeTraceSourceAccessor(&Processor::m_jobRejected),
                            "edgeward::Processor::JobRejectedCallback")
            .AddTraceSource("QueueLength",
                            "Jobs that wait.",
                            MakeTraceSourceAccessor(&Processor::m_queueLength),
                            "ns3::TracedValueCallback::Uint32")
            .AddTraceSource("BusyWorkers",
                            "Workers at work.",
                            MakeTraceSourceAccessor(&Processor::m_busyWorkers),
                            "ns3::TracedValueCallback::Uint32");
    return tid;
}

void
Processor::CheckUnused(const char* attribute) const
{
    NS_ABORT_MSG_IF(m_executor, "Processor: set " << attribute << " before the first job");
}

void
Processor::SetWorkers(std::uint32_t workers)
{
    CheckUnused("Workers");
    m_resources.workers = workers;
    m_meter.workers = workers;
}

std::uint32_t
Processor::GetWorkers() const
{
    return m_resources.workers;
}

void
Processor::SetDiscipline(std::string name)
{
    CheckUnused("Discipline");
    const auto found = Disciplines().find(name);
    if (found == Disciplines().end())
    {
        std::vector<std::string> known;
        for (const auto& entry : Disciplines())
        {
            known.push_back(entry.first);
        }
        throw ConfigError(
            {}, "Discipline", "unknown discipline '" + name + "'", DidYouMean(name, known));
    }
    m_resources.discipline = found->second;
}

std::string
Processor::GetDiscipline() const
{
    for (const auto& entry : Disciplines())
    {
        if (entry.second == m_resources.discipline)
        {
            return entry.first;
        }
    }
    return {};
}

void
Processor::SetBatchLimit(std::uint32_t limit)
{
    CheckUnused("BatchLimit");
    m_resources.batching.limit = limit;
}

std::uint32_t
Processor::GetBatchLimit() const
{
    return m_resources.batching.limit;
}

void
Processor::SetBatchWait(Time wait)
{
    CheckUnused("BatchWait");
    m_resources.batching.waitNs = wait.GetNanoSeconds();
}

Time
Processor::GetBatchWait() const
{
    return NanoSeconds(m_resources.batching.waitNs);
}

void
Processor::SetBatchCurve(std::string text)
{
    CheckUnused("BatchCurve");
    m_resources.curve = BatchCurve::Parse(text);
}

std::string
Processor::GetBatchCurve() const
{
    return m_resources.curve.ToString();
}

void
Processor::SetNoise(std::string kind)
{
    CheckUnused("Noise");
    m_resources.noise.SetKind(kind);
}

std::string
Processor::GetNoise() const
{
    return m_resources.noise.GetKind();
}

Ptr<RandomVariableStream>
Processor::GetNoiseVariable() const
{
    return m_resources.noise.GetVariable();
}

void
Processor::SetIdlePower(double watt)
{
    CheckUnused("IdlePower");
    m_meter.idleWatt = watt;
}

double
Processor::GetIdlePower() const
{
    return m_meter.idleWatt;
}

void
Processor::SetBusyPower(double watt)
{
    CheckUnused("BusyPower");
    m_meter.busyWatt = watt;
}

double
Processor::GetBusyPower() const
{
    return m_meter.busyWatt;
}

void
Processor::SetMemorySize(double bytes)
{
    CheckUnused("MemorySize");
    m_resources.memory.capacityBytes = bytes;
}

double
Processor::GetMemorySize() const
{
    return m_resources.memory.capacityBytes;
}

void
Processor::SetLoadRate(double bytesPerSecond)
{
    CheckUnused("LoadRate");
    m_resources.memory.bytesPerSecond = bytesPerSecond;
}

double
Processor::GetLoadRate() const
{
    return m_resources.memory.bytesPerSecond;
}

} // namespace edgeward
