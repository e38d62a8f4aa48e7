/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_SAFETENSORS_HEADER_H
#define EDGEWARD_RL_SAFETENSORS_HEADER_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/** One tensor of a safetensors header. */
struct SafetensorsEntry
{
    std::string type;                ///< e.g. "F32"
    std::vector<std::int64_t> shape; ///< each >= 0
    std::uint64_t begin = 0;         ///< first byte, counted from the end of the header
    std::uint64_t end = 0;           ///< one past the last byte
};

/** The JSON header of a safetensors file. */
struct SafetensorsHeader
{
    std::map<std::string, SafetensorsEntry> entries;
    std::map<std::string, std::string> metadata;
};

/** The header as JSON; keys sorted, ASCII only. */
std::string FormatSafetensorsHeader(const SafetensorsHeader& header);

/**
 * Read the JSON of a header: strict, no key twice, nothing but what the format knows.
 * @param text the header's bytes
 * @param name stands for the file in messages
 * @throws ConfigError naming the file and the byte at which it stops making sense
 */
SafetensorsHeader ParseSafetensorsHeader(const std::string& text, const std::string& name);

} // namespace edgeward

#endif // EDGEWARD_RL_SAFETENSORS_HEADER_H
