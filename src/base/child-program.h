/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_CHILD_PROGRAM_H
#define EDGEWARD_BASE_CHILD_PROGRAM_H

#include <string>
#include <vector>

namespace edgeward
{

/** How a program that was started ended. */
struct ChildResult
{
    int startError = 0; ///< errno of the start: ENOENT if the program is not installed
    int status = -1;    ///< of waitpid
    std::string errors; ///< what it wrote to standard error

    /** Whether it was started and exited with 0. */
    bool IsSuccess() const;

    /** The beginning of what it complained about, in one line. */
    std::string FirstComplaint() const;
};

/**
 * Run a program of the search path to its end, without input; its standard output is dropped.
 *
 * @param folder    its working folder
 * @param arguments its name and what it is given
 */
ChildResult RunChildProgram(const std::string& folder, std::vector<std::string> arguments);

} // namespace edgeward

#endif // EDGEWARD_BASE_CHILD_PROGRAM_H
