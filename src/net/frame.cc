/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/frame.h"

#include <limits>
#include <stdexcept>

namespace edgeward
{

namespace
{

template <typename T>
void
Put(std::vector<std::uint8_t>& out, T value)
{
    for (int shift = 8 * (static_cast<int>(sizeof(T)) - 1); shift >= 0; shift -= 8)
    {
        out.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

template <typename T>
T
Get(const std::uint8_t*& bytes)
{
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); i++)
    {
        value = static_cast<T>(value << 8 | *bytes++);
    }
    return value;
}

} // namespace

std::uint64_t
FramePrefix::FrameBytes() const
{
    return SIZE + headerBytes + payloadBytes;
}

void
FramePrefix::Encode(std::vector<std::uint8_t>& out) const
{
    Put(out, MAGIC);
    Put(out, from);
    Put(out, headerBytes);
    Put(out, payloadBytes);
}

std::optional<FramePrefix>
FramePrefix::Decode(const std::uint8_t* bytes)
{
    if (Get<std::uint32_t>(bytes) != MAGIC)
    {
        return std::nullopt;
    }
    FramePrefix prefix;
    prefix.from = Get<std::uint32_t>(bytes);
    prefix.headerBytes = Get<std::uint16_t>(bytes);
    prefix.payloadBytes = Get<std::uint64_t>(bytes);
    if (prefix.payloadBytes > MAX_PAYLOAD)
    {
        return std::nullopt;
    }
    return prefix;
}

void
FragmentPrefix::Encode(std::vector<std::uint8_t>& out) const
{
    frame.Encode(out);
    Put(out, number);
    Put(out, offset);
}

std::optional<FragmentPrefix>
FragmentPrefix::Decode(const std::uint8_t* bytes)
{
    const auto frame = FramePrefix::Decode(bytes);
    if (!frame)
    {
        return std::nullopt;
    }
    bytes += FramePrefix::SIZE;
    FragmentPrefix prefix;
    prefix.frame = *frame;
    prefix.number = Get<std::uint32_t>(bytes);
    prefix.offset = Get<std::uint64_t>(bytes);
    const std::uint64_t length = frame->headerBytes + frame->payloadBytes;
    if (prefix.offset >= length && prefix.offset != 0)
    {
        return std::nullopt;
    }
    return prefix;
}

FramePrefix
MakeFramePrefix(NodeId from, const Message& message)
{
    if (message.header.size() > std::numeric_limits<std::uint16_t>::max() ||
        message.payloadBytes > FramePrefix::MAX_PAYLOAD)
    {
        throw std::logic_error("message too long for the wire format");
    }
    FramePrefix prefix;
    prefix.from = from;
    prefix.headerBytes = static_cast<std::uint16_t>(message.header.size());
    prefix.payloadBytes = message.payloadBytes;
    return prefix;
}

std::size_t
FrameReader::WantedBytes() const
{
    if (m_isBroken)
    {
        return 0;
    }
    return (m_prefix ? m_prefix->headerBytes : FramePrefix::SIZE) - m_bytes.size();
}

std::uint64_t
FrameReader::WantedPayload() const
{
    return m_prefix && WantedBytes() == 0 ? m_prefix->payloadBytes - m_skipped : 0;
}

void
FrameReader::Push(const std::uint8_t* bytes, std::size_t size)
{
    m_bytes.insert(m_bytes.end(), bytes, bytes + size);
    if (!m_prefix && m_bytes.size() == FramePrefix::SIZE)
    {
        m_prefix = FramePrefix::Decode(m_bytes.data());
        m_isBroken = !m_prefix;
        m_bytes.clear();
    }
}

void
FrameReader::Skip(std::uint64_t size)
{
    m_skipped += size;
}

bool
FrameReader::IsBroken() const
{
    return m_isBroken;
}

bool
FrameReader::IsComplete() const
{
    return m_prefix && WantedBytes() == 0 && WantedPayload() == 0;
}

NodeId
FrameReader::From() const
{
    return m_prefix ? m_prefix->from : NO_NODE;
}

Message
FrameReader::Take()
{
    Message message;
    message.header.swap(m_bytes);
    message.payloadBytes = m_prefix->payloadBytes;
    m_prefix.reset();
    m_skipped = 0;
    return message;
}

} // namespace edgeward
