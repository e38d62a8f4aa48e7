/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "results/schema.h"

#include "results/database.h"

#include <string>

namespace edgeward
{

// Records are stored in record_chunks; records, stages and energy are filled from them for whoever
// asks for it. Times are integer nanoseconds of simulated time, -1 where a request did not get so
// far. Stages
// and energy lie sorted by record (WITHOUT ROWID), so that reading a record's is one step and
// writing them appends.
const char* const RESULTS_SCHEMA = R"sql(
CREATE TABLE run_manifest (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE nodes (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE variants (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE policies (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, spec TEXT NOT NULL);
CREATE TABLE replications (
  id INTEGER PRIMARY KEY,
  policy_id INTEGER NOT NULL REFERENCES policies (id),
  seed INTEGER NOT NULL,
  run INTEGER NOT NULL,
  simulated_s REAL NOT NULL,
  events INTEGER NOT NULL,
  UNIQUE (policy_id, seed, run));
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  request INTEGER NOT NULL,
  device INTEGER NOT NULL,
  dnn INTEGER NOT NULL,
  arrival_ns INTEGER NOT NULL,
  deadline_ns INTEGER NOT NULL,
  accuracy_floor REAL,
  input_bytes INTEGER NOT NULL,
  result_bytes INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  reason TEXT NOT NULL,
  action INTEGER NOT NULL,
  decided_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL,
  state_age_ns INTEGER NOT NULL,
  result_sent_ns INTEGER NOT NULL,
  final_stage INTEGER NOT NULL,
  variant INTEGER NOT NULL,
  accuracy REAL,
  tx_bytes INTEGER NOT NULL,
  rx_bytes INTEGER NOT NULL,
  placed_node INTEGER NOT NULL,
  placed_variant INTEGER NOT NULL,
  device_energy_j REAL,
  total_energy_j REAL,
  reward REAL);
CREATE INDEX records_by_replication ON records (replication_id);
CREATE TABLE stages (
  record_id INTEGER NOT NULL REFERENCES records (id),
  stage INTEGER NOT NULL,
  node INTEGER NOT NULL,
  variant INTEGER NOT NULL,
  first_layer INTEGER NOT NULL,
  last_layer INTEGER NOT NULL,
  slice_begin REAL,
  slice_end REAL,
  exit_kind INTEGER NOT NULL,
  exit_threshold REAL,
  dvfs_level INTEGER NOT NULL,
  input_bytes INTEGER NOT NULL,
  feeder INTEGER NOT NULL,
  sent_ns INTEGER NOT NULL,
  ready_ns INTEGER NOT NULL,
  start_ns INTEGER NOT NULL,
  end_ns INTEGER NOT NULL,
  exited INTEGER NOT NULL,
  loading_ns INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (record_id, stage)) WITHOUT ROWID;
CREATE TABLE energy (
  record_id INTEGER NOT NULL REFERENCES records (id),
  position INTEGER NOT NULL,
  node INTEGER NOT NULL,
  component INTEGER NOT NULL,
  energy_j REAL,
  PRIMARY KEY (record_id, position)) WITHOUT ROWID;
CREATE TABLE record_chunks (
  id INTEGER PRIMARY KEY,
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  first_record INTEGER NOT NULL,
  records INTEGER NOT NULL,
  samples BLOB NOT NULL,
  details BLOB NOT NULL);
CREATE TABLE run_statistics (
  replication_id INTEGER PRIMARY KEY REFERENCES replications (id),
  warmup_s REAL NOT NULL,
  requests INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  unfinished INTEGER NOT NULL,
  censored INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  unplaced INTEGER NOT NULL,
  latency_s REAL,
  accuracy REAL,
  device_energy_j REAL,
  total_energy_j REAL,
  tx_bytes REAL,
  rx_bytes REAL,
  reward REAL);
CREATE TABLE latency_buckets (
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  bucket INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (replication_id, bucket)) WITHOUT ROWID;
CREATE TABLE placements (
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  node INTEGER NOT NULL,
  variant INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (replication_id, node, variant)) WITHOUT ROWID;
CREATE TABLE training (
  id INTEGER PRIMARY KEY,
  policy TEXT NOT NULL,
  episode INTEGER NOT NULL,
  steps INTEGER NOT NULL,
  reward REAL,
  epsilon REAL,
  loss REAL,
  mean_q REAL,
  wall_s REAL,
  seed INTEGER,
  updates INTEGER,
  td_error REAL,
  act_s REAL,
  learn_s REAL,
  accuracy_multiplier REAL,
  energy_multiplier REAL);
CREATE TABLE node_energy (
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  node INTEGER NOT NULL,
  name TEXT NOT NULL,
  role INTEGER NOT NULL,
  compute_busy_j REAL,
  compute_idle_j REAL,
  radio_active_j REAL,
  radio_idle_j REAL,
  PRIMARY KEY (replication_id, node)) WITHOUT ROWID;
CREATE VIEW requests AS SELECT
  policies.name AS policy, seed, run, request,
  coalesce(origin.name, device) AS device,
  CASE outcome WHEN 0 THEN 'completed' WHEN 1 THEN 'rejected' WHEN 2 THEN 'dropped' ELSE 'unfinished' END AS outcome,
  reason,
  coalesce(place.name, placed_node) AS node,
  coalesce(variants.name, placed_variant) AS variant,
  arrival_ns * 1e-9 AS arrival_s,
  (end_ns - arrival_ns) * 1e-9 AS latency_s,
  deadline_ns * 1e-9 AS deadline_s,
  device_energy_j, total_energy_j, accuracy, tx_bytes, rx_bytes, reward
FROM records
JOIN replications ON replications.id = replication_id
JOIN policies ON policies.id = policy_id
LEFT JOIN nodes AS origin ON origin.id = device
LEFT JOIN nodes AS place ON place.id = placed_node
LEFT JOIN variants ON variants.id = placed_variant;
)sql";

namespace
{

// What each version adds to the one before it, from the second on. The columns stand in the order
// of a new file's, so that "SELECT *" gives the same.
const char* const STEPS[] = {R"sql(
ALTER TABLE training ADD COLUMN seed INTEGER;
ALTER TABLE training ADD COLUMN updates INTEGER;
ALTER TABLE training ADD COLUMN td_error REAL;
ALTER TABLE training ADD COLUMN act_s REAL;
ALTER TABLE training ADD COLUMN learn_s REAL;
)sql",
                             R"sql(
ALTER TABLE training ADD COLUMN accuracy_multiplier REAL;
ALTER TABLE training ADD COLUMN energy_multiplier REAL;
)sql",
                             R"sql(
CREATE TABLE record_chunks (
  id INTEGER PRIMARY KEY,
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  first_record INTEGER NOT NULL,
  records INTEGER NOT NULL,
  samples BLOB NOT NULL,
  details BLOB NOT NULL);
)sql",
                             R"sql(
CREATE TABLE run_statistics (
  replication_id INTEGER PRIMARY KEY REFERENCES replications (id),
  warmup_s REAL NOT NULL,
  requests INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  unfinished INTEGER NOT NULL,
  censored INTEGER NOT NULL,
  missed INTEGER NOT NULL,
  unplaced INTEGER NOT NULL,
  latency_s REAL,
  accuracy REAL,
  device_energy_j REAL,
  total_energy_j REAL,
  tx_bytes REAL,
  rx_bytes REAL,
  reward REAL);
CREATE TABLE latency_buckets (
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  bucket INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (replication_id, bucket)) WITHOUT ROWID;
CREATE TABLE placements (
  replication_id INTEGER NOT NULL REFERENCES replications (id),
  node INTEGER NOT NULL,
  variant INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (replication_id, node, variant)) WITHOUT ROWID;
)sql",
                             R"sql(
ALTER TABLE stages ADD COLUMN loading_ns INTEGER NOT NULL DEFAULT 0;
)sql"};

} // namespace

void
BringUpToDate(Database& database)
{
    for (auto version = database.Query("PRAGMA user_version"); version < RESULTS_SCHEMA_VERSION;
         ++version)
    {
        database.Execute(STEPS[version - OLDEST_RESULTS_SCHEMA_VERSION]);
        database.Execute("PRAGMA user_version = " + std::to_string(version + 1));
    }
}

} // namespace edgeward
