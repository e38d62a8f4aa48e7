/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/spec.h"

#include "base/text.h"

namespace edgeward
{

Spec
Spec::Parse(const std::string& text, const SourceLocation& where)
{
    const std::string whole = Trim(text);
    Spec spec;
    spec.m_where = where;
    const std::size_t open = whole.find('(');
    spec.m_name = Trim(whole.substr(0, open));
    const std::string remedy = "write name or name(key=value,key=value)";
    if (spec.m_name.empty() || spec.m_name.find_first_of(")=,") != std::string::npos)
    {
        throw ConfigError(where, "", "'" + text + "' does not begin with a name", remedy);
    }
    if (open == std::string::npos)
    {
        return spec;
    }
    if (whole.back() != ')')
    {
        throw ConfigError(where, "", "'" + text + "' has no closing parenthesis", remedy);
    }
    const std::string inside = Trim(whole.substr(open + 1, whole.size() - open - 2));
    if (inside.empty())
    {
        return spec;
    }
    for (const std::string& part : Split(inside, ','))
    {
        const std::size_t equals = part.find('=');
        const std::string key = Trim(part.substr(0, equals));
        if (equals == std::string::npos || key.empty())
        {
            throw ConfigError(where, spec.m_name, "'" + Trim(part) + "' is not key=value", remedy);
        }
        if (!spec.m_values.emplace(key, Trim(part.substr(equals + 1))).second)
        {
            throw ConfigError(where, spec.m_name + "." + key, "is given twice", "keep one");
        }
    }
    return spec;
}

const std::string&
Spec::Name() const
{
    return m_name;
}

const SourceLocation&
Spec::Where() const
{
    return m_where;
}

std::string
Spec::ToString() const
{
    std::vector<std::string> parts;
    for (const auto& [key, value] : m_values)
    {
        parts.push_back(key + "=" + value);
    }
    return parts.empty() ? m_name : m_name + "(" + Join(parts, ",") + ")";
}

bool
Spec::Has(const std::string& key) const
{
    return m_values.count(key) > 0;
}

void
Spec::Set(const std::string& key, const std::string& value)
{
    m_values[key] = value;
}

void
Spec::Merge(const Spec& other)
{
    for (const auto& [key, value] : other.m_values)
    {
        m_values[key] = value;
    }
}

double
Spec::GetDouble(const std::string& key, double fallback, double low, double high) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
    {
        return fallback;
    }
    const std::optional<double> value = ParseDouble(found->second);
    if (!value || *value < low || *value > high)
    {
        throw Error(key,
                    "'" + found->second + "' is not a number from " + FormatDouble(low) + " to " +
                        FormatDouble(high));
    }
    return *value;
}

std::int64_t
Spec::GetInt(const std::string& key,
             std::int64_t fallback,
             std::int64_t low,
             std::int64_t high) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
    {
        return fallback;
    }
    const std::optional<std::int64_t> value = ParseInt(found->second);
    if (!value || *value < low || *value > high)
    {
        throw Error(key,
                    "'" + found->second + "' is not a whole number from " + std::to_string(low) +
                        " to " + std::to_string(high));
    }
    return *value;
}

bool
Spec::GetBool(const std::string& key, bool fallback) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
    {
        return fallback;
    }
    if (found->second != "true" && found->second != "false")
    {
        throw Error(key, "'" + found->second + "' is neither true nor false");
    }
    return found->second == "true";
}

std::string
Spec::GetString(const std::string& key, const std::string& fallback) const
{
    const auto found = m_values.find(key);
    return found == m_values.end() ? fallback : found->second;
}

std::vector<std::int64_t>
Spec::GetInts(const std::string& key, const std::vector<std::int64_t>& fallback) const
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
    {
        return fallback;
    }
    std::vector<std::int64_t> values;
    const char separator = found->second.find('x') != std::string::npos ? 'x' : '-';
    for (const std::string& part : Split(found->second, separator))
    {
        const std::optional<std::int64_t> value = ParseInt(Trim(part));
        if (!value || *value <= 0)
        {
            throw Error(key,
                        "'" + found->second + "' is not a list of positive whole numbers",
                        "write them like 64-64");
        }
        values.push_back(*value);
    }
    return values;
}

void
Spec::CheckKeys(const std::vector<ParameterInfo>& known) const
{
    std::vector<std::string> names;
    for (const ParameterInfo& parameter : known)
    {
        names.push_back(parameter.name);
    }
    for (const auto& entry : m_values)
    {
        bool isKnown = false;
        for (const std::string& name : names)
        {
            isKnown = isKnown || name == entry.first;
        }
        if (!isKnown)
        {
            throw Error(
                entry.first, "is no parameter of " + m_name, DidYouMean(entry.first, names));
        }
    }
}

ConfigError
Spec::Error(const std::string& key, const std::string& problem, const std::string& remedy) const
{
    return ConfigError(m_where, m_name + "." + key, problem, remedy);
}

} // namespace edgeward
