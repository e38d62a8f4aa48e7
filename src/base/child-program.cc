/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/child-program.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace edgeward
{

namespace
{

/** Start a program whose standard error goes to @p errors. @return errno, 0 if it runs */
int
Start(const std::string& folder, std::vector<std::string>& arguments, int errors, pid_t& process)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    std::vector<char*> pointers;
    for (std::string& argument : arguments)
    {
        pointers.push_back(argument.data());
    }
    pointers.push_back(nullptr);
    const int error =
        posix_spawnp(&process, pointers[0], &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

bool
ChildResult::IsSuccess() const
{
    return startError == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string
ChildResult::FirstComplaint() const
{
    if (startError != 0)
    {
        return std::strerror(startError);
    }
    const std::string::size_type begin = errors.find_first_not_of(" \n\t");
    if (begin == std::string::npos)
    {
        return "no reason given";
    }
    std::string lines = errors.substr(begin, 300);
    for (char& c : lines)
    {
        c = c == '\n' ? ' ' : c;
    }
    return lines;
}

ChildResult
RunChildProgram(const std::string& folder, std::vector<std::string> arguments)
{
    ChildResult result;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
    {
        result.startError = errno;
        return result;
    }
    pid_t process = -1;
    result.startError = Start(folder, arguments, ends[1], process);
    close(ends[1]);
    char buffer[4096];
    for (ssize_t n = 0;
         (n = read(ends[0], buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR);)
    {
        result.errors.append(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
    }
    close(ends[0]);
    while (result.startError == 0 && waitpid(process, &result.status, 0) < 0 && errno == EINTR)
    {
    }
    return result;
}

} // namespace edgeward
