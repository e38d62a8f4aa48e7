/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_SCHEMA_H
#define EDGEWARD_RESULTS_SCHEMA_H

namespace edgeward
{

class Database;

/** Marks an SQLite file as ours (PRAGMA application_id): the letters "EdGW". */
constexpr int RESULTS_APPLICATION_ID = 0x45644757;

/** Version of the tables (PRAGMA user_version); it grows when a reader of the former could not read
 * them. Versions 2 and 3 add columns to the table training, 4 adds record_chunks, 5 run_statistics
 * with latency_buckets and placements, 6 the loading of models to stages. */
constexpr int RESULTS_SCHEMA_VERSION = 6;

/** The oldest version that can still be read and added to. */
constexpr int OLDEST_RESULTS_SCHEMA_VERSION = 1;

/** The statements that make all tables and views. docs/reference/results.md defines every column.
 */
extern const char* const RESULTS_SCHEMA;

/** Turn a file of an older version into one of the present, without loss. */
void BringUpToDate(Database& database);

} // namespace edgeward

#endif // EDGEWARD_RESULTS_SCHEMA_H
