# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(base
  SOURCES
    child-program.cc
    csv-reader.cc
    errors.cc
    file-writer.cc
    plan.cc
    random-stream.cc
    record.cc
    spec.cc
    text.cc
    toml-document.cc
    toml-reader.cc
    toml-tables.cc
  LINK
    tomlplusplus::tomlplusplus
)
