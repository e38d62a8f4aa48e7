/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_TOML_DOCUMENT_H
#define EDGEWARD_BASE_TOML_DOCUMENT_H

#include "base/toml-reader.h"

#include <map>
#include <optional>
#include <set>
#include <toml++/toml.h>

namespace edgeward
{

/** A parsed file with what has been asked of it. Private to base/toml-*.cc: nobody else sees
 * toml++. */
struct TomlTable::Document
{
    std::string name; ///< stands for the file in messages
    toml::table root; ///< addresses of nodes are stable
    std::map<std::string, std::set<std::string>>
        asked; ///< path of a table -> keys that a getter asked for
    std::map<std::string, SourceLocation> overrides; ///< path -> who set it (--set)

    /** Where @p node at @p path was written: in the file, or by the override of it or of a table
     * around it. */
    SourceLocation Where(const std::string& path, const toml::source_region& written) const;
};

/** One table of a document. */
struct TomlTable::View
{
    std::shared_ptr<Document> document;
    std::string path;         ///< dotted, "" for the root
    const toml::table* table; ///< nullptr: absent, read as empty
    SourceLocation where;     ///< of the table, or of the nearest one around it that exists

    /** Dotted path of @p key within this table. */
    std::string PathOf(const std::string& key) const;

    /** The node of @p key, or nullptr; marks the key as known. */
    const toml::node* Ask(const std::string& key) const;
};

SourceLocation TomlLocation(const std::string& file, const toml::source_region& region);

/** "a string", "an array", ... for messages. */
const char* TomlTypeName(const toml::node& node);

/** The scalar as a user would write it, strings without quotes; nothing for tables and arrays. */
std::optional<std::string> TomlScalarText(const toml::node& node);

/** "is 'fast', not a number from 0 to 1". */
std::string TomlMismatch(const toml::node& node, const std::string& wanted);

/** The number in @p node if it is one, finite and within the bounds. */
std::optional<double> TomlNumberIn(const toml::node& node, double low, double high);

/** " from 0 to 1", " of at least 0" or nothing. */
std::string TomlRangeText(double low, double high);

} // namespace edgeward

#endif // EDGEWARD_BASE_TOML_DOCUMENT_H
