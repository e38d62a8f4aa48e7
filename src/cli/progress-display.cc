/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cli/progress-display.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace edgeward
{

namespace
{

constexpr int BAR_WIDTH = 20;
constexpr std::chrono::milliseconds TERMINAL_PERIOD(200);
constexpr std::chrono::seconds FILE_PERIOD(15);

/** "[#####...............]" */
std::string
Bar(double share)
{
    const int full = static_cast<int>(std::lround(share * BAR_WIDTH));
    return "[" + std::string(full, '#') + std::string(BAR_WIDTH - full, '.') + "]";
}

/** 65 as "1:05". */
std::string
Minutes(double seconds)
{
    const long whole = std::lround(seconds);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

int
TerminalWidth()
{
    winsize size = {};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

std::string
ProgressText(const ExperimentProgress& progress)
{
    std::string text;
    // A command that only trains ends with its last episode.
    if (progress.isTraining || (progress.evaluations == 0 && progress.training))
    {
        const std::uint64_t done = progress.training ? progress.training->episode + 1 : 0;
        text = fmt::format("training: episode {}/{}", done, progress.episodes);
        if (progress.training)
        {
            text += fmt::format(", reward {:.4f}, epsilon {:.2f}",
                                progress.movingReward,
                                progress.training->epsilon);
        }
    }
    if (progress.evaluations > 0)
    {
        text += fmt::format("{}evaluated {}/{}",
                            text.empty() ? "" : " | ",
                            progress.evaluated,
                            progress.evaluations);
    }
    if (progress.secondsLeft >= 0.0)
    {
        text += " | " + Minutes(progress.secondsLeft) + " left";
    }
    return text;
}

double
ProgressShare(const ExperimentProgress& progress)
{
    // Training and evaluation run side by side; the slower one says how far the whole is.
    double share = 1.0;
    if (progress.episodes > 0)
    {
        const double done = progress.training ? progress.training->episode + 1.0 : 0.0;
        share = done / progress.episodes;
    }
    if (progress.evaluations > 0)
    {
        share = std::min(share, static_cast<double>(progress.evaluated) / progress.evaluations);
    }
    return share;
}

ProgressDisplay::ProgressDisplay(bool isQuiet)
    : m_isQuiet(isQuiet)
    , m_isTerminal(isatty(STDERR_FILENO) != 0)
    , m_last(Clock::now() - FILE_PERIOD)
{
}

ProgressDisplay::~ProgressDisplay()
{
    Clear();
}

void
ProgressDisplay::Show(const ExperimentProgress& progress)
{
    const double share = ProgressShare(progress);
    const bool isOver = share >= 1.0 && m_lastShare < 1.0;
    const bool isDue = Clock::now() - m_last >= (m_isTerminal ? Clock::duration(TERMINAL_PERIOD)
                                                              : Clock::duration(FILE_PERIOD));
    if (m_isQuiet || !(isDue || isOver))
    {
        return;
    }
    m_last = Clock::now();
    m_lastShare = share;
    if (!m_isTerminal)
    {
        spdlog::info("{}", ProgressText(progress));
        return;
    }
    std::string line = Bar(share) + " " + ProgressText(progress);
    line.resize(std::min<std::size_t>(line.size(), static_cast<std::size_t>(TerminalWidth()) - 1));
    // Carriage return, text, erase to the end of the line.
    std::fprintf(stderr, "\r%s\033[K", line.c_str());
    std::fflush(stderr);
    m_hasLine = true;
}

void
ProgressDisplay::Clear()
{
    if (m_hasLine)
    {
        std::fprintf(stderr, "\r\033[K");
        std::fflush(stderr);
        m_hasLine = false;
    }
}

} // namespace edgeward
