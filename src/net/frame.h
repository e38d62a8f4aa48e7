/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_NET_FRAME_H
#define EDGEWARD_NET_FRAME_H

#include "base/ids.h"
#include "net/transport.h"

#include <array>
#include <optional>

namespace edgeward
{

/**
 * What stands before every message on the wire, big-endian:
 *
 *     magic "EDG1" (4) | sender (4) | header length (2) | payload length (8) | header ... | payload
 * ...
 *
 * The last character of the magic is the version.
 */
struct FramePrefix
{
    static constexpr std::size_t SIZE = 18;                              ///< bytes on the wire
    static constexpr std::uint32_t MAGIC = 0x45444731;                   ///< "EDG1"
    static constexpr std::uint64_t MAX_PAYLOAD = std::uint64_t{1} << 48; ///< larger: malformed

    NodeId from = NO_NODE;
    std::uint16_t headerBytes = 0;
    std::uint64_t payloadBytes = 0;

    /** Bytes of prefix, header and payload. */
    std::uint64_t FrameBytes() const;

    /** Append the SIZE bytes to @p out. */
    void Encode(std::vector<std::uint8_t>& out) const;

    /** Read SIZE bytes; nothing unless magic, version and lengths are right. */
    static std::optional<FramePrefix> Decode(const std::uint8_t* bytes);
};

/**
 * What stands before every datagram, big-endian: the prefix of the message, then
 *
 *     message number of the sender (4) | offset of this fragment in header + payload (8)
 */
struct FragmentPrefix
{
    static constexpr std::size_t SIZE = FramePrefix::SIZE + 12; ///< bytes on the wire

    FramePrefix frame;
    std::uint32_t number = 0; ///< counts the sender's messages
    std::uint64_t offset = 0; ///< < header + payload, or 0 in an empty message

    /** Append the SIZE bytes to @p out. */
    void Encode(std::vector<std::uint8_t>& out) const;

    /** Read SIZE bytes; nothing unless everything is in range. */
    static std::optional<FragmentPrefix> Decode(const std::uint8_t* bytes);
};

/**
 * @throws std::logic_error if the header is longer than 65535 bytes or the payload longer than
 * FramePrefix::MAX_PAYLOAD: the caller's fault
 */
FramePrefix MakeFramePrefix(NodeId from, const Message& message);

/** Takes messages out of a byte stream. Payload is counted, never copied. */
class FrameReader
{
  public:
    /** Prefix or header bytes that it must see next; 0: the next bytes are payload, or the frame is
     * broken. */
    std::size_t WantedBytes() const;

    /** Payload bytes to skip next. */
    std::uint64_t WantedPayload() const;

    /** Give bytes. @pre size <= WantedBytes() */
    void Push(const std::uint8_t* bytes, std::size_t size);

    /** Pass payload. @pre size <= WantedPayload() */
    void Skip(std::uint64_t size);

    /** The stream cannot be read on: something foreign was in it. */
    bool IsBroken() const;

    /** A whole message is there. */
    bool IsComplete() const;

    NodeId From() const;

    /** Take the message and begin the next. @pre IsComplete() */
    Message Take();

  private:
    std::vector<std::uint8_t> m_bytes; ///< of prefix, then of header
    std::optional<FramePrefix> m_prefix;
    std::uint64_t m_skipped = 0;
    bool m_isBroken = false;
};

} // namespace edgeward

#endif // EDGEWARD_NET_FRAME_H
