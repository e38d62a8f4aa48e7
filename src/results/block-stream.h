/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_BLOCK_STREAM_H
#define EDGEWARD_RESULTS_BLOCK_STREAM_H

#include <cstdint>
#include <string>

namespace edgeward
{

/** Appends numbers to a byte string, the same on every machine: varints (LEB128) and little-endian
 * doubles. */
class BlockWriter
{
  public:
    void Unsigned(std::uint64_t value);

    /** Small magnitudes take few bytes (zigzag). */
    void Signed(std::int64_t value);

    /** Every bit, of NaN too. */
    void Double(double value);

    void Text(const std::string& text);

    /** What was written. */
    std::string& Bytes();

  private:
    std::string m_bytes;
};

/** Reads what BlockWriter wrote. Every member throws IoError past the end or on an impossible
 * value.
 */
class BlockReader
{
  public:
    /** @param bytes must outlive the reader; @param end reads stop there; @param origin names it in
     * messages */
    BlockReader(const std::string& bytes,
                std::size_t begin,
                std::size_t end,
                const std::string& origin);

    std::uint64_t Unsigned();
    std::int64_t Signed();
    double Double();
    std::string Text();

    /** A number of at most @p largest. */
    std::uint64_t Unsigned(std::uint64_t largest);

    /** How many things follow that take at least a byte each: never more than bytes are left. */
    std::size_t Count();

    /** @throws IoError unless all was read */
    void ExpectEnd() const;

    /** @throws IoError that the bytes are damaged */
    [[noreturn]] void Fail() const;

  private:
    const std::string& m_bytes;
    std::size_t m_position;
    std::size_t m_end;
    std::string m_origin;
};

/** FNV-1a, 64 bit: finds every change of a single byte. */
std::uint64_t Checksum(const std::string& bytes, std::size_t begin, std::size_t end);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_BLOCK_STREAM_H
