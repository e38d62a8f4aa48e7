/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config-section.h"

#include "base/text.h"

namespace edgeward
{

ConfigSection::ConfigSection(TomlTable toml, const std::string& table, ProblemList& problems)
    : m_toml(std::move(toml))
    , m_table(table)
    , m_problems(&problems)
{
}

/** @p getter's value if the key is there; else, or after a problem, @p fallback. */
template <typename Value, typename Getter>
Value
ConfigSection::Read(const std::string& key, Value fallback, Getter getter) const
{
    const ScenarioKey& info = FindScenarioKey(m_table, key);
    try
    {
        return m_toml.Has(key) || info.isRequired ? Value(getter(info)) : fallback;
    }
    catch (const UserError& error)
    {
        m_problems->Add(error);
        return fallback;
    }
}

double
ConfigSection::Number(const std::string& key) const
{
    const ScenarioKey& known = FindScenarioKey(m_table, key);
    return Read(key, ParseDouble(known.fallback).value_or(known.low), [&](const ScenarioKey& info) {
        return m_toml.GetDouble(key, info.low, info.high);
    });
}

std::int64_t
ConfigSection::Integer(const std::string& key) const
{
    const ScenarioKey& known = FindScenarioKey(m_table, key);
    const auto low = static_cast<std::int64_t>(known.low);
    return Read(key, ParseInt(known.fallback).value_or(low), [&](const ScenarioKey& info) {
        return m_toml.GetInt(key, low, static_cast<std::int64_t>(info.high));
    });
}

bool
ConfigSection::Boolean(const std::string& key) const
{
    const bool fallback = FindScenarioKey(m_table, key).fallback == "true";
    return Read(key, fallback, [&](const ScenarioKey&) { return m_toml.GetBool(key); });
}

std::string
ConfigSection::Text(const std::string& key) const
{
    const ScenarioKey& known = FindScenarioKey(m_table, key);
    return Read(key, known.fallback, [&](const ScenarioKey& info) {
        if (info.type == KeyType::CHOICE)
        {
            return m_toml.GetChoice(key, info.choices, info.fallback);
        }
        const std::string text = m_toml.GetString(key);
        if (info.isRequired && Trim(text).empty())
        {
            throw m_toml.Error(key, "is empty", "give a name");
        }
        return text;
    });
}

Spec
ConfigSection::SpecOf(const std::string& key) const
{
    const std::string fallback = FindScenarioKey(m_table, key).fallback;
    const Spec spec = fallback.empty() ? Spec() : Spec::Parse(fallback);
    return Read(key, spec, [&](const ScenarioKey&) {
        return Spec::Parse(m_toml.GetString(key), m_toml.Where(key));
    });
}

std::vector<Spec>
ConfigSection::Specs(const std::string& key) const
{
    std::vector<Spec> specs;
    for (const std::string& text : Texts(key))
    {
        try
        {
            specs.push_back(Spec::Parse(text, m_toml.Where(key)));
        }
        catch (const UserError& error)
        {
            m_problems->Add(error);
        }
    }
    return specs;
}

std::vector<std::string>
ConfigSection::Texts(const std::string& key) const
{
    return Read(key, std::vector<std::string>(), [&](const ScenarioKey&) {
        return m_toml.GetStrings(key);
    });
}

std::vector<double>
ConfigSection::Numbers(const std::string& key) const
{
    return Read(key, std::vector<double>(), [&](const ScenarioKey& info) {
        return m_toml.GetDoubles(key, info.low, info.high);
    });
}

std::string
ConfigSection::Random(const std::string& key) const
{
    return Read(key, std::string(), [&](const ScenarioKey& info) {
        const std::string text = m_toml.GetScalarText(key);
        if (!ParseDouble(text))
        {
            return Trim(text);
        }
        const double value = *ParseDouble(text);
        if (value < info.low || value > info.high || (info.low == 0.0 && value == 0.0))
        {
            throw m_toml.Error(key,
                               "is " + text + ", not a number " +
                                   (info.low == 0.0 ? "above " : "from ") + FormatDouble(info.low) +
                                   " to " + FormatDouble(info.high));
        }
        return "ns3::ConstantRandomVariable[Constant=" + text + "]";
    });
}

AttributeSettings
ConfigSection::Attributes() const
{
    FindScenarioKey(m_table, "*");
    AttributeSettings settings;
    for (const std::string& key : m_toml.Keys())
    {
        if (IsScenarioKey(m_table, key))
        {
            continue;
        }
        try
        {
            settings.values[key] = {m_toml.GetScalarText(key), m_toml.Where(key)};
        }
        catch (const UserError& error)
        {
            m_problems->Add(error);
        }
    }
    return settings;
}

Spec
ConfigSection::SpecTable() const
{
    const std::string name = Text("name");
    Spec spec;
    if (name.empty())
    {
        return spec;
    }
    try
    {
        spec = Spec::Parse(name, m_toml.Where("name"));
    }
    catch (const UserError& error)
    {
        m_problems->Add(error);
        return spec;
    }
    for (const auto& [key, value] : Attributes().values)
    {
        spec.Set(key, value.text);
    }
    return spec;
}

bool
ConfigSection::Has(const std::string& key) const
{
    return m_toml.Has(key);
}

SourceLocation
ConfigSection::Where(const std::string& key) const
{
    return m_toml.Where(key);
}

ConfigSection
ConfigSection::Table(const std::string& name) const
{
    const std::string path = m_table.empty() ? name : m_table + "." + name;
    try
    {
        return ConfigSection(m_toml.GetTable(name), path, *m_problems);
    }
    catch (const UserError& error)
    {
        m_problems->Add(error);
        return ConfigSection(TomlTable::ParseText("", m_toml.Where().file), path, *m_problems);
    }
}

std::vector<ConfigSection>
ConfigSection::Tables(const std::string& name) const
{
    std::vector<ConfigSection> sections;
    try
    {
        for (const TomlTable& element : m_toml.GetTables(name))
        {
            sections.emplace_back(
                element, m_table.empty() ? name : m_table + "." + name, *m_problems);
        }
    }
    catch (const UserError& error)
    {
        m_problems->Add(error);
    }
    return sections;
}

bool
ConfigSection::Try(const std::function<void()>& check) const
{
    try
    {
        check();
        return true;
    }
    catch (const UserError& error)
    {
        m_problems->Add(error);
        return false;
    }
}

void
ConfigSection::Problem(const std::string& key,
                       const std::string& problem,
                       const std::string& remedy) const
{
    m_problems->Add(m_toml.Error(key, problem, remedy));
}

} // namespace edgeward
