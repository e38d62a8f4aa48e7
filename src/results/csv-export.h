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
 * Write records.csv, stages.csv, summary.csv and, if there was training, training.csv into a
 * folder, which is made. RFC 4180, SI units in the column names; docs/reference/results.md defines
 * every column.
 *
 * @param warmupSeconds left out of summary.csv only (s), >= 0
 * @throws IoError if a file cannot be written; older files of the same name are then untouched
 */
void ExportCsv(const ResultStore& store, const std::string& folder, double warmupSeconds);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_CSV_EXPORT_H
