/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_TEXT_H
#define EDGEWARD_BASE_TEXT_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgeward
{

/** @p text without blanks at both ends. */
std::string Trim(const std::string& text);

/** Parts of @p text between separators; n separators give n + 1 parts, which may be empty. */
std::vector<std::string> Split(const std::string& text, char separator);

/** The parts with @p glue between them. */
std::string Join(const std::vector<std::string>& parts, const std::string& glue);

/** The whole of @p text as a finite number, whatever the locale; nothing if it is not one. */
std::optional<double> ParseDouble(const std::string& text);

/** The whole of @p text as an integer; nothing if it is not one or does not fit. */
std::optional<std::int64_t> ParseInt(const std::string& text);

/** The shortest text that reads back as @p value. */
std::string FormatDouble(double value);

/** The member of @p known that looks most like @p name; empty if none is close. */
std::string NearestName(const std::string& name, const std::vector<std::string>& known);

/** A remedy for an unknown name: "did you mean 'dqn'? known: dqn, greedy, random". */
std::string DidYouMean(const std::string& name, const std::vector<std::string>& known);

} // namespace edgeward

#endif // EDGEWARD_BASE_TEXT_H
