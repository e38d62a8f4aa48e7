/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_MESSAGE_H
#define EDGEWARD_NET_MESSAGE_H

#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"

#include <cstdint>
#include <vector>

namespace edgeward
{

/** What a message says, as a value. Packets carry its bytes; flows, which only need to know how
 * many there are, hand the value itself over. */
class MessageContent : public ns3::SimpleRefCount<MessageContent>
{
  public:
    /** @param bytes that Encode() gives, at most 65535 */
    explicit MessageContent(std::uint32_t bytes)
        : m_bytes(bytes)
    {
    }

    virtual ~MessageContent() = default;

    /** The header bytes that say the same. */
    virtual std::vector<std::uint8_t> Encode() const = 0;

    std::uint32_t
    CountBytes() const
    {
        return m_bytes;
    }

  private:
    std::uint32_t m_bytes;
};

/** What one node sends to another: a header, and a payload of which only the size matters. */
struct Message
{
    std::vector<std::uint8_t> header; ///< at most 65535 bytes; empty if there is content
    std::uint64_t payloadBytes = 0;
    ns3::Ptr<const MessageContent> content = nullptr; ///< instead of the header's bytes

    std::uint64_t
    HeaderBytes() const
    {
        return content ? content->CountBytes() : header.size();
    }

    /** Bytes of header and payload. */
    std::uint64_t
    TotalBytes() const
    {
        return HeaderBytes() + payloadBytes;
    }

    /** The same message with its header in bytes. */
    Message
    InBytes() const
    {
        return content ? Message{content->Encode(), payloadBytes} : *this;
    }
};

} // namespace edgeward

#endif // EDGEWARD_NET_MESSAGE_H
