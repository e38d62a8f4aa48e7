/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_COMPUTE_PROCESSOR_H
#define EDGEWARD_COMPUTE_PROCESSOR_H

#include "compute/background-load.h"
#include "compute/compute-job.h"
#include "compute/energy-meter.h"
#include "compute/executor.h"

#include "ns3/object.h"
#include "ns3/traced-callback.h"
#include "ns3/traced-value.h"

#include <functional>
#include <memory>
#include <string>

namespace edgeward
{

/**
 * A processor in simulated time: k workers, a queue with a discipline, optional dynamic batching,
 * background load, execution noise, memory for models, idle and busy power. See
 * docs/models/processor.md for the attributes, which are fixed from the first job on.
 */
class Processor : public ns3::Object, private ExecutorListener
{
  public:
    using DoneCallback = edgeward::DoneCallback;

    /** Streams that AssignStreams() uses: background interarrival, service, on, off, noise. */
    static constexpr std::int64_t STREAMS = 5;

    static ns3::TypeId GetTypeId();

    Processor();
    ~Processor() override;

    /**
     * A processor with the same attributes, up and idle. Making an ns-3 object anew takes twenty
     * times as long. Call AssignStreams() for it.
     * @pre CanCopy()
     */
    ns3::Ptr<Processor> CopyIdle() const;

    /** Whether it has had no job yet, and no random variables of its own for background load. */
    bool CanCopy() const;

    /** @name Attributes of the same names, in range; before the first job. Powers in W, the memory
     * in bytes, the rate at which models come into it in bytes a second (0: at once). */
    /**@{*/
    void SetIdlePower(double watt);
    double GetIdlePower() const;
    void SetBusyPower(double watt);
    double GetBusyPower() const;
    void SetMemorySize(double bytes);
    double GetMemorySize() const;
    void SetLoadRate(double bytesPerSecond);
    double GetLoadRate() const;
    /**@}*/

    /** @throws ConfigError if attributes that are each in range do not go together. */
    void Validate() const;

    /** Begin background load; call once after attributes and streams are set. @throws ConfigError
     * as Validate(). */
    void Start();

    /**
     * Queue a job; @p done is called exactly once when it ends or is lost, never from inside this
     * call.
     * @return false if the queue is full or the processor is down; then @p done is never called.
     */
    bool Submit(const ComputeJob& job, DoneCallback done);

    /**
     * Time until a job submitted now would start at nominal speed (0 if a worker is free),
     * background included.
     *
     * FIFO and EDF: jobs in service end after what is left of their mean time (0 if they are late),
     * then the queue is dealt out to the workers, in full batches where it can be; under EDF the
     * job is taken to have no deadline. Processor sharing, where every job starts at once:
     * remaining mean work / workers.
     */
    ns3::Time GetBacklog() const;

    /** Jobs waiting, not in service; under processor sharing jobs in excess of the workers. */
    std::uint32_t GetQueueLength() const;

    /** Busy workers / workers. */
    double GetUtilization() const;

    /** Energy drawn by loading and execution above idle so far (J), background excluded from a
     * request's share but included here. */
    double GetBusyJoule() const;

    /** The part of GetBusyJoule() that went into loading models (J). */
    double GetLoadingJoule() const;

    /** Whether a model is in memory, or on its way there; always false where loading is free. */
    bool HasModel(std::uint32_t key) const;

    /** Energy drawn so far at idle power (J); the time while down does not count. */
    double GetIdleJoule() const;

    /** Power at present (W): 0 while down, else between IdlePower and BusyPower, plus what the work
     * of the jobs in service takes. */
    double GetWatt() const;

    /** The processor fails: all its jobs are lost (isDone = false), and the models in its memory;
     * or it comes back empty. */
    void SetUp(bool isUp);
    bool IsUp() const;

    /** Fix the random variables, so after they are set; @return how many streams were used, always
     * STREAMS. */
    std::int64_t AssignStreams(std::int64_t stream);

    /** @p observer is called just before the power changes, while GetWatt() is still the old one;
     * empty: nobody. */
    void SetPowerObserver(std::function<void()> observer);

    /** Signature of trace JobStarted. */
    using JobStartedCallback = void (*)(RequestId request, std::uint32_t batchSize);

    /** Signature of trace ModelLoading. */
    using ModelLoadingCallback = void (*)(RequestId request, std::uint32_t model, ns3::Time time);

    /** Signature of traces JobEnded. */
    using JobEndedCallback = void (*)(const ComputeResult& result);

    /** Signature of trace JobRejected. */
    using JobRejectedCallback = void (*)(RequestId request);

  private:
    Processor(const Processor& other);
    Processor& operator=(const Processor&) = delete;

    void DoDispose() override;

    void OnStarted(std::uint32_t slot, std::uint32_t batchSize) override;
    void OnEnded(const std::vector<std::uint32_t>& slots) override;

    /** The executor, made when it is first needed. */
    Executor& GetExecutor();

    /** Whether a job that comes now has to be turned away. */
    bool IsFull() const;

    /** Let the energy meter and the traces see what the executor has done. */
    void Refresh();

    /** Remove a job and tell everybody. */
    void Conclude(std::uint32_t slot, bool isDone);

    void SetWorkers(std::uint32_t workers);
    std::uint32_t GetWorkers() const;
    void SetDiscipline(std::string name);
    std::string GetDiscipline() const;
    void SetBatchLimit(std::uint32_t limit);
    std::uint32_t GetBatchLimit() const;
    void SetBatchWait(ns3::Time wait);
    ns3::Time GetBatchWait() const;
    void SetBatchCurve(std::string text);
    std::string GetBatchCurve() const;
    void SetNoise(std::string kind);
    std::string GetNoise() const;
    ns3::Ptr<ns3::RandomVariableStream> GetNoiseVariable() const;

    /** Abort if @p attribute is set after the first job. */
    void CheckUnused(const char* attribute) const;

    // With thousands of devices everything has gone from the cache when a request comes: what every
    // decision asks stands together, then what every job touches, the rest behind.
    std::unique_ptr<Executor> m_executor;
    std::uint32_t m_queueLimit = 0;
    EnergyMeter m_meter;
    ns3::TracedValue<std::uint32_t> m_queueLength{0};
    ns3::TracedValue<std::uint32_t> m_busyWorkers{0};
    ns3::TracedCallback<RequestId, std::uint32_t> m_jobStarted;
    ns3::TracedCallback<const ComputeResult&> m_jobEnded;
    std::function<void()> m_powerObserver;
    ExecutorResources m_resources;
    BackgroundLoad m_background;
    ns3::Ptr<ns3::RandomVariableStream> m_backgroundInterarrival;
    ns3::Ptr<ns3::RandomVariableStream> m_backgroundService;
    ns3::Ptr<ns3::RandomVariableStream> m_backgroundOn;
    ns3::Ptr<ns3::RandomVariableStream> m_backgroundOff;

    ns3::TracedCallback<RequestId, std::uint32_t, ns3::Time> m_modelLoading;
    ns3::TracedCallback<RequestId> m_jobRejected;
};

} // namespace edgeward

#endif // EDGEWARD_COMPUTE_PROCESSOR_H
