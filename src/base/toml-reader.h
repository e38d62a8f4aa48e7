/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_TOML_READER_H
#define EDGEWARD_BASE_TOML_READER_H

#include "base/errors.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * A table of a TOML file that is read key by key, with diagnostics that name file, line, column,
 * key and remedy.
 *
 * Every getter marks its key as known. After the last one, CheckUnknownKeys() finds keys that
 * nobody asked for and suggests the nearest known one. Views share the parsed document and are
 * cheap to copy.
 */
class TomlTable
{
  public:
    /** @throws IoError if unreadable, ConfigError on a syntax error (with line and column). */
    static TomlTable ParseFile(const std::string& path);

    /** @param name stands for the file in messages. */
    static TomlTable ParseText(const std::string& text, const std::string& name);

    bool Has(const std::string& key) const;

    /** Keys in the order of the file. */
    std::vector<std::string> Keys() const;

    /** @throws ConfigError if missing, of another type, not finite, or outside [low, high]. */
    double GetDouble(const std::string& key, double low, double high) const;
    double GetDouble(const std::string& key, double low, double high, double fallback) const;
    std::int64_t GetInt(const std::string& key, std::int64_t low, std::int64_t high) const;
    std::int64_t GetInt(const std::string& key,
                        std::int64_t low,
                        std::int64_t high,
                        std::int64_t fallback) const;
    bool GetBool(const std::string& key) const;
    bool GetBool(const std::string& key, bool fallback) const;
    std::string GetString(const std::string& key) const;
    std::string GetString(const std::string& key, const std::string& fallback) const;

    /** A string that must be one of @p choices. */
    std::string GetChoice(const std::string& key,
                          const std::vector<std::string>& choices,
                          const std::string& fallback) const;

    /** @throws ConfigError if missing, no array, or an element is of another type or out of range.
     */
    std::vector<double> GetDoubles(const std::string& key, double low, double high) const;
    std::vector<std::string> GetStrings(const std::string& key) const;

    /** Any scalar as the text a user would write (numbers, booleans, strings without quotes). */
    std::string GetScalarText(const std::string& key) const;

    /** A sub-table; an empty one if absent. @throws ConfigError if it is no table. */
    TomlTable GetTable(const std::string& key) const;

    /** The elements of an array of tables, [[key]]; none if absent. */
    std::vector<TomlTable> GetTables(const std::string& key) const;

    /**
     * Set "a.b.c" or "devices.0.count" before reading, as --set does; value is parsed as TOML, bare
     * words as strings.
     * @throws ConfigError if the path passes through something that is no table or array.
     */
    void Override(const std::string& path, const std::string& value, const SourceLocation& where);

    /** @throws ConfigError listing every key, here and below, that no getter asked for. */
    void CheckUnknownKeys() const;

    /** Position of @p key (or of the table itself if absent). */
    SourceLocation Where(const std::string& key = "") const;

    /** The error for a bad value of @p key. */
    ConfigError Error(const std::string& key,
                      const std::string& problem,
                      const std::string& remedy = "") const;

    /** The whole document as TOML text, overrides included. */
    std::string ToText() const;

  private:
    struct Document;
    struct View;
    explicit TomlTable(std::shared_ptr<View> view);
    std::shared_ptr<View> m_view;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_TOML_READER_H
