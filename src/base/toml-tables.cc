/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * The half of TomlTable that deals in arrays, tables within tables, and overrides.
 */
#include "base/text.h"
#include "base/toml-document.h"

namespace edgeward
{

namespace
{

/** "a.'b.c'.0" as its parts; quotes keep dots together. */
std::vector<std::string>
PathParts(const std::string& path)
{
    std::vector<std::string> parts(1);
    char quote = 0;
    for (const char character : path)
    {
        if (quote != 0 ? character == quote : character == '"' || character == '\'')
        {
            quote = quote != 0 ? 0 : character;
        }
        else if (character == '.' && quote == 0)
        {
            parts.emplace_back();
        }
        else
        {
            parts.back() += character;
        }
    }
    return parts;
}

/** @p value parsed as TOML, as a table with the one key "value"; what is no TOML value is a string.
 */
toml::table
ParseValue(const std::string& value)
{
    try
    {
        toml::table parsed = toml::parse("value = " + value);
        if (parsed.size() == 1)
        {
            return parsed;
        }
    }
    catch (const toml::parse_error&)
    {
        // A bare word: --set policy.name=dqn
    }
    return toml::table{{"value", value}};
}

/** The place of element @p part of @p array. */
std::size_t
ArrayIndex(const toml::array& array,
           const std::string& part,
           const std::string& path,
           const SourceLocation& where)
{
    const std::optional<std::int64_t> index = ParseInt(part);
    const auto size = static_cast<std::int64_t>(array.size());
    if (!index || *index < 0 || *index >= size)
    {
        throw ConfigError(where,
                          path,
                          "'" + part + "' is no element of an array of " + std::to_string(size),
                          "count elements from 0");
    }
    return static_cast<std::size_t>(*index);
}

/** The child of @p node called @p part, made as an empty table where it is missing. */
toml::node&
Descend(toml::node& node,
        const std::string& part,
        const std::string& path,
        const SourceLocation& where)
{
    if (toml::array* array = node.as_array())
    {
        return (*array)[ArrayIndex(*array, part, path, where)];
    }
    toml::table* table = node.as_table();
    if (!table)
    {
        throw ConfigError(where,
                          path,
                          "'" + part + "' stands below " + TomlTypeName(node),
                          "give the path of a key in a table");
    }
    if (!table->contains(part))
    {
        table->insert(part, toml::table{});
    }
    return *table->get(part);
}

} // namespace

std::vector<double>
TomlTable::GetDoubles(const std::string& key, double low, double high) const
{
    const toml::node* node = m_view->Ask(key);
    const std::string wanted = "an array of numbers" + TomlRangeText(low, high);
    if (!node || !node->is_array())
    {
        throw Error(key,
                    node ? std::string("is ") + TomlTypeName(*node) : "is missing",
                    "set it to " + wanted);
    }
    std::vector<double> values;
    for (const toml::node& element : *node->as_array())
    {
        const std::optional<double> value = TomlNumberIn(element, low, high);
        if (!value)
        {
            throw Error(key,
                        "element " + std::to_string(values.size()) + " is no number in range",
                        "set it to " + wanted);
        }
        values.push_back(*value);
    }
    return values;
}

std::vector<std::string>
TomlTable::GetStrings(const std::string& key) const
{
    const toml::node* node = m_view->Ask(key);
    const std::string remedy = "set it to an array of strings, [\"a\", \"b\"]";
    if (!node || !node->is_array())
    {
        throw Error(key, node ? std::string("is ") + TomlTypeName(*node) : "is missing", remedy);
    }
    std::vector<std::string> values;
    for (const toml::node& element : *node->as_array())
    {
        if (!element.is_string())
        {
            throw Error(key,
                        "element " + std::to_string(values.size()) + " is " + TomlTypeName(element),
                        remedy);
        }
        values.push_back(element.as_string()->get());
    }
    return values;
}

TomlTable
TomlTable::GetTable(const std::string& key) const
{
    const toml::node* node = m_view->Ask(key);
    if (node && !node->is_table())
    {
        throw Error(key,
                    std::string("is ") + TomlTypeName(*node) + ", not a table",
                    "write [" + m_view->PathOf(key) + "]");
    }
    return TomlTable(std::make_shared<View>(View{
        m_view->document, m_view->PathOf(key), node ? node->as_table() : nullptr, Where(key)}));
}

std::vector<TomlTable>
TomlTable::GetTables(const std::string& key) const
{
    std::vector<TomlTable> tables;
    const toml::node* node = m_view->Ask(key);
    if (!node)
    {
        return tables;
    }
    const std::string path = m_view->PathOf(key);
    const toml::array* array = node->as_array();
    if (!array)
    {
        throw Error(key,
                    std::string("is ") + TomlTypeName(*node) + ", not an array of tables",
                    "write [[" + path + "]]");
    }
    for (const toml::node& element : *array)
    {
        const std::string elementPath = path + "." + std::to_string(tables.size());
        const SourceLocation where = m_view->document->Where(elementPath, element.source());
        if (!element.is_table())
        {
            throw ConfigError(where,
                              elementPath,
                              std::string("is ") + TomlTypeName(element) + ", not a table",
                              "write [[" + path + "]]");
        }
        tables.push_back(TomlTable(std::make_shared<View>(
            View{m_view->document, elementPath, element.as_table(), where})));
    }
    return tables;
}

void
TomlTable::Override(const std::string& path, const std::string& value, const SourceLocation& where)
{
    const std::vector<std::string> parts = PathParts(path);
    for (const std::string& part : parts)
    {
        if (part.empty())
        {
            throw ConfigError(where, path, "is no path of a key", "write table.key=value");
        }
    }
    toml::node* node = &m_view->document->root;
    std::string normal = parts.front();
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    {
        node = &Descend(*node, parts[i], path, where);
        normal += "." + parts[i + 1];
    }
    toml::table parsed = ParseValue(value);
    toml::node& replacement = *parsed.get("value");
    const std::string& last = parts.back();
    if (toml::array* array = node->as_array())
    {
        const std::size_t index = ArrayIndex(*array, last, path, where);
        array->replace(array->cbegin() + static_cast<std::ptrdiff_t>(index), replacement);
    }
    else if (toml::table* table = node->as_table())
    {
        table->insert_or_assign(last, replacement);
    }
    else
    {
        Descend(*node, last, path, where); // throws: it is neither
    }
    m_view->document->overrides[normal] = where;
}

void
TomlTable::CheckUnknownKeys() const
{
    ProblemList problems;
    std::vector<TomlTable> open{*this};
    while (!open.empty())
    {
        const TomlTable current = open.back();
        open.pop_back();
        const std::set<std::string> asked = m_view->document->asked[current.m_view->path];
        for (const std::string& key : current.Keys())
        {
            if (asked.count(key) == 0)
            {
                problems.Add(current.Error(
                    key, "is no key here", DidYouMean(key, {asked.begin(), asked.end()})));
                continue;
            }
            const toml::node* node = current.m_view->table->get(key);
            if (node->is_table())
            {
                open.push_back(current.GetTable(key));
            }
            else if (node->is_array_of_tables())
            {
                const std::vector<TomlTable> elements = current.GetTables(key);
                open.insert(open.end(), elements.begin(), elements.end());
            }
        }
    }
    problems.ThrowIfAny();
}

} // namespace edgeward
