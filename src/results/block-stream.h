/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_BLOCK_STREAM_H
#define EDGEWARD_RESULTS_BLOCK_STREAM_H

#include <cstdint>
#include <string>
#include <string_view>

namespace edgeward
{

/**
 * Appends numbers to a byte string, the same on every machine: varints (LEB128) and little-endian
 * doubles. Sixty numbers of every record go through it: what is called for each of them is inline.
 */
class BlockWriter
{
  public:
    void
    Unsigned(std::uint64_t value)
    {
        char* next = Room(LONGEST_VARINT);
        while (value >= 0x80)
        {
            *next++ = static_cast<char>(value | 0x80);
            value >>= 7;
        }
        *next++ = static_cast<char>(value);
        m_size = static_cast<std::size_t>(next - m_bytes.data());
    }

    /** Small magnitudes take few bytes (zigzag). */
    void
    Signed(std::int64_t value)
    {
        const auto bits = static_cast<std::uint64_t>(value);
        Unsigned((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
    }

    /** The 64 bits themselves, lowest byte first. */
    void
    Fixed(std::uint64_t bits)
    {
        char* next = Room(sizeof bits);
        for (int shift = 0; shift < 64; shift += 8)
        {
            *next++ = static_cast<char>(bits >> shift);
        }
        m_size += sizeof bits;
    }

    /** As it is, without its length. */
    void Raw(std::string_view text);

    void Text(std::string_view text);

    /** What was written. */
    std::string_view Bytes() const;

    /** What was written; the writer is empty again. */
    std::string Take();

  private:
    static constexpr std::size_t LONGEST_VARINT = 10;

    /** Where the next @p bytes go. */
    char*
    Room(std::size_t bytes)
    {
        if (m_bytes.size() - m_size < bytes)
        {
            Grow(bytes);
        }
        return m_bytes.data() + m_size;
    }

    void Grow(std::size_t bytes);

    std::string m_bytes; ///< longer than what was written
    std::size_t m_size = 0;
};

/** Reads what BlockWriter wrote. Every member throws IoError past the end or on an impossible
 * value.
 */
class BlockReader
{
  public:
    /** @param bytes must outlive the reader; @param origin names them in messages */
    BlockReader(std::string_view bytes, const std::string& origin);

    std::uint64_t
    Unsigned()
    {
        std::uint64_t value = 0;
        for (int shift = 0; m_next != m_end && shift < 64; shift += 7)
        {
            const auto byte = static_cast<unsigned char>(*m_next++);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
            {
                return value;
            }
        }
        Fail();
    }

    std::int64_t
    Signed()
    {
        const std::uint64_t bits = Unsigned();
        return static_cast<std::int64_t>((bits >> 1) ^ ((bits & 1) != 0 ? ~std::uint64_t{0} : 0));
    }

    std::uint64_t
    Fixed()
    {
        std::uint64_t bits = 0;
        if (static_cast<std::size_t>(m_end - m_next) < sizeof bits)
        {
            Fail();
        }
        for (int shift = 0; shift < 64; shift += 8)
        {
            bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(*m_next++)) << shift;
        }
        return bits;
    }

    std::string_view Text();

    /** A number of at most @p largest. */
    std::uint64_t
    Unsigned(std::uint64_t largest)
    {
        const std::uint64_t value = Unsigned();
        if (value > largest)
        {
            Fail();
        }
        return value;
    }

    /** How many things follow that take at least a byte each: never more than bytes are left. */
    std::size_t Count();

    /** @throws IoError unless all was read */
    void ExpectEnd() const;

    /** @throws IoError that the bytes are damaged */
    [[noreturn]] void Fail() const;

  private:
    const char* m_next;
    const char* m_end;
    std::string m_origin;
};

/** FNV-1a, 64 bit: finds every change of a single byte. */
std::uint64_t Checksum(const std::string& bytes, std::size_t begin, std::size_t end);

/** What was written, with a checksum behind it that every change of a single byte shows in. */
std::string Sealed(BlockWriter& writer);

/**
 * What is in @p sealed, whose checksum is right.
 * @throws IoError, naming @p origin, if it is not
 */
std::string_view Unsealed(std::string_view sealed, const std::string& origin);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_BLOCK_STREAM_H
