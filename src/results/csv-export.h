/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_CSV_EXPORT_H
#define EDGEWARD_RESULTS_CSV_EXPORT_H

#include <string>

namespace edgeward
{

class ResultStore;

/**
 * Write records.csv and stages.csv into a folder, which is made. RFC 4180, SI units in the column
 * names; docs/reference/results.md defines every column.
 *
 * @throws IoError if a file cannot be written; older files of the same name are then untouched
 */
void ExportRecords(const ResultStore& store, const std::string& folder);

/**
 * Likewise summary.csv and, if there was training, training.csv.
 * @param warmupSeconds requests that arrive earlier are left out of summary.csv (s), >= 0
 */
void ExportSummary(const ResultStore& store, const std::string& folder, double warmupSeconds);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_CSV_EXPORT_H
