/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/catalog-fields.h"

#include "base/text.h"

namespace edgeward
{

std::string
ReadText(const TomlTable& table, const std::string& key)
{
    const std::string text = Trim(table.GetString(key));
    if (text.empty())
    {
        throw table.Error(key, "is empty", "say it in a few words");
    }
    return text;
}

std::string
ReadPrecision(const TomlTable& table)
{
    ReadText(table, "precision");
    return table.GetChoice("precision", {"fp32", "int8"}, "");
}

std::uint32_t
ReadCount(const TomlTable& table, const std::string& key, std::int64_t high)
{
    return static_cast<std::uint32_t>(table.GetInt(key, 1, high));
}

} // namespace edgeward
