/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/toml-document.h"

#include "base/text.h"

#include <cmath>
#include <limits>
#include <sstream>

namespace edgeward
{

SourceLocation
TomlTable::Document::Where(const std::string& path, const toml::source_region& written) const
{
    for (std::string prefix = path; !prefix.empty();)
    {
        const auto found = overrides.find(prefix);
        if (found != overrides.end())
        {
            return found->second;
        }
        const std::size_t dot = prefix.rfind('.');
        prefix.erase(dot == std::string::npos ? 0 : dot);
    }
    return TomlLocation(name, written);
}

std::string
TomlTable::View::PathOf(const std::string& key) const
{
    return path.empty() || key.empty() ? path + key : path + "." + key;
}

const toml::node*
TomlTable::View::Ask(const std::string& key) const
{
    document->asked[path].insert(key);
    return table ? table->get(key) : nullptr;
}

SourceLocation
TomlLocation(const std::string& file, const toml::source_region& region)
{
    return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

const char*
TomlTypeName(const toml::node& node)
{
    switch (node.type())
    {
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "an array";
    case toml::node_type::string:
        return "a string";
    case toml::node_type::integer:
        return "a whole number";
    case toml::node_type::floating_point:
        return "a number";
    case toml::node_type::boolean:
        return "a boolean";
    default:
        return "a date or time";
    }
}

std::optional<std::string>
TomlScalarText(const toml::node& node)
{
    if (const auto* text = node.as_string())
    {
        return text->get();
    }
    if (const auto* number = node.as_floating_point())
    {
        return FormatDouble(number->get());
    }
    if (const auto* integer = node.as_integer())
    {
        return std::to_string(integer->get());
    }
    if (const auto* boolean = node.as_boolean())
    {
        return boolean->get() ? "true" : "false";
    }
    if (node.is_table() || node.is_array())
    {
        return std::nullopt;
    }
    std::ostringstream text;
    node.visit([&text](const auto& value) { text << value; });
    return text.str();
}

std::string
TomlMismatch(const toml::node& node, const std::string& wanted)
{
    const std::string quote = node.is_string() ? "'" : "";
    const std::string what = TomlScalarText(node).value_or(TomlTypeName(node));
    return "is " + quote + what + quote + ", not " + wanted;
}

std::optional<double>
TomlNumberIn(const toml::node& node, double low, double high)
{
    const std::optional<double> value = node.is_number() ? node.value<double>() : std::nullopt;
    return value && std::isfinite(*value) && *value >= low && *value <= high ? value : std::nullopt;
}

std::string
TomlRangeText(double low, double high)
{
    // Bounds as wide as the type say nothing to a user.
    const bool hasLow = std::isfinite(low) && low > std::numeric_limits<double>::lowest();
    const bool hasHigh = std::isfinite(high) && high < std::numeric_limits<double>::max();
    if (hasLow && hasHigh)
    {
        return " from " + FormatDouble(low) + " to " + FormatDouble(high);
    }
    if (hasLow)
    {
        return " of at least " + FormatDouble(low);
    }
    return hasHigh ? " of at most " + FormatDouble(high) : "";
}

} // namespace edgeward
