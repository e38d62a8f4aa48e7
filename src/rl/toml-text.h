/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_TOML_TEXT_H
#define EDGEWARD_RL_TOML_TEXT_H

#include <string>
#include <vector>

namespace edgeward
{

/** @p text as a TOML basic string, quotes included. */
std::string TomlQuote(const std::string& text);

/** @p texts as a TOML array of strings on one line. */
std::string TomlArray(const std::vector<std::string>& texts);

} // namespace edgeward

#endif // EDGEWARD_RL_TOML_TEXT_H
