/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_TABLE_H
#define EDGEWARD_RESULTS_TABLE_H

#include "results/summary.h"

#include <set>
#include <string>
#include <vector>

namespace edgeward
{

/** What a table is written for. */
enum class TableStyle : std::uint8_t
{
    PLAIN,    ///< text without any mark, for files and pipes
    TERMINAL, ///< the best of each column in bold (ANSI)
    MARKDOWN  ///< the best of each column in bold (**)
};

/** Text in columns. */
class Table
{
  public:
    /** @param header may have line breaks; the first column is aligned to the left, all others to
     * the right */
    explicit Table(const std::vector<std::string>& header);

    /** @param marked columns to emphasize @pre as many cells as the header has */
    void AddRow(const std::vector<std::string>& cells, const std::set<std::size_t>& marked = {});

    /** The table with a line break after each row. */
    std::string Render(TableStyle style) const;

  private:
    struct Row
    {
        std::vector<std::string> cells;
        std::set<std::size_t> marked;
    };

    std::string RenderMarkdown() const;
    std::string RenderText(bool terminal) const;

    std::vector<Row> m_rows; ///< the header first
};

/** The style for a stream: TERMINAL if @p descriptor is one and NO_COLOR is not set, else PLAIN. */
TableStyle StyleFor(int descriptor);

/**
 * One row per policy: latency, device energy, accuracy, deadline misses, reward with 95 % interval.
 * @param notRanked policies that no mark goes to, because they know what no real policy can know
 */
std::string RenderSummaries(const std::vector<PolicySummary>& summaries,
                            TableStyle style,
                            const std::set<std::string>& notRanked = {"oracle"});

} // namespace edgeward

#endif // EDGEWARD_RESULTS_TABLE_H
