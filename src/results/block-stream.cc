/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/block-stream.h"

#include "base/errors.h"

#include <cstring>

namespace edgeward
{

void
BlockWriter::Unsigned(std::uint64_t value)
{
    while (value >= 0x80)
    {
        m_bytes.push_back(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    m_bytes.push_back(static_cast<char>(value));
}

void
BlockWriter::Signed(std::int64_t value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    Unsigned((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void
BlockWriter::Double(double value)
{
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    for (int shift = 0; shift < 64; shift += 8)
    {
        m_bytes.push_back(static_cast<char>(bits >> shift));
    }
}

void
BlockWriter::Text(const std::string& text)
{
    Unsigned(text.size());
    m_bytes += text;
}

std::string&
BlockWriter::Bytes()
{
    return m_bytes;
}

BlockReader::BlockReader(const std::string& bytes,
                         std::size_t begin,
                         std::size_t end,
                         const std::string& origin)
    : m_bytes(bytes)
    , m_position(begin)
    , m_end(end)
    , m_origin(origin)
{
}

std::uint64_t
BlockReader::Unsigned()
{
    std::uint64_t value = 0;
    for (int shift = 0; m_position < m_end && shift < 64; shift += 7)
    {
        const auto byte = static_cast<unsigned char>(m_bytes[m_position++]);
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80)
        {
            return value;
        }
    }
    Fail();
}

std::uint64_t
BlockReader::Unsigned(std::uint64_t largest)
{
    const std::uint64_t value = Unsigned();
    if (value > largest)
    {
        Fail();
    }
    return value;
}

std::int64_t
BlockReader::Signed()
{
    const std::uint64_t bits = Unsigned();
    return static_cast<std::int64_t>((bits >> 1) ^ ((bits & 1) != 0 ? ~std::uint64_t{0} : 0));
}

double
BlockReader::Double()
{
    if (m_end - m_position < 8)
    {
        Fail();
    }
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 8)
    {
        bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_bytes[m_position++]))
                << shift;
    }
    double value = 0.0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

std::string
BlockReader::Text()
{
    const std::size_t size = Count();
    const std::string text = m_bytes.substr(m_position, size);
    m_position += size;
    return text;
}

std::size_t
BlockReader::Count()
{
    const std::uint64_t count = Unsigned();
    if (count > m_end - m_position)
    {
        Fail();
    }
    return count;
}

void
BlockReader::ExpectEnd() const
{
    if (m_position != m_end)
    {
        Fail();
    }
}

void
BlockReader::Fail() const
{
    throw IoError(m_origin, "records are damaged or truncated", "run the simulation again");
}

std::uint64_t
Checksum(const std::string& bytes, std::size_t begin, std::size_t end)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::size_t i = begin; i < end; ++i)
    {
        hash ^= static_cast<unsigned char>(bytes[i]);
        hash *= 0x100000001b3;
    }
    return hash;
}

} // namespace edgeward
