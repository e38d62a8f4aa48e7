/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/safetensors.h"

#include "base/errors.h"
#include "base/random-stream.h"
#include "rl/checksum.h"
#include "rl/safetensors-header.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>

using namespace edgeward;

namespace
{

SafetensorsFile
Example()
{
    SafetensorsFile file;
    file.tensors["layers.0.weight"] = {{2, 3}, {1.0F, -2.0F, 3.5F, 0.0F, 1e-30F, 7.0F}};
    file.tensors["layers.0.bias"] = {{2}, {0.25F, -0.25F}};
    file.doubleTensors["moment"] = {{}, {0.1}};
    file.metadata["a \"quoted\" key"] = "back\\slash\nand\ttab";
    return file;
}

std::string
Complaint(const std::string& bytes)
{
    try
    {
        ParseSafetensors(bytes, "weights.safetensors");
    }
    catch (const ConfigError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(Crc32, GivesTheStandardsCheckValue)
{
    // The check value of CRC-32/ISO-HDLC: the digits 1 to 9 give cbf43926.
    EXPECT_EQ(ToHex(Crc32("123456789", 9)), "cbf43926");
}

TEST(Safetensors, ReadsBackWhatItWrote)
{
    const SafetensorsFile file = Example();
    const SafetensorsFile read = ParseSafetensors(FormatSafetensors(file), "x");
    ASSERT_EQ(read.tensors.size(), 2U);
    EXPECT_EQ(read.tensors.at("layers.0.weight").shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(read.tensors.at("layers.0.weight").values, file.tensors.at("layers.0.weight").values);
    EXPECT_EQ(read.doubleTensors.at("moment").values, (std::vector<double>{0.1}));
    EXPECT_EQ(read.metadata, file.metadata);
}

TEST(Safetensors, TheBytesAreTheFormats)
{
    SafetensorsFile file;
    file.tensors["t"] = {{1}, {1.0F}};
    const std::string bytes = FormatSafetensors(file);
    // Length of the header (little-endian), header as JSON padded to a multiple of 8, then the
    // data: 1.0F is 00 00 80 3f.
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]));
    EXPECT_EQ(length % 8, 0U);
    EXPECT_EQ(bytes.size(), 8 + length + 4);
    EXPECT_EQ(bytes.substr(8, 40),
              "{\"__metadata__\":{\"edgeward.crc32\":\"" + bytes.substr(43, 5));
    EXPECT_NE(bytes.find("\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}"),
              std::string::npos);
    EXPECT_EQ(bytes.substr(bytes.size() - 4), std::string("\x00\x00\x80\x3f", 4));
}

TEST(Safetensors, EveryFlippedBitIsRefused)
{
    const std::string bytes = FormatSafetensors(Example());
    for (std::size_t k = 0; k < bytes.size(); ++k)
    {
        for (int bit = 0; bit < 8; ++bit)
        {
            std::string damaged = bytes;
            damaged[k] = static_cast<char>(damaged[k] ^ (1 << bit));
            EXPECT_NE(Complaint(damaged).find("weights.safetensors"), std::string::npos)
                << "byte " << k << " bit " << bit;
        }
    }
}

TEST(Safetensors, EveryTruncationAndExtensionIsRefused)
{
    const std::string bytes = FormatSafetensors(Example());
    for (std::size_t k = 0; k < bytes.size(); ++k)
    {
        EXPECT_NE(Complaint(bytes.substr(0, k)).find("weights.safetensors"), std::string::npos)
            << k;
    }
    EXPECT_NE(Complaint(bytes + '\0'), "");
}

TEST(Safetensors, RandomDamageNeverDoesWorseThanAConfigError)
{
    const std::string bytes = FormatSafetensors(Example());
    RandomStream random(1);
    for (int round = 0; round < 5000; ++round)
    {
        std::string damaged = bytes;
        const std::uint64_t changes = 1 + random.Index(8);
        for (std::uint64_t change = 0; change < changes; ++change)
        {
            damaged[random.Index(damaged.size())] = static_cast<char>(random.Index(256));
        }
        if (damaged != bytes)
        {
            EXPECT_NE(Complaint(damaged), "");
        }
    }
}

TEST(Safetensors, ImpossibleHeadersAreNamed)
{
    const auto withHeader = [](const std::string& header) {
        std::string bytes(8, '\0');
        bytes[0] = static_cast<char>(header.size());
        return bytes + header;
    };
    EXPECT_NE(Complaint("abc").find("has only 3 bytes"), std::string::npos);
    EXPECT_NE(Complaint(std::string(8, '\xff')).find("cut off within its header"),
              std::string::npos);
    EXPECT_NE(Complaint(withHeader("[]")).find("byte 0: '{' is missing"), std::string::npos);
    EXPECT_NE(Complaint(withHeader("{\"t\":{\"dtype\":\"F32\"}}"))
                  .find("lacks dtype, shape or data_offsets"),
              std::string::npos);
    EXPECT_NE(Complaint(withHeader("{\"t\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],"
                                   "\"data_offsets\":[0,4]}}"))
                  .find("too large"),
              std::string::npos);
    EXPECT_NE(
        Complaint(withHeader("{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"))
            .find("lies outside the file"),
        std::string::npos);
    EXPECT_NE(
        Complaint(withHeader("{\"__metadata__\":{\"learner\":\"dqn\"}}")).find("has no checksum"),
        std::string::npos);
    EXPECT_EQ(Complaint(withHeader("{}")), "") << "another program's file, without tensors";
    const std::string deep(200, '[');
    EXPECT_NE(Complaint(withHeader(deep)), "");
}

TEST(Safetensors, AHugeShapeIsRefusedBeforeMemoryIsTaken)
{
    SafetensorsHeader header;
    header.metadata["edgeward.crc32"] = "00000000";
    header.entries["t"] = {"F32", {4294967296, 4294967296, 4294967296}, 0, 0};
    std::string text = FormatSafetensorsHeader(header);
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(text.size());
    bytes += text;
    const std::string checksum = ToHex(Crc32(bytes.data(), bytes.size()));
    bytes.replace(bytes.find("00000000"), 8, checksum);
    EXPECT_NE(Complaint(bytes).find("does not fit its bytes"), std::string::npos)
        << Complaint(bytes);
}

TEST(Safetensors, AnEmptyTensorIsATensor)
{
    SafetensorsFile file;
    file.tensors["none"] = {{0, 3}, {}};
    EXPECT_EQ(ParseSafetensors(FormatSafetensors(file), "x").tensors.at("none").shape,
              (std::vector<std::int64_t>{0, 3}));
}

TEST(Safetensors, AShapeThatDoesNotFitIsAProgrammingError)
{
    SafetensorsFile file;
    file.tensors["t"] = {{2}, {1.0F}};
    EXPECT_THROW(FormatSafetensors(file), std::logic_error);
    file.tensors["t"] = {{1}, {1.0F}};
    file.doubleTensors["t"] = {{1}, {1.0}};
    EXPECT_THROW(FormatSafetensors(file), std::logic_error);
}

TEST(Safetensors, GoesThroughAFile)
{
    const std::string path =
        (std::filesystem::temp_directory_path() / "edgeward-safetensors-test").string();
    WriteSafetensors(path, Example());
    EXPECT_EQ(ReadSafetensors(path).metadata, Example().metadata);
    std::filesystem::remove(path);
    EXPECT_THROW(ReadSafetensors(path), IoError);
}
