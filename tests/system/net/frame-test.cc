/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "net/frame.h"

#include "base/random-stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace edgeward
{
namespace
{

/** Feed a reader as TCP would: pieces of any size, payload only counted. @return the messages that
 * came out */
std::vector<Message>
ReadAll(FrameReader& reader, const std::vector<std::uint8_t>& stream, RandomStream& random)
{
    std::vector<Message> messages;
    std::size_t position = 0;
    while (!reader.IsBroken())
    {
        if (reader.IsComplete())
        {
            messages.push_back(reader.Take());
            continue;
        }
        const std::size_t left = stream.size() - position;
        if (left == 0)
        {
            break;
        }
        const std::size_t piece = 1 + random.Index(left);
        std::size_t used = 0;
        if (reader.WantedBytes() > 0)
        {
            used = std::min(piece, reader.WantedBytes());
            reader.Push(stream.data() + position, used);
        }
        else
        {
            used = std::min<std::uint64_t>(piece, reader.WantedPayload());
            reader.Skip(used);
        }
        position += used;
    }
    return messages;
}

std::vector<std::uint8_t>
Encode(NodeId from, const Message& message)
{
    std::vector<std::uint8_t> bytes;
    MakeFramePrefix(from, message).Encode(bytes);
    bytes.insert(bytes.end(), message.header.begin(), message.header.end());
    bytes.resize(bytes.size() + message.payloadBytes);
    return bytes;
}

TEST(Frame, PrefixHasTheDocumentedBytes)
{
    Message message;
    message.header = {1, 2, 3};
    message.payloadBytes = 0x0102030405;
    std::vector<std::uint8_t> bytes;
    MakeFramePrefix(0xa1b2c3d4, message).Encode(bytes);
    const std::vector<std::uint8_t> expected{
        'E', 'D', 'G', '1', 0xa1, 0xb2, 0xc3, 0xd4, 0, 3, 0, 0, 0, 1, 2, 3, 4, 5};
    EXPECT_EQ(bytes, expected);
    EXPECT_EQ(bytes.size(), FramePrefix::SIZE);
}

TEST(Frame, WhatIsEncodedIsReadBackHoweverTheStreamIsCut)
{
    RandomStream random(1);
    for (int round = 0; round < 300; round++)
    {
        std::vector<std::uint8_t> stream;
        std::vector<Message> sent;
        for (int i = 0; i < 5; i++)
        {
            Message message;
            message.header.resize(random.Index(41));
            std::fill(message.header.begin(),
                      message.header.end(),
                      static_cast<std::uint8_t>(random.Index(256)));
            message.payloadBytes = random.Index(4) == 0 ? 0 : random.Index(5001);
            const auto bytes = Encode(i, message);
            stream.insert(stream.end(), bytes.begin(), bytes.end());
            sent.push_back(message);
        }
        FrameReader reader;
        const auto received = ReadAll(reader, stream, random);
        ASSERT_EQ(received.size(), sent.size());
        for (std::size_t i = 0; i < sent.size(); i++)
        {
            EXPECT_EQ(received[i].header, sent[i].header);
            EXPECT_EQ(received[i].payloadBytes, sent[i].payloadBytes);
        }
    }
}

TEST(Frame, AnyBytesBreakTheReaderOrAreReadButNeverCrashIt)
{
    RandomStream random(2);
    int broken = 0;
    for (int round = 0; round < 2000; round++)
    {
        Message message;
        message.header.resize(20);
        message.payloadBytes = 100;
        auto stream = Encode(3, message);
        if (round % 2 == 0)
        {
            stream[random.Index(FramePrefix::SIZE)] ^=
                static_cast<std::uint8_t>((1 + random.Index(255)));
        }
        else
        {
            for (auto& byte : stream)
            {
                byte = static_cast<std::uint8_t>(random.Index(256));
            }
        }
        FrameReader reader;
        ReadAll(reader, stream, random);
        broken += reader.IsBroken();
        if (reader.IsBroken())
        {
            EXPECT_EQ(reader.WantedBytes(), 0u);
            EXPECT_EQ(reader.WantedPayload(), 0u);
        }
    }
    EXPECT_GT(broken, 1000); // all of the random streams at least
}

TEST(Frame, FragmentPrefixRoundTripsAndRejectsAnOffsetBeyondTheMessage)
{
    FragmentPrefix prefix;
    prefix.frame.from = 7;
    prefix.frame.headerBytes = 10;
    prefix.frame.payloadBytes = 90;
    prefix.number = 0xdeadbeef;
    prefix.offset = 99;
    std::vector<std::uint8_t> bytes;
    prefix.Encode(bytes);
    ASSERT_EQ(bytes.size(), FragmentPrefix::SIZE);
    const auto read = FragmentPrefix::Decode(bytes.data());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->number, 0xdeadbeef);
    EXPECT_EQ(read->offset, 99u);
    EXPECT_EQ(read->frame.from, 7u);
    bytes.clear();
    prefix.offset = 100;
    prefix.Encode(bytes);
    EXPECT_FALSE(FragmentPrefix::Decode(bytes.data()));
}

TEST(Frame, AMessageThatTheWireFormatCannotCarryIsALogicError)
{
    Message message;
    message.header.resize(65536);
    EXPECT_THROW(MakeFramePrefix(0, message), std::logic_error);
    message.header.clear();
    message.payloadBytes = FramePrefix::MAX_PAYLOAD + 1;
    EXPECT_THROW(MakeFramePrefix(0, message), std::logic_error);
}

} // namespace
} // namespace edgeward
