/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_OFFLOAD_WIRE_CODEC_H
#define EDGEWARD_OFFLOAD_WIRE_CODEC_H

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace edgeward
{

/** Appends numbers to a byte string, little-endian whatever the host. */
class WireWriter
{
  public:
    template <typename T>
    void
    Put(T value)
    {
        static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>, "numbers only");
        if (sizeof value > static_cast<std::size_t>(m_bytes.data() + m_bytes.size() - m_at))
        {
            Grow();
        }
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof value);
        for (std::size_t i = 0; i < sizeof value; ++i)
        {
            m_at[i] = static_cast<std::uint8_t>(bits >> (8 * i));
        }
        m_at += sizeof value;
    }

    std::vector<std::uint8_t>
    Take()
    {
        m_bytes.resize(static_cast<std::size_t>(m_at - m_bytes.data()));
        return std::move(m_bytes);
    }

  private:
    // Room for a plan of one stage at once, for longer ones by doubling.
    static constexpr std::size_t USUAL_BYTES = 256;

    void
    Grow()
    {
        const auto written = m_at - m_bytes.data();
        m_bytes.resize(2 * m_bytes.size());
        m_at = m_bytes.data() + written;
    }

    std::vector<std::uint8_t> m_bytes = std::vector<std::uint8_t>(USUAL_BYTES);
    std::uint8_t* m_at = m_bytes.data(); ///< where the next number goes
};

/** Reads what WireWriter wrote; after a read past the end everything reads as 0 and IsGood() is
 * false. */
class WireReader
{
  public:
    explicit WireReader(const std::vector<std::uint8_t>& bytes)
        : m_bytes(bytes)
    {
    }

    template <typename T>
    T
    Get()
    {
        T value{};
        if (!m_good || m_bytes.size() - m_position < sizeof value)
        {
            m_good = false;
            return value;
        }
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < sizeof value; ++i)
        {
            bits |= static_cast<std::uint64_t>(m_bytes[m_position + i]) << (8 * i);
        }
        m_position += sizeof value;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }

    /** Whether everything read so far was there. */
    bool
    IsGood() const
    {
        return m_good;
    }

    /** Whether everything was there and nothing is left. */
    bool
    IsComplete() const
    {
        return m_good && m_position == m_bytes.size();
    }

  private:
    const std::vector<std::uint8_t>& m_bytes;
    std::size_t m_position = 0;
    bool m_good = true;
};

} // namespace edgeward

#endif // EDGEWARD_OFFLOAD_WIRE_CODEC_H
