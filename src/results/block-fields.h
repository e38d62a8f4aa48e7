/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_BLOCK_FIELDS_H
#define EDGEWARD_RESULTS_BLOCK_FIELDS_H

#include "results/block-stream.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <vector>

namespace edgeward
{

/**
 * Numbers that often are what they were in the item before: the last one of each place. Items are
 * gone through field by field, the same way in both directions.
 */
class FormerReals
{
  public:
    /** An item begins. */
    void
    Begin()
    {
        m_next = 0;
    }

    /** The bits of the number that stood in this place of the item before. */
    std::uint64_t&
    Former()
    {
        // What comes after many others, as in a plan of many stages, shares the last place.
        return m_bits[std::min(m_next++, m_bits.size() - 1)];
    }

  private:
    std::array<std::uint64_t, 32> m_bits{};
    std::size_t m_next = 0;
};

/**
 * Writes the fields of items one after the other. FieldReader has the same members and reads them,
 * so that one function can do both and the directions cannot come to differ.
 */
class FieldWriter
{
  public:
    BlockWriter&
    Bytes()
    {
        return m_writer;
    }

    void
    Begin()
    {
        m_reals.Begin();
    }

    template <typename T>
    void
    Number(const T& value)
    {
        if constexpr (std::numeric_limits<T>::is_signed)
        {
            m_writer.Signed(value);
        }
        else
        {
            m_writer.Unsigned(value);
        }
    }

    /** A number near @p base. */
    void
    Near(std::int64_t base, const std::int64_t& value)
    {
        // Unsigned arithmetic wraps around: no two numbers are too far apart.
        m_writer.Signed(static_cast<std::int64_t>(static_cast<std::uint64_t>(value) -
                                                  static_cast<std::uint64_t>(base)));
    }

    void
    Real(const double& value)
    {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        std::uint64_t& former = m_reals.Former();
        m_writer.Unsigned(bits == former ? 0 : 1);
        if (bits != former)
        {
            m_writer.Fixed(bits);
            former = bits;
        }
    }

    void
    Text(const std::string& text)
    {
        m_writer.Text(text);
    }

    template <typename E>
    void
    Enum(const E& value, E /* last */)
    {
        m_writer.Unsigned(static_cast<std::uint64_t>(value));
    }

    template <typename T, typename F>
    void
    Sequence(const std::vector<T>& items, F each)
    {
        m_writer.Unsigned(items.size());
        for (const T& item : items)
        {
            each(item);
        }
    }

    /** What a reader must find; it always holds for what is written. */
    void
    Expect(bool /* isPossible */)
    {
    }

  private:
    BlockWriter m_writer;
    FormerReals m_reals;
};

/** Reads what FieldWriter wrote. Every member throws IoError where that cannot be. */
class FieldReader
{
  public:
    FieldReader(std::string_view bytes, const std::string& origin)
        : m_reader(bytes, origin)
    {
    }

    void
    Begin()
    {
        m_reals.Begin();
    }

    template <typename T>
    void
    Number(T& value)
    {
        if constexpr (std::numeric_limits<T>::is_signed)
        {
            const std::int64_t read = m_reader.Signed();
            if (read < std::numeric_limits<T>::min() || read > std::numeric_limits<T>::max())
            {
                m_reader.Fail();
            }
            value = static_cast<T>(read);
        }
        else
        {
            value = static_cast<T>(m_reader.Unsigned(std::numeric_limits<T>::max()));
        }
    }

    void
    Near(std::int64_t base, std::int64_t& value)
    {
        value = static_cast<std::int64_t>(static_cast<std::uint64_t>(base) +
                                          static_cast<std::uint64_t>(m_reader.Signed()));
    }

    void
    Real(double& value)
    {
        std::uint64_t& former = m_reals.Former();
        if (m_reader.Unsigned(1) == 1)
        {
            former = m_reader.Fixed();
        }
        std::memcpy(&value, &former, sizeof value);
    }

    void
    Text(std::string& text)
    {
        text = m_reader.Text();
    }

    template <typename E>
    void
    Enum(E& value, E last)
    {
        value = static_cast<E>(m_reader.Unsigned(static_cast<std::uint64_t>(last)));
    }

    template <typename T, typename F>
    void
    Sequence(std::vector<T>& items, F each)
    {
        items.resize(m_reader.Count());
        for (T& item : items)
        {
            each(item);
        }
    }

    void
    ExpectEnd() const
    {
        m_reader.ExpectEnd();
    }

    void
    Expect(bool isPossible)
    {
        if (!isPossible)
        {
            m_reader.Fail();
        }
    }

  private:
    BlockReader m_reader;
    FormerReals m_reals;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_BLOCK_FIELDS_H
