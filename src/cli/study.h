/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_CLI_STUDY_H
#define EDGEWARD_CLI_STUDY_H

#include "cli/command.h"

#include <string>

namespace edgeward
{

/** Each adds one study to "edgeward validate"; @p chosen becomes what it does if the user asks for
 * it. */
void AddFlowStudy(CLI::App& validate, Action& chosen);
void AddLatencyStudy(CLI::App& validate, Action& chosen);
void AddLearningStudy(CLI::App& validate, Action& chosen);

/**
 * Replace what stands between "<!-- NAME begin ... -->" and "<!-- NAME end -->" in a page.
 * @param page a Markdown file
 * @throws IoError if it cannot be read or written; ConfigError if it has no such marks
 */
void ReplaceInPage(const std::string& page, const std::string& name, const std::string& text);

/** "AMD EPYC, 2 processors", for results whose time is of this machine. */
std::string MachineText();

} // namespace edgeward

#endif // EDGEWARD_CLI_STUDY_H
