/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rl/toml-text.h"

namespace edgeward
{

std::string
TomlQuote(const std::string& text)
{
    const char* const digits = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char character : text)
    {
        const auto code = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\')
        {
            quoted += '\\';
            quoted += character;
        }
        else if (code < 0x20 || code == 0x7f)
        {
            quoted += "\\u00";
            quoted += digits[code >> 4];
            quoted += digits[code & 0xf];
        }
        else
        {
            quoted += character;
        }
    }
    return quoted + "\"";
}

std::string
TomlArray(const std::vector<std::string>& texts)
{
    std::string line = "[";
    for (const std::string& text : texts)
    {
        line += (line.size() > 1 ? ", " : "") + TomlQuote(text);
    }
    return line + "]";
}

} // namespace edgeward
