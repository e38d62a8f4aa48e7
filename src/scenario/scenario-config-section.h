/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_SCENARIO_SCENARIO_CONFIG_SECTION_H
#define EDGEWARD_SCENARIO_SCENARIO_CONFIG_SECTION_H

#include "base/spec.h"
#include "base/toml-reader.h"
#include "scenario/scenario-config-keys.h"
#include "scenario/scenario-config.h"

#include <functional>

namespace edgeward
{

/**
 * Reads one table of a scenario by the list of keys: type, range and default come from there, so a
 * key that the reference page lacks cannot be read. What is wrong goes into the problem list; the
 * getter then returns a value that is allowed, so that reading goes on and the user sees everything
 * at once.
 */
class ConfigSection
{
  public:
    /**
     * @param toml     the table, which may be absent from the file
     * @param table    its name in the list of keys
     * @param problems takes what is wrong
     */
    ConfigSection(TomlTable toml, const std::string& table, ProblemList& problems);

    double Number(const std::string& key) const;
    std::int64_t Integer(const std::string& key) const;
    bool Boolean(const std::string& key) const;

    /** TEXT, CHOICE, DATA_RATE. */
    std::string Text(const std::string& key) const;

    /** The spec, or one with an empty name if absent and without default. */
    Spec SpecOf(const std::string& key) const;

    std::vector<Spec> Specs(const std::string& key) const;
    std::vector<std::string> Texts(const std::string& key) const;
    std::vector<double> Numbers(const std::string& key) const;

    /** An ns-3 random variable as text; a number becomes a constant one. Empty if absent. Not
     * checked further here. */
    std::string Random(const std::string& key) const;

    /** Every key of the table that is none of ours, as ns-3 attributes. */
    AttributeSettings Attributes() const;

    /** The table "name" plus every other key as parameter; empty if the name is missing. */
    Spec SpecTable() const;

    bool Has(const std::string& key) const;
    SourceLocation Where(const std::string& key = "") const;

    /** The sub-table @p name. */
    ConfigSection Table(const std::string& name) const;

    /** The elements of the array of tables @p name. */
    std::vector<ConfigSection> Tables(const std::string& name) const;

    /** Run @p check; what it throws at the user is remembered. @return whether it threw nothing */
    bool Try(const std::function<void()>& check) const;

    /** Remember a problem with @p key. */
    void Problem(const std::string& key,
                 const std::string& problem,
                 const std::string& remedy = "") const;

  private:
    template <typename Value, typename Getter>
    Value Read(const std::string& key, Value fallback, Getter getter) const;

    TomlTable m_toml;
    std::string m_table;
    ProblemList* m_problems;
};

} // namespace edgeward

#endif // EDGEWARD_SCENARIO_SCENARIO_CONFIG_SECTION_H
