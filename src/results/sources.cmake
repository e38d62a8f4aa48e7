# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(results
  SOURCES
    block-recorder.cc
    byte-stream.cc
    comparison.cc
    csv-export.cc
    csv-writer.cc
    database.cc
    record-block.cc
    record-rows.cc
    result-store.cc
    sample.cc
    schema.cc
    statistics.cc
    summary.cc
  LINK SQLite::SQLite3 GSL::gsl
)
