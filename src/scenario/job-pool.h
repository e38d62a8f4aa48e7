/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_JOB_POOL_H
#define EDGEWARD_SCENARIO_JOB_POOL_H

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace edgeward
{

/** A piece of work that runs in a process of its own. */
struct Job
{
    /** Tells the parent something while the work goes on. */
    using Report = std::function<void(const std::string& note)>;

    std::string name;                               ///< for messages, "edge, run 3"
    std::function<std::string(const Report&)> work; ///< in the child; its result travels to done
    std::function<void(const std::string& result)>
        done; ///< in the parent, once, if the work ended well
    std::function<void(const std::string& note)>
        note;                     ///< in the parent, for each report; may be empty
    bool endsInGoodOrder = false; ///< when interrupted: it watches InterruptGuard and still gives a
                                  ///< result; else it is killed
};

/** A job that gave no result. */
struct JobFailure
{
    std::string job;
    std::string message;      ///< what it threw, or how it died
    bool isUserError = false; ///< it threw a UserError
};

/**
 * Runs jobs in forked processes, a fixed number at a time: ns-3 has one simulator per process. A
 * job that crashes takes nothing with it. Use it before the process has threads.
 */
class JobPool
{
  public:
    /** @param workers processes at a time, >= 1 */
    explicit JobPool(unsigned workers);

    /** Kills what still runs. */
    ~JobPool();
    JobPool(const JobPool&) = delete;
    JobPool& operator=(const JobPool&) = delete;

    /** Queue a job. Allowed at any time, also from done(). */
    void Add(Job job);

    /**
     * Work until nothing is left, or until an interrupt or a UserError, which would strike the
     * others as well, has ended what was running.
     * @param tick called after every change and at least ten times a second; may be empty
     * @return whether every job gave a result
     * @throws IoError if no process or pipe can be made
     */
    bool Run(const std::function<void()>& tick);

    /** Jobs that gave none, in the order of their ends. Jobs that an interrupt kept from starting
     * are not among them. */
    const std::vector<JobFailure>& Failures() const;

    /** Whether an interrupt ended Run(). */
    bool WasInterrupted() const;

  private:
    struct Worker
    {
        Job job;
        int pipe = -1;
        std::string received;  ///< bytes of frames that are not whole yet
        bool hasEnded = false; ///< its result or failure has been taken
    };

    void StartJobs();
    void Launch(Job job);
    void ReadFrom(pid_t child, Worker& worker);
    void TakeFrames(Worker& worker);
    void Reap(pid_t child, Worker& worker);
    void HandleInterrupt();
    void StopOthers(bool isPolite);

    unsigned m_workers;
    std::deque<Job> m_waiting;
    std::map<pid_t, Worker> m_running;
    std::vector<JobFailure> m_failures;
    int m_interruptsSeen = 0;
    bool m_isStopping = false;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_JOB_POOL_H
