/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/checksum.h"

#include <zlib.h>

namespace edgeward
{

std::uint32_t
Crc32(const char* bytes, std::size_t count)
{
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes), count));
}

std::string
ToHex(std::uint32_t value)
{
    const char* const digits = "0123456789abcdef";
    std::string text(8, '0');
    for (int k = 7; k >= 0; --k)
    {
        text[static_cast<std::size_t>(k)] = digits[value & 0xFU];
        value >>= 4;
    }
    return text;
}

} // namespace edgeward
