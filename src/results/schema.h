/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef EDGEWARD_RESULTS_SCHEMA_H
#define EDGEWARD_RESULTS_SCHEMA_H

namespace edgeward
{

/** Marks an SQLite file as ours (PRAGMA application_id): the letters "EdGW". */
constexpr int RESULTS_APPLICATION_ID = 0x45644757;

/** Version of the tables (PRAGMA user_version); it grows when a reader of the former could not read
 * them. Versions 2 and 3 add columns to the table training. */
constexpr int RESULTS_SCHEMA_VERSION = 3;

/** The oldest version that can still be read and added to. */
constexpr int OLDEST_RESULTS_SCHEMA_VERSION = 1;

/** The statements that make all tables and views. docs/reference/results.md defines every column.
 */
extern const char* const RESULTS_SCHEMA;

/** The statements that turn a file of version 1 into one of version 2, without loss. */
extern const char* const RESULTS_SCHEMA_1_TO_2;

/** Likewise from version 2 to version 3. */
extern const char* const RESULTS_SCHEMA_2_TO_3;

} // namespace edgeward

#endif // EDGEWARD_RESULTS_SCHEMA_H
