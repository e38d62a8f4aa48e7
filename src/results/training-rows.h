/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_TRAINING_ROWS_H
#define EDGEWARD_RESULTS_TRAINING_ROWS_H

#include "results/training-row.h"

#include <vector>

namespace edgeward
{

class Database;

/** Add rows to the table training, within a transaction of the caller. A file of an older version
 * gets the columns of this one first. */
void WriteTrainingRows(Database& database, const std::vector<TrainingRow>& rows);

/** The table training in the order of writing, of any version that can be opened. */
std::vector<TrainingRow> ReadTrainingRows(Database& database);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_TRAINING_ROWS_H
