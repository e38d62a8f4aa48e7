/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_CHECKSUM_H
#define EDGEWARD_RL_CHECKSUM_H

#include <cstddef>
#include <cstdint>
#include <string>

namespace edgeward
{

/** CRC-32 of zlib and PNG (reflected polynomial 0xEDB88320): finds every burst of up to 32 damaged
 * bits. */
std::uint32_t Crc32(const char* bytes, std::size_t count);

/** Eight lower-case hexadecimal digits. */
std::string ToHex(std::uint32_t value);

} // namespace edgeward

#endif // EDGEWARD_RL_CHECKSUM_H
