/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "base/csv-reader.h"

#include "base/file-writer.h"
#include "base/text.h"

#include <algorithm>

namespace edgeward
{

namespace
{

const std::string UTF8_BYTE_ORDER_MARK = "\xef\xbb\xbf";

/** Cuts a CSV text into rows; a row may span lines where a quoted field holds a line break. */
class CsvLexer
{
  public:
    CsvLexer(const std::string& text, const std::string& path)
        : m_text(text)
        , m_path(path)
        , m_at(text.compare(0, 3, UTF8_BYTE_ORDER_MARK) == 0 ? 3 : 0)
    {
    }

    bool
    IsAtEnd() const
    {
        return m_at >= m_text.size();
    }

    bool
    IsAtComment() const
    {
        return !IsAtEnd() && m_text[m_at] == '#';
    }

    /** Line of the next character, from 1. */
    int
    Line() const
    {
        return m_line;
    }

    /** The rest of the line, without its end. */
    std::string
    NextLine()
    {
        const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
        const std::string line = m_text.substr(m_at, end - m_at);
        m_at = end + 1;
        ++m_line;
        return line;
    }

    /** The fields of the next row; one empty field for an empty line. */
    std::vector<std::string>
    NextRow()
    {
        std::vector<std::string> fields;
        do
        {
            fields.push_back(NextField());
        } while (Take(','));
        if (!Take('\n') && !IsAtEnd())
        {
            throw ConfigError({m_path, m_line},
                              "",
                              "a character follows a closing quote",
                              "write a quote inside a quoted field twice");
        }
        return fields;
    }

  private:
    /** Step over @p character (and a carriage return before a line break) if it is next. */
    bool
    Take(char character)
    {
        if (character == '\n' && m_text.compare(m_at, 2, "\r\n") == 0)
        {
            ++m_at;
        }
        if (IsAtEnd() || m_text[m_at] != character)
        {
            return false;
        }
        m_line += character == '\n' ? 1 : 0;
        ++m_at;
        return true;
    }

    std::string
    NextField()
    {
        if (!Take('"'))
        {
            const std::size_t end = std::min(m_text.find_first_of(",\n", m_at), m_text.size());
            const std::string field = m_text.substr(m_at, end - m_at);
            m_at = end;
            return Trim(field);
        }
        const int opened = m_line;
        std::string field;
        while (!IsAtEnd())
        {
            const char character = m_text[m_at++];
            if (character != '"')
            {
                m_line += character == '\n' ? 1 : 0;
                field += character;
            }
            else if (Take('"'))
            {
                field += '"';
            }
            else
            {
                return field;
            }
        }
        throw ConfigError({m_path, opened}, "", "a quoted field is not closed", "add the quote");
    }

    const std::string& m_text;
    const std::string& m_path;
    std::size_t m_at;
    int m_line = 1;
};

/** Remember "# key: value". */
void
ReadComment(const std::string& line, std::map<std::string, std::string>& provenance)
{
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos)
    {
        provenance[Trim(line.substr(1, colon - 1))] = Trim(line.substr(colon + 1));
    }
}

/** @throws ConfigError if a column is doubled or a required one is missing. */
void
CheckColumns(const SourceLocation& where,
             const std::vector<std::string>& columns,
             const std::vector<std::string>& required)
{
    for (const std::string& column : columns)
    {
        if (std::count(columns.begin(), columns.end(), column) > 1)
        {
            throw ConfigError(where, column, "is a column twice", "keep one");
        }
    }
    for (const std::string& column : required)
    {
        if (std::count(columns.begin(), columns.end(), column) == 0)
        {
            throw ConfigError(where,
                              column,
                              "is missing among the columns " + Join(columns, ", "),
                              "add the column");
        }
    }
}

} // namespace

CsvTable
CsvTable::ReadFile(const std::string& path, const std::vector<std::string>& required)
{
    const std::string text = ReadWholeFile(path);
    CsvTable table;
    table.m_path = path;
    CsvLexer lexer(text, path);
    while (!lexer.IsAtEnd())
    {
        const int line = lexer.Line();
        if (lexer.IsAtComment())
        {
            const std::string comment = lexer.NextLine();
            if (table.m_columns.empty())
            {
                ReadComment(comment, table.m_provenance);
            }
            continue;
        }
        std::vector<std::string> row = lexer.NextRow();
        if (row.size() == 1 && row.front().empty())
        {
            continue;
        }
        if (table.m_columns.empty())
        {
            CheckColumns({path, line}, row, required);
            table.m_columns = std::move(row);
            continue;
        }
        if (row.size() != table.m_columns.size())
        {
            throw ConfigError({path, line},
                              "",
                              "the row has " + std::to_string(row.size()) + " fields, not " +
                                  std::to_string(table.m_columns.size()),
                              "give every column one field");
        }
        table.m_rows.push_back(std::move(row));
        table.m_lines.push_back(line);
    }
    if (table.m_columns.empty())
    {
        throw ConfigError({path}, "", "has no header row", "begin with " + Join(required, ","));
    }
    return table;
}

std::size_t
CsvTable::Rows() const
{
    return m_rows.size();
}

const std::vector<std::string>&
CsvTable::Columns() const
{
    return m_columns;
}

bool
CsvTable::HasColumn(const std::string& column) const
{
    return std::find(m_columns.begin(), m_columns.end(), column) != m_columns.end();
}

const std::map<std::string, std::string>&
CsvTable::Provenance() const
{
    return m_provenance;
}

const std::string&
CsvTable::Text(std::size_t row, const std::string& column) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), column);
    if (found == m_columns.end())
    {
        throw std::logic_error("no column " + column + " in " + m_path);
    }
    return m_rows.at(row)[static_cast<std::size_t>(found - m_columns.begin())];
}

double
CsvTable::Number(std::size_t row, const std::string& column, double low, double high) const
{
    const std::string& text = Text(row, column);
    const std::optional<double> value = ParseDouble(text);
    if (!value || *value < low || *value > high)
    {
        throw ConfigError(Where(row),
                          column,
                          "'" + text + "' is not a number from " + FormatDouble(low) + " to " +
                              FormatDouble(high),
                          "");
    }
    return *value;
}

SourceLocation
CsvTable::Where(std::size_t row) const
{
    return {m_path, m_lines.at(row)};
}

} // namespace edgeward
