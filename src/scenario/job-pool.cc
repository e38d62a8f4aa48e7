/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/job-pool.h"

#include "base/errors.h"
#include "scenario/job-pool-interrupt.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

constexpr int TICK_MILLISECONDS = 100;

/** What a message from a child means; its first byte. */
enum class Frame : char
{
    NOTE = 'n',
    RESULT = 'r',
    USER_ERROR = 'u',
    OTHER_ERROR = 'x'
};

/** Writes kind, length and text; a parent that is gone is no reason to go on. */
void
SendFrame(int pipe, Frame kind, const std::string& text)
{
    std::string bytes(1, static_cast<char>(kind));
    const std::uint64_t length = text.size();
    bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
    bytes += text;
    for (std::size_t sent = 0; sent < bytes.size();)
    {
        const ssize_t count = write(pipe, bytes.data() + sent, bytes.size() - sent);
        if (count < 0 && errno != EINTR)
        {
            _exit(1);
        }
        sent += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
}

/** The child's whole life. */
[[noreturn]] void
Work(const Job& job, int pipe)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!job.endsInGoodOrder)
    {
        // Ctrl-C reaches the whole process group; the parent decides what becomes of this child.
        std::signal(SIGINT, SIG_IGN);
        std::signal(SIGTERM, SIG_DFL);
    }
    try
    {
        const auto report = [pipe](const std::string& note) { SendFrame(pipe, Frame::NOTE, note); };
        SendFrame(pipe, Frame::RESULT, job.work(report));
    }
    catch (const UserError& error)
    {
        SendFrame(pipe, Frame::USER_ERROR, error.what());
    }
    catch (const std::exception& error)
    {
        SendFrame(pipe, Frame::OTHER_ERROR, error.what());
    }
    // No destructors and no exit handlers: files and streams belong to the parent.
    _exit(0);
}

std::string
HowItDied(int status)
{
    if (WIFSIGNALED(status))
    {
        return std::string("its process died: ") + strsignal(WTERMSIG(status));
    }
    return "its process ended with status " + std::to_string(WEXITSTATUS(status)) +
           " and no result";
}

} // namespace

JobPool::JobPool(unsigned workers)
    : m_workers(workers)
{
}

JobPool::~JobPool()
{
    for (const auto& [child, worker] : m_running)
    {
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        close(worker.pipe);
    }
}

void
JobPool::Add(Job job)
{
    m_waiting.push_back(std::move(job));
}

bool
JobPool::Run(const std::function<void()>& tick)
{
    for (;;)
    {
        HandleInterrupt();
        StartJobs();
        if (tick)
        {
            tick();
        }
        if (m_running.empty())
        {
            return m_failures.empty() && !WasInterrupted();
        }
        std::vector<pollfd> polls;
        std::vector<pid_t> children;
        for (const auto& [child, worker] : m_running)
        {
            polls.push_back({worker.pipe, POLLIN, 0});
            children.push_back(child);
        }
        poll(polls.data(), polls.size(), TICK_MILLISECONDS);
        for (std::size_t i = 0; i < polls.size(); ++i)
        {
            if (polls[i].revents != 0)
            {
                ReadFrom(children[i], m_running.at(children[i]));
            }
        }
    }
}

const std::vector<JobFailure>&
JobPool::Failures() const
{
    return m_failures;
}

bool
JobPool::WasInterrupted() const
{
    return m_interruptsSeen > 0;
}

void
JobPool::StartJobs()
{
    while (m_running.size() < m_workers && !m_waiting.empty())
    {
        Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        Launch(std::move(job));
    }
}

void
JobPool::Launch(Job job)
{
    int ends[2];
    if (pipe(ends) != 0)
    {
        throw IoError("pipe", std::strerror(errno), "close other programs or use fewer --jobs");
    }
    const pid_t child = fork();
    if (child < 0)
    {
        const int error = errno;
        close(ends[0]);
        close(ends[1]);
        throw IoError("fork", std::strerror(error), "close other programs or use fewer --jobs");
    }
    if (child == 0)
    {
        close(ends[0]);
        Work(job, ends[1]);
    }
    close(ends[1]);
    Worker worker;
    worker.job = std::move(job);
    worker.pipe = ends[0];
    m_running.emplace(child, std::move(worker));
}

void
JobPool::ReadFrom(pid_t child, Worker& worker)
{
    char buffer[65536];
    const ssize_t count = read(worker.pipe, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR)
    {
        return;
    }
    if (count <= 0)
    {
        Reap(child, worker);
        return;
    }
    worker.received.append(buffer, static_cast<std::size_t>(count));
    TakeFrames(worker);
}

void
JobPool::TakeFrames(Worker& worker)
{
    constexpr std::size_t HEADER = 1 + sizeof(std::uint64_t);
    std::size_t begin = 0;
    while (worker.received.size() - begin >= HEADER)
    {
        std::uint64_t length = 0;
        std::memcpy(&length, worker.received.data() + begin + 1, sizeof length);
        if (worker.received.size() - begin - HEADER < length)
        {
            break;
        }
        const auto kind = static_cast<Frame>(worker.received[begin]);
        const std::string text = worker.received.substr(begin + HEADER, length);
        begin += HEADER + length;
        if (kind == Frame::NOTE)
        {
            if (worker.job.note)
            {
                worker.job.note(text);
            }
            continue;
        }
        worker.hasEnded = true;
        if (kind != Frame::RESULT)
        {
            m_failures.push_back({worker.job.name, text, kind == Frame::USER_ERROR});
            if (kind == Frame::USER_ERROR)
            {
                StopOthers(true);
            }
        }
        else if (worker.job.done)
        {
            worker.job.done(text);
        }
    }
    worker.received.erase(0, begin);
}

/** The child has closed its pipe: it is gone, or about to be. */
void
JobPool::Reap(pid_t child, Worker& worker)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    {
    }
    const bool wasKilledByUs = m_isStopping && WIFSIGNALED(status);
    if (!worker.hasEnded && !wasKilledByUs)
    {
        m_failures.push_back({worker.job.name, HowItDied(status), false});
    }
    close(worker.pipe);
    m_running.erase(child);
}

void
JobPool::HandleInterrupt()
{
    const int count = InterruptGuard::Count();
    if (count == m_interruptsSeen)
    {
        return;
    }
    // The first time asks politely those who can end in good order; a second time is impatience.
    const bool isPolite = m_interruptsSeen == 0;
    m_interruptsSeen = count;
    StopOthers(isPolite);
}

void
JobPool::StopOthers(bool isPolite)
{
    m_isStopping = true;
    m_waiting.clear();
    for (const auto& [child, worker] : m_running)
    {
        kill(child, isPolite && worker.job.endsInGoodOrder ? SIGTERM : SIGKILL);
    }
}

} // namespace edgeward
