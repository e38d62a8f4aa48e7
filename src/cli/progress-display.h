/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_PROGRESS_DISPLAY_H
#define EDGEWARD_CLI_PROGRESS_DISPLAY_H

#include "scenario/experiment.h"

#include <chrono>

namespace edgeward
{

/**
 * Shows how far an experiment is on standard error: a line that is written over on a terminal, now
 * and then a line elsewhere, nothing if quiet.
 */
class ProgressDisplay
{
  public:
    explicit ProgressDisplay(bool isQuiet);

    /** Ends the line that is written over. */
    ~ProgressDisplay();
    ProgressDisplay(const ProgressDisplay&) = delete;
    ProgressDisplay& operator=(const ProgressDisplay&) = delete;

    void Show(const ExperimentProgress& progress);

    /** Wipe the line, so that something else can be printed. */
    void Clear();

  private:
    using Clock = std::chrono::steady_clock;

    bool m_isQuiet;
    bool m_isTerminal;
    bool m_hasLine = false;
    Clock::time_point m_last;
    double m_lastShare = -1.0;
};

/** One line of text: "training dqn: episode 12/80, reward -0.431, epsilon 0.52 | evaluated 10/60 |
 * 1:05 left". */
std::string ProgressText(const ExperimentProgress& progress);

/** How much is done, 0..1. */
double ProgressShare(const ExperimentProgress& progress);

} // namespace edgeward

#endif // EDGEWARD_CLI_PROGRESS_DISPLAY_H
