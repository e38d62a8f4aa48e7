/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_CONFIG_KEYS_H
#define EDGEWARD_SCENARIO_SCENARIO_CONFIG_KEYS_H

#include <cstdint>
#include <string>
#include <vector>

namespace edgeward
{

/** What may stand behind a key of a scenario file. */
enum class KeyType : std::uint8_t
{
    NUMBER,     ///< with a unit, which the key's name ends in
    INTEGER,    ///< whole number
    BOOLEAN,    ///< true or false
    TEXT,       ///< any string
    CHOICE,     ///< a string out of a few
    SPEC,       ///< "name" or "name(key=value,...)" of a registered class
    RANDOM,     ///< a number, or an ns-3 random variable as a string
    DATA_RATE,  ///< an ns-3 data rate, "100Mbps"
    TYPE,       ///< a TypeId or its short name
    NUMBERS,    ///< array of numbers
    TEXTS,      ///< array of strings
    SPECS,      ///< array of specs
    ATTRIBUTES, ///< any number of ns-3 attributes under their own names
    PARAMETERS  ///< the parameters of the registered class that the table names
};

/** "number", "whole number", ... as the reference page says it. */
const char* ToString(KeyType type);

/** One key of a scenario file: everything the reader, the reference page and "edgeward list keys"
 * say about it. */
struct ScenarioKey
{
    std::string table; ///< "run", "devices.workload"; empty: top level
    std::string name;  ///< as written; "*" for ATTRIBUTES and PARAMETERS
    KeyType type = KeyType::TEXT;
    std::string fallback; ///< default as text; empty where required or where nothing is a value
    bool isRequired = false;
    double low = 0.0;  ///< least allowed value of a number, or of what a random variable draws
    double high = 0.0; ///< greatest allowed value
    std::vector<std::string> choices; ///< of a CHOICE
    std::string help;                 ///< one or two sentences

    /** "devices.workload.deadline_s". */
    std::string Path() const;
};

/** Every key that a scenario may have, in the order of the reference page. */
const std::vector<ScenarioKey>& ScenarioKeys();

/** Whether the list has the key @p name of @p table by name. */
bool IsScenarioKey(const std::string& table, const std::string& name);

/** The key @p name of @p table. @throws std::logic_error if the list lacks it, which is a mistake
 * in the program */
const ScenarioKey& FindScenarioKey(const std::string& table, const std::string& name);

/** The body of docs/reference/scenario.md: one table of keys for each table of the file. */
std::string ScenarioKeysAsMarkdown();

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_CONFIG_KEYS_H
