/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/csv-writer.h"

#include "base/errors.h"
#include "base/text.h"

#include <cassert>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace edgeward
{

namespace
{

constexpr std::int64_t NS_PER_S = 1000000000;

/** In quotes, with inner quotes doubled, where RFC 4180 asks for it. */
std::string
Quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text)
    {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

} // namespace

CsvWriter::CsvWriter(const std::string& path, const std::vector<std::string>& columns)
    : m_path(path)
    , m_temporary(path + ".part")
    , m_stream(m_temporary, std::ios::binary | std::ios::trunc)
    , m_columns(columns.size())
{
    CheckStream();
    for (const std::string& column : columns)
    {
        Text(column);
    }
    EndRow();
}

CsvWriter::~CsvWriter()
{
    if (!m_closed)
    {
        m_stream.close();
        std::remove(m_temporary.c_str());
    }
}

CsvWriter&
CsvWriter::Text(const std::string& value)
{
    Field(Quoted(value));
    return *this;
}

CsvWriter&
CsvWriter::Int(std::int64_t value)
{
    Field(std::to_string(value));
    return *this;
}

CsvWriter&
CsvWriter::Unsigned(std::uint64_t value)
{
    Field(std::to_string(value));
    return *this;
}

CsvWriter&
CsvWriter::Real(double value)
{
    Field(std::isnan(value) ? "" : FormatDouble(value));
    return *this;
}

CsvWriter&
CsvWriter::Seconds(std::int64_t ns)
{
    char text[32] = "";
    if (ns >= 0)
    {
        std::snprintf(text,
                      sizeof text,
                      "%lld.%09lld",
                      static_cast<long long>(ns / NS_PER_S),
                      static_cast<long long>(ns % NS_PER_S));
    }
    Field(text);
    return *this;
}

void
CsvWriter::EndRow()
{
    assert(m_fields == m_columns);
    m_row += "\r\n";
    m_stream << m_row;
    CheckStream();
    m_row.clear();
    m_fields = 0;
}

void
CsvWriter::Close()
{
    m_stream.close();
    CheckStream();
    if (std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
    {
        throw IoError(m_path, std::strerror(errno), "check the folder's permissions");
    }
    m_closed = true;
}

void
CsvWriter::Field(const std::string& text)
{
    m_row += (m_fields++ == 0 ? "" : ",") + text;
}

void
CsvWriter::CheckStream()
{
    if (!m_stream)
    {
        throw IoError(
            m_path, std::strerror(errno), "free some space or check the folder's permissions");
    }
}

} // namespace edgeward
