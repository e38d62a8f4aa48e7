/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "scenario/scenario-config-keys.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace edgeward
{

namespace
{

std::string
RangeText(const ScenarioKey& key)
{
    const bool hasRange = key.high > key.low;
    if (!hasRange)
    {
        return Join(key.choices, ", ");
    }
    const auto text = [&key](double value) {
        return key.type == KeyType::INTEGER ? std::to_string(std::llround(value))
                                            : FormatDouble(value);
    };
    return text(key.low) + " .. " + text(key.high);
}

} // namespace

const char*
ToString(KeyType type)
{
    switch (type)
    {
    case KeyType::NUMBER:
        return "number";
    case KeyType::INTEGER:
        return "whole number";
    case KeyType::BOOLEAN:
        return "true or false";
    case KeyType::TEXT:
        return "string";
    case KeyType::CHOICE:
        return "one of";
    case KeyType::SPEC:
        return "name(key=value,...)";
    case KeyType::RANDOM:
        return "number or random variable";
    case KeyType::DATA_RATE:
        return "data rate";
    case KeyType::TYPE:
        return "type";
    case KeyType::NUMBERS:
        return "numbers";
    case KeyType::TEXTS:
        return "strings";
    case KeyType::SPECS:
        return "array of name(key=value,...)";
    case KeyType::ATTRIBUTES:
        return "ns-3 attributes";
    case KeyType::PARAMETERS:
        return "parameters";
    }
    return "";
}

std::string
ScenarioKey::Path() const
{
    return table.empty() ? name : table + "." + name;
}

bool
IsScenarioKey(const std::string& table, const std::string& name)
{
    const auto& keys = ScenarioKeys();
    return std::any_of(keys.begin(), keys.end(), [&](const ScenarioKey& key) {
        return key.table == table && key.name == name;
    });
}

const ScenarioKey&
FindScenarioKey(const std::string& table, const std::string& name)
{
    for (const ScenarioKey& key : ScenarioKeys())
    {
        if (key.table == table && key.name == name)
        {
            return key;
        }
    }
    throw std::logic_error("the list of scenario keys lacks " + table + "." + name);
}

std::string
ScenarioKeysAsMarkdown()
{
    std::string text;
    std::string table = "none yet";
    for (const ScenarioKey& key : ScenarioKeys())
    {
        if (key.table != table)
        {
            table = key.table;
            const bool isArray = table == "devices" || table == "servers" || table == "failures";
            const std::string heading = isArray ? "[[" + table + "]]" : "[" + table + "]";
            text += "\n## " + (table.empty() ? "Top level" : "`" + heading + "`") +
                    "\n\n| key | value | default | meaning |\n|---|---|---|---|\n";
        }
        const std::string range = RangeText(key);
        text += "| `" + key.name + "` | " + ToString(key.type) +
                (range.empty() ? "" : " " + range) + " | " +
                (key.isRequired ? "required" : key.fallback) + " | " + key.help + " |\n";
    }
    return text;
}

} // namespace edgeward
