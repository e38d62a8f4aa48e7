/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/table.h"

#include "base/text.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include <unistd.h>

namespace edgeward
{

namespace
{

const std::string GAP = "  ";
const std::string BOLD = "\033[1m";
const std::string NORMAL = "\033[0m";

/** Characters that @p text shows: bytes of UTF-8 that do not continue one. */
std::size_t
Width(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

std::string
Padded(const std::string& text, const std::string& shown, std::size_t width, bool left)
{
    const std::string blanks(width - Width(text), ' ');
    return left ? shown + blanks : blanks + shown;
}

std::string
TrimRight(const std::string& text)
{
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

/** What a cell of Markdown must not hold is escaped. */
std::string
MarkdownCell(const std::string& text, bool marked)
{
    std::string cell;
    for (const char c : text)
    {
        cell += c == '|' ? "\\|" : std::string(1, c == '\n' ? ' ' : c);
    }
    return marked && !cell.empty() ? "**" + cell + "**" : cell;
}

} // namespace

Table::Table(const std::vector<std::string>& header)
    : m_rows{{header, {}}}
{
}

void
Table::AddRow(const std::vector<std::string>& cells, const std::set<std::size_t>& marked)
{
    assert(cells.size() == m_rows.front().cells.size());
    m_rows.push_back({cells, marked});
}

std::string
Table::Render(TableStyle style) const
{
    return style == TableStyle::MARKDOWN ? RenderMarkdown()
                                         : RenderText(style == TableStyle::TERMINAL);
}

std::string
Table::RenderMarkdown() const
{
    std::string text;
    for (const Row& row : m_rows)
    {
        text += "|";
        for (std::size_t c = 0; c < row.cells.size(); ++c)
        {
            text += " " + MarkdownCell(row.cells[c], row.marked.count(c) > 0) + " |";
        }
        text += "\n";
        if (&row == &m_rows.front())
        {
            text += "|:---|";
            for (std::size_t c = 1; c < row.cells.size(); ++c)
            {
                text += "---:|";
            }
            text += "\n";
        }
    }
    return text;
}

std::string
Table::RenderText(bool terminal) const
{
    // Header cells may have several lines; they stand at the bottom.
    std::vector<std::vector<std::string>> header;
    std::size_t headerLines = 0;
    for (const std::string& cell : m_rows.front().cells)
    {
        header.push_back(Split(cell, '\n'));
        headerLines = std::max(headerLines, header.back().size());
    }
    const std::size_t columns = header.size();
    std::vector<std::size_t> widths(columns, 0);
    for (std::size_t c = 0; c < columns; ++c)
    {
        for (const std::string& line : header[c])
        {
            widths[c] = std::max(widths[c], Width(line));
        }
        for (std::size_t r = 1; r < m_rows.size(); ++r)
        {
            widths[c] = std::max(widths[c], Width(m_rows[r].cells[c]));
        }
    }
    std::string text;
    for (std::size_t l = 0; l < headerLines; ++l)
    {
        std::string line;
        for (std::size_t c = 0; c < columns; ++c)
        {
            const std::size_t missing = headerLines - header[c].size();
            const std::string cell = l < missing ? "" : header[c][l - missing];
            line += (c == 0 ? "" : GAP) + Padded(cell, cell, widths[c], c == 0);
        }
        text += TrimRight(line) + "\n";
    }
    for (std::size_t c = 0; c < columns; ++c)
    {
        text += (c == 0 ? "" : GAP) + std::string(widths[c], '-');
    }
    text += "\n";
    for (std::size_t r = 1; r < m_rows.size(); ++r)
    {
        std::string line;
        for (std::size_t c = 0; c < columns; ++c)
        {
            const std::string& cell = m_rows[r].cells[c];
            const bool bold = terminal && m_rows[r].marked.count(c) > 0;
            line += (c == 0 ? "" : GAP) +
                    Padded(cell, bold ? BOLD + cell + NORMAL : cell, widths[c], c == 0);
        }
        text += TrimRight(line) + "\n";
    }
    return text;
}

TableStyle
StyleFor(int descriptor)
{
    // https://no-color.org: any value but the empty one turns escape codes off.
    const char* noColor = std::getenv("NO_COLOR");
    const bool allowed = noColor == nullptr || *noColor == '\0';
    return allowed && isatty(descriptor) == 1 ? TableStyle::TERMINAL : TableStyle::PLAIN;
}

} // namespace edgeward
