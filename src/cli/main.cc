/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/errors.h"
#include "base/text.h"
#include "cli/command.h"
#include "scenario/manifest.h"

#include <csignal>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace edgeward
{

namespace
{

constexpr int INTERNAL_ERROR = 1; ///< the program's fault
constexpr int USER_ERROR = 2;     ///< bad input of any kind

std::string g_commandLine;

void
RememberCommandLine(int argc, char** argv)
{
    for (int i = 0; i < argc; ++i)
    {
        const std::string word = i == 0 ? "edgeward" : argv[i];
        const bool needsQuotes =
            word.empty() || word.find_first_of(" ()*?$\"'&|;<>") != std::string::npos;
        g_commandLine += (i == 0 ? "" : " ") + (needsQuotes ? "'" + word + "'" : word);
    }
}

/** Messages go to standard error, results to standard output. */
void
SetUpMessages()
{
    spdlog::set_default_logger(spdlog::stderr_color_st("edgeward"));
    spdlog::set_pattern("%^edgeward%$: %v");
}

/** One line a problem. */
void
PrintError(const std::string& text)
{
    for (const std::string& line : Split(text, '\n'))
    {
        spdlog::error("{}", line);
    }
}

int
Main(int argc, char** argv)
{
    RememberCommandLine(argc, argv);
    SetUpMessages();
    // A file that may not grow is a full disk: an error of the write, with a message, instead of a
    // silent death.
    std::signal(SIGXFSZ, SIG_IGN);
    CLI::App program(
        "Edgeward simulates where the inferences of a neural network run: on the device, at the "
        "edge, in the "
        "cloud,\nwith which variant, and what that costs in latency, energy and accuracy.",
        "edgeward");
    program.set_version_flag("--version",
                             "edgeward " + EdgewardVersion() + " (" + GitVersion() + ", " +
                                 Ns3Version() + ")");
    program.require_subcommand(1);
    program.footer("Examples:\n"
                   "  edgeward run quickstart\n"
                   "  edgeward list policies devices dnns scenarios\n"
                   "  edgeward run --help\n\n"
                   "Exit status: 0 done, 1 mistake in the program, 2 mistake in the input.");
    Action chosen;
    AddRunCommand(program, chosen);
    AddTrainCommand(program, chosen);
    AddEvaluateCommand(program, chosen);
    AddCalibrateCommand(program, chosen);
    AddProfileCommand(program, chosen);
    AddListCommand(program, chosen);
    AddDnnCommand(program, chosen);
    AddDeviceCommand(program, chosen);
    AddPlotCommand(program, chosen);
    AddExportCommand(program, chosen);
    AddValidateCommand(program, chosen);
    try
    {
        program.parse(argc, argv);
        chosen();
        return 0;
    }
    catch (const CLI::ParseError& error)
    {
        return program.exit(error) == 0 ? 0 : USER_ERROR;
    }
    catch (const UserError& error)
    {
        PrintError(error.what());
        return USER_ERROR;
    }
    catch (const std::exception& error)
    {
        PrintError(std::string("internal error: ") + error.what());
        PrintError(
            "this is a mistake in the program; please report it with the command and the scenario");
        return INTERNAL_ERROR;
    }
}

} // namespace

const std::string&
CommandLine()
{
    return g_commandLine;
}

} // namespace edgeward

int
main(int argc, char** argv)
{
    return edgeward::Main(argc, argv);
}
