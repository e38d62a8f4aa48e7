/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_CSV_WRITER_H
#define EDGEWARD_RESULTS_CSV_WRITER_H

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

namespace edgeward
{

/**
 * Writes a CSV file (RFC 4180, lines end in CR LF) that appears whole, under its name, with
 * Close(), or not at all. It streams, so that a file may be larger than the memory.
 */
class CsvWriter
{
  public:
    /** @throws IoError if the file cannot be made */
    CsvWriter(const std::string& path, const std::vector<std::string>& columns);

    /** Takes back what was not closed. */
    ~CsvWriter();
    CsvWriter(const CsvWriter&) = delete;
    CsvWriter& operator=(const CsvWriter&) = delete;

    CsvWriter& Text(const std::string& value);
    CsvWriter& Int(std::int64_t value);
    CsvWriter& Unsigned(std::uint64_t value);

    /** The shortest decimal that reads back as the same number; empty for NaN. */
    CsvWriter& Real(double value);

    /** Nanoseconds as seconds, exactly; empty where negative (did not happen). */
    CsvWriter& Seconds(std::int64_t ns);

    /** @pre as many fields as columns since the last. @throws IoError if the disk is full */
    void EndRow();

    /** @throws IoError if the disk is full */
    void Close();

  private:
    void Field(const std::string& text);
    void CheckStream();

    std::string m_path;
    std::string m_temporary;
    std::ofstream m_stream;
    std::string m_row;
    std::size_t m_columns;
    std::size_t m_fields = 0;
    bool m_closed = false;
};

} // namespace edgeward

#endif // EDGEWARD_RESULTS_CSV_WRITER_H
