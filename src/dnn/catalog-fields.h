/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_DNN_CATALOG_FIELDS_H
#define EDGEWARD_DNN_CATALOG_FIELDS_H

#include "base/toml-reader.h"

#include <cstdint>
#include <string>

namespace edgeward
{

// What files of networks and of devices have in common. The bounds catch a wrong unit
// (milliseconds, percent, mega) rather than describe what hardware can do.
constexpr double LARGEST_WIDTH = 4.0;
constexpr std::int64_t LARGEST_RESOLUTION = 4096;
constexpr double LARGEST_COUNT = 1e15;

/** A text that says something. @throws ConfigError if it is missing or blank. */
std::string ReadText(const TomlTable& table, const std::string& key);

/** "fp32" or "int8"; there is no default, as an omitted precision is a wrong one half of the time.
 */
std::string ReadPrecision(const TomlTable& table);

/** A whole number from 1 to @p high. */
std::uint32_t ReadCount(const TomlTable& table, const std::string& key, std::int64_t high);

} // namespace edgeward

#endif // EDGEWARD_DNN_CATALOG_FIELDS_H
