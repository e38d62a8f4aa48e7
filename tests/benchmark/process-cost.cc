/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 *     process-cost COMMAND [ARGUMENT...]
 *
 * Runs a command and prints one line on standard error, after the command's own output:
 *
 *     process-cost WALL_S USER_S MAX_RSS_KIB INSTRUCTIONS
 *
 * User time and instructions are those of the command and all its children in user mode, the
 * resident set that of the largest process among them. INSTRUCTIONS is - where the machine does not
 * count them, as most virtual ones do not. The exit code is the command's.
 */
#include <linux/perf_event.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <string>

namespace
{

/** A counter that begins with the next exec of this process; -1: not here. */
int
OpenInstructionCounter()
{
    perf_event_attr attributes;
    std::memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.type = PERF_TYPE_HARDWARE;
    attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
    attributes.disabled = 1;
    attributes.enable_on_exec = 1;
    attributes.inherit = 1;
    attributes.exclude_kernel = 1;
    attributes.exclude_hv = 1;
    return static_cast<int>(syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
}

/** Instructions that the counter of the child counted, as text. */
std::string
ReadCounter(int counter)
{
    std::uint64_t instructions = 0;
    const bool isRead = counter >= 0 &&
                        read(counter, &instructions, sizeof instructions) == sizeof instructions &&
                        instructions > 0;
    return isRead ? std::to_string(instructions) : "-";
}

} // namespace

int
main(int argc, char** argv)
{
    if (argc < 2)
    {
        std::cerr << "usage: process-cost COMMAND [ARGUMENT...]\n";
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    // Opened before the fork so that we can read it; what this process executes itself is not
    // counted, because only an exec enables the counter, and the child inherits it.
    const int counter = OpenInstructionCounter();
    const pid_t child = fork();
    if (child == 0)
    {
        execvp(argv[1], argv + 1);
        std::cerr << "process-cost: " << argv[1] << ": " << std::strerror(errno) << '\n';
        _exit(127);
    }
    int status = 0;
    rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
    {
        std::cerr << "process-cost: " << std::strerror(errno) << '\n';
        return 1;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    std::cerr << "process-cost " << wall.count() << ' '
              << static_cast<double>(usage.ru_utime.tv_sec) + 1e-6 * usage.ru_utime.tv_usec << ' '
              << usage.ru_maxrss << ' ' << ReadCounter(counter) << '\n';
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
