/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/safetensors-header.h"

#include "base/errors.h"

#include <limits>

namespace edgeward
{

namespace
{

/** Reads exactly the JSON that the format allows: objects of strings, integers and arrays of
 * integers. */
class HeaderParser
{
  public:
    HeaderParser(const std::string& text, const std::string& name)
        : m_text(text)
        , m_name(name)
    {
    }

    SafetensorsHeader
    Parse()
    {
        SafetensorsHeader header;
        ReadObject([&](const std::string& key) {
            if (key == "__metadata__")
            {
                ReadMetadata(header);
                return;
            }
            const bool isNew = header.entries.emplace(key, ReadEntry()).second;
            Require(isNew, "the tensor '" + key + "' stands there twice");
        });
        // The format pads headers with spaces.
        SkipBlanks();
        Require(m_at == m_text.size(), "something follows the header's end");
        return header;
    }

  private:
    void
    ReadMetadata(SafetensorsHeader& header)
    {
        Require(header.metadata.empty(), "the metadata stand there twice");
        ReadObject([&](const std::string& key) {
            const bool isNew = header.metadata.emplace(key, ReadString()).second;
            Require(isNew, "the metadata '" + key + "' stand there twice");
        });
    }

    SafetensorsEntry
    ReadEntry()
    {
        SafetensorsEntry entry;
        bool hasType = false;
        bool hasShape = false;
        bool hasOffsets = false;
        ReadObject([&](const std::string& key) {
            if (key == "dtype" && !hasType)
            {
                entry.type = ReadString();
                hasType = true;
            }
            else if (key == "shape" && !hasShape)
            {
                entry.shape = ReadIntegers();
                hasShape = true;
            }
            else if (key == "data_offsets" && !hasOffsets)
            {
                const std::vector<std::int64_t> offsets = ReadIntegers();
                Require(offsets.size() == 2, "data_offsets are not two numbers");
                entry.begin = static_cast<std::uint64_t>(offsets[0]);
                entry.end = static_cast<std::uint64_t>(offsets[1]);
                hasOffsets = true;
            }
            else
            {
                Require(false, "the key '" + key + "' is unknown or stands there twice");
            }
        });
        Require(hasType && hasShape && hasOffsets, "a tensor lacks dtype, shape or data_offsets");
        return entry;
    }

    template <typename ReadValue>
    void
    ReadObject(ReadValue readValue)
    {
        Expect('{');
        if (Accept('}'))
        {
            return;
        }
        do
        {
            const std::string key = ReadString();
            Expect(':');
            readValue(key);
        } while (Accept(','));
        Expect('}');
    }

    std::vector<std::int64_t>
    ReadIntegers()
    {
        std::vector<std::int64_t> values;
        Expect('[');
        if (Accept(']'))
        {
            return values;
        }
        do
        {
            values.push_back(ReadInteger());
        } while (Accept(','));
        Expect(']');
        return values;
    }

    std::int64_t
    ReadInteger()
    {
        SkipBlanks();
        const std::size_t first = m_at;
        std::int64_t value = 0;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9')
        {
            const int digit = m_text[m_at] - '0';
            Require(value <= (std::numeric_limits<std::int64_t>::max() - digit) / 10,
                    "a number is too large");
            value = value * 10 + digit;
            ++m_at;
        }
        Require(m_at > first, "a whole number is missing");
        return value;
    }

    std::string
    ReadString()
    {
        Expect('"');
        std::string value;
        while (true)
        {
            Require(m_at < m_text.size(), "a string does not end");
            const char character = m_text[m_at++];
            if (character == '"')
            {
                return value;
            }
            Require(static_cast<unsigned char>(character) >= 0x20,
                    "a string holds a control character");
            value += character == '\\' ? ReadEscape() : character;
        }
    }

    /** What stands behind a backslash; \u only for ASCII, which is all that we write. */
    char
    ReadEscape()
    {
        Require(m_at < m_text.size(), "a string does not end");
        const char character = m_text[m_at++];
        switch (character)
        {
        case '"':
        case '\\':
        case '/':
            return character;
        case 'n':
            return '\n';
        case 't':
            return '\t';
        case 'r':
            return '\r';
        case 'u':
            return ReadCodePoint();
        default:
            Require(false, "a string holds an unknown escape");
            return 0;
        }
    }

    char
    ReadCodePoint()
    {
        int code = 0;
        for (int k = 0; k < 4; ++k)
        {
            Require(m_at < m_text.size(), "a string does not end");
            const std::size_t digit = std::string("0123456789abcdef").find(m_text[m_at++]);
            Require(digit != std::string::npos, "a string holds an unknown escape");
            code = code * 16 + static_cast<int>(digit);
        }
        Require(code < 0x80, "a string holds an escape outside ASCII");
        return static_cast<char>(code);
    }

    void
    SkipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' ||
                                        m_text[m_at] == '\t' || m_text[m_at] == '\r'))
        {
            ++m_at;
        }
    }

    bool
    Accept(char character)
    {
        SkipBlanks();
        if (m_at < m_text.size() && m_text[m_at] == character)
        {
            ++m_at;
            return true;
        }
        return false;
    }

    void
    Expect(char character)
    {
        Require(Accept(character), std::string("'") + character + "' is missing");
    }

    void
    Require(bool isGood, const std::string& problem) const
    {
        if (!isGood)
        {
            throw ConfigError({m_name},
                              "",
                              "the header makes no sense at byte " + std::to_string(m_at) + ": " +
                                  problem,
                              "the file is damaged or no safetensors file");
        }
    }

    const std::string& m_text;
    const std::string& m_name;
    std::size_t m_at = 0;
};

std::string
Quote(const std::string& text)
{
    const char* const digits = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char character : text)
    {
        if (character == '"' || character == '\\')
        {
            quoted += '\\';
            quoted += character;
        }
        else if (static_cast<unsigned char>(character) < 0x20)
        {
            quoted += "\\u00";
            quoted += digits[(character >> 4) & 0xf];
            quoted += digits[character & 0xf];
        }
        else
        {
            quoted += character;
        }
    }
    return quoted + "\"";
}

} // namespace

std::string
FormatSafetensorsHeader(const SafetensorsHeader& header)
{
    std::string text = "{\"__metadata__\":{";
    std::string separator;
    for (const auto& [key, value] : header.metadata)
    {
        text += separator + Quote(key) + ":" + Quote(value);
        separator = ",";
    }
    text += "}";
    for (const auto& [key, entry] : header.entries)
    {
        text += "," + Quote(key) + ":{\"dtype\":" + Quote(entry.type) + ",\"shape\":[";
        separator = "";
        for (const std::int64_t size : entry.shape)
        {
            text += separator + std::to_string(size);
            separator = ",";
        }
        text += "],\"data_offsets\":[" + std::to_string(entry.begin) + "," +
                std::to_string(entry.end) + "]}";
    }
    return text + "}";
}

SafetensorsHeader
ParseSafetensorsHeader(const std::string& text, const std::string& name)
{
    return HeaderParser(text, name).Parse();
}

} // namespace edgeward
