/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/block-stream.h"

#include "base/errors.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace edgeward
{

namespace
{

constexpr std::size_t CHECKSUM_BYTES = 8;

/** FNV-1a by words of eight bytes: an eighth of the time. */
std::uint64_t
WordChecksum(std::string_view bytes)
{
    // Each step is a one-to-one function of the hash and of the word: two strings of the same
    // length that differ in one word never meet again.
    std::uint64_t hash = 0xcbf29ce484222325 ^ bytes.size();
    const auto mix = [&hash](const char* word, std::size_t size) {
        std::uint64_t bits = 0;
        for (std::size_t k = 0; k < size; ++k)
        {
            bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(word[k])) << 8 * k;
        }
        hash = (hash ^ bits) * 0x100000001b3;
        hash ^= hash >> 32;
    };
    const char* next = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= sizeof hash; left -= sizeof hash, next += sizeof hash)
    {
        mix(next, sizeof hash); // a constant size becomes one load
    }
    mix(next, left);
    return hash;
}

} // namespace

void
BlockWriter::Raw(std::string_view text)
{
    std::memcpy(Room(text.size()), text.data(), text.size());
    m_size += text.size();
}

void
BlockWriter::Text(std::string_view text)
{
    Unsigned(text.size());
    Raw(text);
}

std::string_view
BlockWriter::Bytes() const
{
    return std::string_view(m_bytes.data(), m_size);
}

std::string
BlockWriter::Take()
{
    m_bytes.resize(m_size);
    m_size = 0;
    return std::exchange(m_bytes, {});
}

void
BlockWriter::Grow(std::size_t bytes)
{
    constexpr std::size_t LEAST = 256;
    m_bytes.resize(std::max({m_size + bytes, 2 * m_size, LEAST}));
}

BlockReader::BlockReader(std::string_view bytes, const std::string& origin)
    : m_next(bytes.data())
    , m_end(bytes.data() + bytes.size())
    , m_origin(origin)
{
}

std::string_view
BlockReader::Text()
{
    const std::size_t size = Count();
    const std::string_view text(m_next, size);
    m_next += size;
    return text;
}

std::size_t
BlockReader::Count()
{
    return Unsigned(static_cast<std::uint64_t>(m_end - m_next));
}

void
BlockReader::ExpectEnd() const
{
    if (m_next != m_end)
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

std::string
Sealed(BlockWriter& writer)
{
    writer.Fixed(WordChecksum(writer.Bytes()));
    return writer.Take();
}

std::string_view
Unsealed(std::string_view sealed, const std::string& origin)
{
    const bool isLongEnough = sealed.size() >= CHECKSUM_BYTES;
    const std::size_t size = isLongEnough ? sealed.size() - CHECKSUM_BYTES : 0;
    BlockReader checksum(sealed.substr(size), origin);
    if (checksum.Fixed() != WordChecksum(sealed.substr(0, size)))
    {
        checksum.Fail();
    }
    return sealed.substr(0, size);
}

} // namespace edgeward
