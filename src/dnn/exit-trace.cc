/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dnn/exit-trace.h"

#include "base/csv-reader.h"
#include "base/errors.h"

#include <algorithm>
#include <cmath>

namespace edgeward
{

namespace
{

// 100 million outcomes are 2.4 GB: beyond is a damaged file, not a trace.
constexpr double LARGEST_SAMPLE = 1e8;
constexpr double LARGEST_EXIT = 1000.0;
constexpr double LARGEST_ENTROPY = 100.0; // nats; ln of the number of classes

/** An index column. @throws ConfigError unless a whole number. */
std::size_t
Index(const CsvTable& table, std::size_t row, const std::string& column, double high)
{
    const double value = table.Number(row, column, 0.0, high);
    if (value != std::floor(value))
    {
        throw ConfigError(
            table.Where(row), column, "'" + table.Text(row, column) + "' is no whole number", "");
    }
    return static_cast<std::size_t>(value);
}

} // namespace

ExitTrace
ExitTrace::ReadFile(const std::string& path)
{
    const CsvTable table =
        CsvTable::ReadFile(path, {"sample", "exit", "confidence", "entropy", "correct"});
    const auto source = table.Provenance().find("source");
    if (source == table.Provenance().end() || source->second.empty())
    {
        throw ConfigError({path}, "source", "is missing", "begin the file with '# source: ...'");
    }
    std::size_t samples = 0;
    std::size_t exits = 0;
    for (std::size_t row = 0; row < table.Rows(); ++row)
    {
        samples = std::max(samples, Index(table, row, "sample", LARGEST_SAMPLE) + 1);
        exits = std::max(exits, Index(table, row, "exit", LARGEST_EXIT) + 1);
    }
    // Rows are unique below, so their number decides whether any is missing.
    if (table.Rows() == 0 || table.Rows() != samples * exits)
    {
        throw ConfigError({path},
                          "",
                          "has " + std::to_string(table.Rows()) + " rows for " +
                              std::to_string(samples) + " samples x " + std::to_string(exits) +
                              " exits",
                          "the file is cut short, or a sample lacks an exit");
    }
    ExitTrace trace;
    trace.m_source = source->second;
    trace.m_exits = static_cast<std::uint16_t>(exits);
    trace.m_outcomes.resize(samples * exits);
    std::vector<bool> seen(samples * exits, false);
    for (std::size_t row = 0; row < table.Rows(); ++row)
    {
        const std::size_t at = Index(table, row, "sample", LARGEST_SAMPLE) * exits +
                               Index(table, row, "exit", LARGEST_EXIT);
        if (seen[at])
        {
            throw ConfigError(table.Where(row), "exit", "this sample has this exit already", "");
        }
        seen[at] = true;
        trace.m_outcomes[at] = {table.Number(row, "confidence", 0.0, 1.0),
                                table.Number(row, "entropy", 0.0, LARGEST_ENTROPY),
                                Index(table, row, "correct", 1.0) == 1};
    }
    return trace;
}

std::size_t
ExitTrace::SampleCount() const
{
    return m_exits == 0 ? 0 : m_outcomes.size() / m_exits;
}

std::uint16_t
ExitTrace::ExitCount() const
{
    return m_exits;
}

const ExitOutcome&
ExitTrace::Get(std::size_t sample, std::uint16_t exit) const
{
    return m_outcomes.at(sample * m_exits + exit);
}

double
ExitTrace::Accuracy(std::uint16_t exit) const
{
    std::size_t correct = 0;
    for (std::size_t sample = 0; sample < SampleCount(); ++sample)
    {
        correct += Get(sample, exit).isCorrect ? 1 : 0;
    }
    return static_cast<double>(correct) / static_cast<double>(SampleCount());
}

const std::string&
ExitTrace::Source() const
{
    return m_source;
}

} // namespace edgeward
