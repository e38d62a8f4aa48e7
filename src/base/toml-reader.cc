/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/toml-reader.h"

#include "base/file-writer.h"
#include "base/text.h"
#include "base/toml-document.h"

#include <algorithm>
#include <limits>
#include <sstream>

namespace edgeward
{

namespace
{

/** As TomlRangeText; converting bounds to double would round the outermost ones. */
std::string
RangeText(std::int64_t low, std::int64_t high)
{
    const bool hasLow = low != std::numeric_limits<std::int64_t>::min();
    const bool hasHigh = high != std::numeric_limits<std::int64_t>::max();
    if (hasLow && hasHigh)
    {
        return " from " + std::to_string(low) + " to " + std::to_string(high);
    }
    if (hasLow)
    {
        return " of at least " + std::to_string(low);
    }
    return hasHigh ? " of at most " + std::to_string(high) : "";
}

} // namespace

TomlTable::TomlTable(std::shared_ptr<View> view)
    : m_view(std::move(view))
{
}

TomlTable
TomlTable::ParseFile(const std::string& path)
{
    return ParseText(ReadWholeFile(path), path);
}

TomlTable
TomlTable::ParseText(const std::string& text, const std::string& name)
{
    auto document = std::make_shared<Document>();
    document->name = name;
    try
    {
        document->root = toml::parse(text, name);
    }
    catch (const toml::parse_error& error)
    {
        throw ConfigError(TomlLocation(name, error.source()),
                          "",
                          std::string(error.description()),
                          "correct the TOML there");
    }
    const toml::table* root = &document->root;
    return TomlTable(std::make_shared<View>(View{document, "", root, {name}}));
}

bool
TomlTable::Has(const std::string& key) const
{
    return m_view->Ask(key) != nullptr;
}

std::vector<std::string>
TomlTable::Keys() const
{
    // toml++ sorts keys by name; the file's order is in the positions (an override's key has none
    // and comes last).
    std::vector<std::pair<std::pair<toml::source_index, toml::source_index>, std::string>> keys;
    if (m_view->table)
    {
        for (const auto& [key, ignored] : *m_view->table)
        {
            const toml::source_position begin = key.source().begin;
            const auto line = begin ? begin.line : std::numeric_limits<toml::source_index>::max();
            static_cast<void>(ignored);
            keys.push_back({{line, begin.column}, std::string(key.str())});
        }
    }
    std::sort(keys.begin(), keys.end());
    std::vector<std::string> names;
    for (const auto& key : keys)
    {
        names.push_back(key.second);
    }
    return names;
}

double
TomlTable::GetDouble(const std::string& key, double low, double high) const
{
    const toml::node* node = m_view->Ask(key);
    if (!node)
    {
        throw Error(key, "is missing", "set it to a number" + TomlRangeText(low, high));
    }
    const std::optional<double> value = TomlNumberIn(*node, low, high);
    if (!value)
    {
        throw Error(key, TomlMismatch(*node, "a number" + TomlRangeText(low, high)));
    }
    return *value;
}

double
TomlTable::GetDouble(const std::string& key, double low, double high, double fallback) const
{
    return Has(key) ? GetDouble(key, low, high) : fallback;
}

std::int64_t
TomlTable::GetInt(const std::string& key, std::int64_t low, std::int64_t high) const
{
    const toml::node* node = m_view->Ask(key);
    const std::string wanted = "a whole number" + RangeText(low, high);
    if (!node)
    {
        throw Error(key, "is missing", "set it to " + wanted);
    }
    const auto* value = node->as_integer();
    if (!value || value->get() < low || value->get() > high)
    {
        throw Error(key, TomlMismatch(*node, wanted));
    }
    return value->get();
}

std::int64_t
TomlTable::GetInt(const std::string& key,
                  std::int64_t low,
                  std::int64_t high,
                  std::int64_t fallback) const
{
    return Has(key) ? GetInt(key, low, high) : fallback;
}

bool
TomlTable::GetBool(const std::string& key) const
{
    const toml::node* node = m_view->Ask(key);
    if (!node)
    {
        throw Error(key, "is missing", "set it to true or false");
    }
    if (!node->is_boolean())
    {
        throw Error(key, TomlMismatch(*node, "true or false"));
    }
    return node->as_boolean()->get();
}

bool
TomlTable::GetBool(const std::string& key, bool fallback) const
{
    return Has(key) ? GetBool(key) : fallback;
}

std::string
TomlTable::GetString(const std::string& key) const
{
    const toml::node* node = m_view->Ask(key);
    if (!node)
    {
        throw Error(key, "is missing", "set it to a string");
    }
    if (!node->is_string())
    {
        throw Error(key, TomlMismatch(*node, "a string"), "put it in quotes");
    }
    return node->as_string()->get();
}

std::string
TomlTable::GetString(const std::string& key, const std::string& fallback) const
{
    return Has(key) ? GetString(key) : fallback;
}

std::string
TomlTable::GetChoice(const std::string& key,
                     const std::vector<std::string>& choices,
                     const std::string& fallback) const
{
    const std::string value = GetString(key, fallback);
    if (Has(key) && std::find(choices.begin(), choices.end(), value) == choices.end())
    {
        throw Error(
            key, "is '" + value + "', which is none of its choices", DidYouMean(value, choices));
    }
    return value;
}

std::string
TomlTable::GetScalarText(const std::string& key) const
{
    const toml::node* node = m_view->Ask(key);
    if (!node)
    {
        throw Error(key, "is missing", "set it to a number, a boolean or a string");
    }
    const std::optional<std::string> text = TomlScalarText(*node);
    if (!text)
    {
        throw Error(key, TomlMismatch(*node, "a number, a boolean or a string"));
    }
    return *text;
}

SourceLocation
TomlTable::Where(const std::string& key) const
{
    if (!m_view->table || key.empty() || !m_view->table->contains(key))
    {
        return m_view->where;
    }
    const auto found = m_view->table->find(key);
    const toml::source_region& written =
        found->first.source().begin ? found->first.source() : found->second.source();
    return m_view->document->Where(m_view->PathOf(key), written);
}

ConfigError
TomlTable::Error(const std::string& key,
                 const std::string& problem,
                 const std::string& remedy) const
{
    return ConfigError(Where(key), m_view->PathOf(key), problem, remedy);
}

std::string
TomlTable::ToText() const
{
    std::ostringstream text;
    text << m_view->document->root << '\n';
    return text.str();
}

} // namespace edgeward
