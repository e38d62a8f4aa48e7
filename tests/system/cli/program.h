/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_TESTS_SYSTEM_CLI_PROGRAM_H
#define EDGEWARD_TESTS_SYSTEM_CLI_PROGRAM_H

#include "base/file-writer.h"
#include "support/temporary-folder.h"

#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace edgeward
{

/** What the program did. */
struct ProgramOutcome
{
    int status = 0; ///< exit status; 128 + signal if it was killed
    std::string out;
    std::string err;
};

/** Runs the program in a folder of its own, as a user does. */
class Program
{
  public:
    /** @param arguments as typed, for a shell; @param before what the shell does first */
    ProgramOutcome
    Run(const std::string& arguments, const std::string& before = "true") const
    {
        const std::string command = "cd '" + m_folder.Path() + "' && " + before +
                                    " && '" EDGEWARD_PROGRAM "' " + arguments +
                                    " >out.txt 2>err.txt </dev/null";
        return Finished(std::system(command.c_str()));
    }

    /** Like Run(), but ends the program with Ctrl-C, which reaches its children as well, once @p
     * file is there. */
    ProgramOutcome
    Interrupt(const std::string& arguments, const std::string& file) const
    {
        const std::string command = "cd '" + m_folder.Path() + "' && exec '" EDGEWARD_PROGRAM "' " +
                                    arguments + " >out.txt 2>err.txt </dev/null";
        const pid_t child = fork();
        if (child == 0)
        {
            // A process group of the program and its children, as a terminal makes.
            setsid();
            execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            _exit(127);
        }
        int status = 0;
        while (!Has(file))
        {
            if (waitpid(child, &status, WNOHANG) == child)
            {
                return Finished(status);
            }
            usleep(20000);
        }
        kill(-child, SIGINT);
        waitpid(child, &status, 0);
        return Finished(status);
    }

    /** Put a file into the folder. */
    void
    Write(const std::string& name, const std::string& text) const
    {
        WriteFileAtomically(m_folder / name, text);
    }

    /** Where a file of the folder is for everybody else. */
    std::string
    Path(const std::string& name) const
    {
        return m_folder / name;
    }

    bool
    Has(const std::string& name) const
    {
        return std::filesystem::exists(m_folder / name);
    }

    std::string
    Read(const std::string& name) const
    {
        return ReadWholeFile(m_folder / name);
    }

  private:
    /** What a shell that ended with @p status left behind. */
    ProgramOutcome
    Finished(int status) const
    {
        ProgramOutcome outcome;
        outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        outcome.out = ReadWholeFile(m_folder / "out.txt");
        outcome.err = ReadWholeFile(m_folder / "err.txt");
        return outcome;
    }

    TemporaryFolder m_folder;
};

/** A scenario that takes a fraction of a second. */
inline std::string
TinyScenario()
{
    return R"(title = "tiny"
[run]
duration_s = 5
drain_s = 5
runs = 3
[network]
dnn = "mobilenet-v1"
[[devices]]
name = "camera"
count = 2
profile = "raspberry-pi-4"
[devices.workload]
rate_per_s = 2
deadline_s = 0.5
input_bytes = 20000
[access]
type = "p2p"
[[servers]]
name = "edge"
profile = "edge-server-epyc"
link_delay_s = 0.001
[transport]
type = "udp"
[reward]
name = "weighted-cost"
[evaluate]
policies = ["local", "random"]
)";
}

} // namespace edgeward

#endif // EDGEWARD_TESTS_SYSTEM_CLI_PROGRAM_H
