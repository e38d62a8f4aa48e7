/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/checksum.h"

#include <array>

namespace edgeward
{

namespace
{

std::array<std::uint32_t, 256>
MakeTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte)
    {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
        {
            value = (value >> 1) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
        }
        table[byte] = value;
    }
    return table;
}

} // namespace

std::uint32_t
Crc32(const char* bytes, std::size_t count)
{
    static const std::array<std::uint32_t, 256> table = MakeTable();
    std::uint32_t value = 0xFFFFFFFFU;
    for (std::size_t k = 0; k < count; ++k)
    {
        value = table[(value ^ static_cast<std::uint8_t>(bytes[k])) & 0xFFU] ^ (value >> 8);
    }
    return value ^ 0xFFFFFFFFU;
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
