/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_SPEC_H
#define EDGEWARD_BASE_SPEC_H

#include "base/errors.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/** A parameter of a registered class, for --help, the reference pages and the check of unknown
 * keys. */
struct ParameterInfo
{
    std::string name;         ///< public camelBack name, e.g. "learningRate"
    std::string defaultValue; ///< as it would be written
    std::string help;         ///< one sentence with the unit and the source of the default
};

/**
 * A class by name with parameters, as written on a command line or in a scenario:
 * "dqn(gamma=0.9,batchSize=64)".
 *
 * Values are read by the typed getters, which check them and fall back to the default. A spec
 * remembers where it was written, so that every message names the place.
 */
class Spec
{
  public:
    Spec() = default;

    /**
     * Parse "name" or "name(key=value,...)".
     * @param text  what the user wrote
     * @param where file position or {"--policy"}, for messages
     * @throws ConfigError on unbalanced parentheses, an empty or doubled key
     */
    static Spec Parse(const std::string& text, const SourceLocation& where = {});

    const std::string& Name() const;

    /** Where it was written; empty if not from a user. */
    const SourceLocation& Where() const;

    /** The normal form: parameters sorted by key; "name" alone without any. */
    std::string ToString() const;

    bool Has(const std::string& key) const;

    /** Set or replace a parameter. */
    void Set(const std::string& key, const std::string& value);

    /** Set or replace every parameter that @p other has. */
    void Merge(const Spec& other);

    /** @throws ConfigError if not a number within [low, high] */
    double GetDouble(const std::string& key, double fallback, double low, double high) const;

    /** @throws ConfigError if not an integer within [low, high] */
    std::int64_t GetInt(const std::string& key,
                        std::int64_t fallback,
                        std::int64_t low,
                        std::int64_t high) const;

    /** @throws ConfigError if neither "true" nor "false" */
    bool GetBool(const std::string& key, bool fallback) const;

    std::string GetString(const std::string& key, const std::string& fallback) const;

    /** Integers separated by '-' or 'x', e.g. hidden layers "64-64". @throws ConfigError unless
     * each is > 0 */
    std::vector<std::int64_t> GetInts(const std::string& key,
                                      const std::vector<std::int64_t>& fallback) const;

    /** @throws ConfigError naming the first key that is not in @p known, and the nearest that is */
    void CheckKeys(const std::vector<ParameterInfo>& known) const;

    /** The error for a bad value of @p key. */
    ConfigError Error(const std::string& key,
                      const std::string& problem,
                      const std::string& remedy = "") const;

  private:
    std::string m_name;
    std::map<std::string, std::string> m_values;
    SourceLocation m_where;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_SPEC_H
