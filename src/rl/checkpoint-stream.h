/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RL_CHECKPOINT_STREAM_H
#define EDGEWARD_RL_CHECKPOINT_STREAM_H

#include "base/errors.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace edgeward
{

// Checkpoint bytes are copied in the processor's order, which is the format's on every machine we
// support.
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "checkpoints are little-endian; this processor is not"
#endif

/** Appends plain values and arrays to a string, for checkpoints. */
class CheckpointWriter
{
  public:
    template <typename T>
    void
    Put(const T& value)
    {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
    }

    /** The first @p count elements, without their number. */
    template <typename T>
    void
    PutArray(const std::vector<T>& values, std::size_t count)
    {
        m_bytes.append(reinterpret_cast<const char*>(values.data()), count * sizeof(T));
    }

    std::string&
    Bytes()
    {
        return m_bytes;
    }

  private:
    std::string m_bytes;
};

/** Reads what CheckpointWriter wrote; running past the end is the user's damaged file. */
class CheckpointReader
{
  public:
    /** @param bytes must outlive the reader. @param name stands for the file in messages */
    CheckpointReader(const std::string& bytes, std::string name)
        : m_bytes(bytes)
        , m_name(std::move(name))
    {
    }

    /** @throws ConfigError if the bytes end before the value does */
    template <typename T>
    T
    Get()
    {
        T value;
        Take(&value, sizeof(T));
        return value;
    }

    /** Fill the first @p count elements. @throws ConfigError if the bytes end before */
    template <typename T>
    void
    GetArray(std::vector<T>& values, std::size_t count)
    {
        Take(values.data(), count * sizeof(T));
    }

    /** Bytes not read yet. */
    std::size_t
    Left() const
    {
        return m_bytes.size() - m_at;
    }

    /** The error for bytes that cannot be right. */
    ConfigError
    Error(const std::string& problem) const
    {
        return ConfigError({m_name}, "", problem, "the checkpoint is damaged; train again");
    }

  private:
    void
    Take(void* to, std::size_t count)
    {
        if (count > Left())
        {
            throw Error("is cut off");
        }
        if (count > 0)
        {
            std::memcpy(to, m_bytes.data() + m_at, count);
            m_at += count;
        }
    }

    const std::string& m_bytes;
    std::string m_name;
    std::size_t m_at = 0;
};

} // namespace edgeward

#endif // EDGEWARD_RL_CHECKPOINT_STREAM_H
