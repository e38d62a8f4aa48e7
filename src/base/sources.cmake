# SPDX-License-Identifier: GPL-2.0-only
edgeward_module(base
  SOURCES
    errors.cc
    plan.cc
    random-stream.cc
    record.cc
    spec.cc
    text.cc
)
