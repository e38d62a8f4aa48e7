/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/gnuplot.h"

#include "base/errors.h"
#include "base/file-writer.h"
#include "base/text.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
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

/** Style shared by all figures: thin grey frame and grid, readable fonts, no interpretation of "_"
 * in names. */
const std::string PREAMBLE = R"gp(
reset
set encoding utf8
set datafile separator comma
set border 3 linewidth 1 linecolor rgb "#404040"
set tics nomirror out scale 0.6
set grid linewidth 0.5 linecolor rgb "#d8d8d8" linetype 1
set key samplen 2.2 spacing 1.15 Left reverse
set format '%g'
)gp";

/** Runs once per format, so that each is a whole drawing (replot cannot repeat a multiplot). */
std::string
Script(const std::string& name, const FigureSize& size, const std::string& body)
{
    const std::string points = std::to_string(size.width) + "," + std::to_string(size.height);
    const std::string pixels =
        std::to_string(2 * size.width) + "," + std::to_string(2 * size.height);
    return "# SPDX-License-Identifier: GPL-2.0-only\n"
           "# To restyle this figure: edit, then run \"gnuplot " +
           name +
           ".gp\" in this folder.\n"
           "do for [format in \"png svg\"] {\n" +
           PREAMBLE +
           "# A point size looks larger in SVG; multiply by this.\n"
           "pointScale = format eq \"png\" ? 1.0 : 0.65\n"
           "if (format eq \"png\") {\n"
           "  set terminal pngcairo noenhanced size " +
           pixels +
           " font \"DejaVu Sans,11\" fontscale 2 linewidth 2 pointscale 2 background rgb "
           "\"white\"\n"
           "} else {\n"
           "  set terminal svg noenhanced size " +
           points +
           " dynamic font \"DejaVu Sans, Helvetica, Arial, sans-serif,14\" linewidth 1 background "
           "rgb \"white\"\n"
           "}\n"
           "set output \"" +
           name + ".\".format\n" + body + "unset output\n}\n";
}

std::string
FirstLines(const std::string& text)
{
    const std::string::size_type begin = text.find_first_not_of(" \n\t");
    if (begin == std::string::npos)
    {
        return "no reason given";
    }
    std::string lines = text.substr(begin, 300);
    for (char& c : lines)
    {
        c = c == '\n' ? ' ' : c;
    }
    return lines;
}

struct ProcessResult
{
    int spawnError = 0; ///< errno of the start
    int status = -1;    ///< of waitpid
    std::string errors; ///< what it wrote to standard error
};

/** Run "gnuplot SCRIPT" in @p folder. */
ProcessResult
RunGnuplot(const std::string& folder, const std::string& script)
{
    ProcessResult result;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
    {
        result.spawnError = errno;
        return result;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    std::string program = "gnuplot";
    std::string argument = script;
    char* arguments[] = {program.data(), argument.data(), nullptr};
    pid_t process = -1;
    result.spawnError = posix_spawnp(&process, "gnuplot", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    char buffer[4096];
    for (ssize_t n = 0;
         (n = read(ends[0], buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR);)
    {
        result.errors.append(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
    }
    close(ends[0]);
    while (result.spawnError == 0 && waitpid(process, &result.status, 0) < 0 && errno == EINTR)
    {
    }
    return result;
}

} // namespace

std::string
GnuplotText(const std::string& text)
{
    // Single quotes: nothing but the quote itself has a meaning inside.
    std::string quoted = "'";
    for (const char c : text)
    {
        quoted += c == '\'' ? "''" : std::string(1, c == '\n' ? ' ' : c);
    }
    return quoted + "'";
}

std::string
LogarithmicAxis(const std::string& axis, double low, double high)
{
    const bool many = high / low > 1e3;
    std::string tics;
    for (int decade = static_cast<int>(std::floor(std::log10(low))); std::pow(10.0, decade) <= high;
         ++decade)
    {
        for (const int step : {1, 2, 5})
        {
            const double tic = step * std::pow(10.0, decade);
            if (tic >= low && tic <= high && (step == 1 || !many))
            {
                tics += (tics.empty() ? "" : ", ") + FormatDouble(tic);
            }
        }
    }
    return "set logscale " + axis + " 10\nset m" + axis + "tics 10\nset " + axis + "tics (" + tics +
           ")\n";
}

void
DrawWithGnuplot(const std::string& folder,
                const std::string& name,
                const FigureSize& size,
                const std::string& body)
{
    const std::string script = name + ".gp";
    WriteFileAtomically(folder + "/" + script, Script(name, size, body));
    const ProcessResult result = RunGnuplot(folder, script);
    const std::string kept = "the results and the figure's data and script are kept";
    if (result.spawnError == ENOENT)
    {
        throw IoError(folder + "/" + name + ".png",
                      "gnuplot is not installed",
                      "install the package gnuplot-nox and run 'edgeward plot' on the results; " +
                          kept);
    }
    if (result.spawnError != 0)
    {
        throw IoError(folder + "/" + script,
                      "gnuplot cannot be started: " + std::string(std::strerror(result.spawnError)),
                      kept);
    }
    if (!WIFEXITED(result.status) || WEXITSTATUS(result.status) != 0)
    {
        throw IoError(folder + "/" + script, "gnuplot failed: " + FirstLines(result.errors), kept);
    }
}

} // namespace edgeward
