# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(results
  SOURCES
    block-recorder.cc
    block-stream.cc
    cdf-figure.cc
    comparison.cc
    csv-export.cc
    csv-writer.cc
    database.cc
    figures.cc
    gnuplot.cc
    label-layout.cc
    learning-figure.cc
    palette.cc
    placement-figure.cc
    record-block.cc
    record-rows.cc
    result-store.cc
    sample.cc
    schema.cc
    statistics.cc
    summary-table.cc
    summary.cc
    table.cc
    tradeoff-figure.cc
  LINK SQLite::SQLite3 GSL::gsl
)
