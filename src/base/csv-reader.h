/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_BASE_CSV_READER_H
#define EDGEWARD_BASE_CSV_READER_H

#include "base/errors.h"

#include <map>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * A CSV file with one header row (RFC 4180 quoting); lines that begin with '#' are comments "# key:
 * value" (provenance).
 */
class CsvTable
{
  public:
    /**
     * @param required columns that must be there
     * @throws IoError if unreadable; ConfigError naming the line if a column is missing or doubled,
     * or a row is short.
     */
    static CsvTable ReadFile(const std::string& path, const std::vector<std::string>& required);

    std::size_t Rows() const;
    const std::vector<std::string>& Columns() const;
    bool HasColumn(const std::string& column) const;

    /** The "# key: value" lines before the header. */
    const std::map<std::string, std::string>& Provenance() const;

    const std::string& Text(std::size_t row, const std::string& column) const;

    /** @throws ConfigError naming file, line and column unless a finite number within [low, high].
     */
    double Number(std::size_t row, const std::string& column, double low, double high) const;

    /** File and line of a row. */
    SourceLocation Where(std::size_t row) const;

  private:
    std::string m_path;
    std::vector<std::string> m_columns;
    std::vector<std::vector<std::string>> m_rows;
    std::vector<int> m_lines;
    std::map<std::string, std::string> m_provenance;
};

} // namespace edgeward

#endif // EDGEWARD_BASE_CSV_READER_H
