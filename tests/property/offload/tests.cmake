# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(property-offload
  LABEL property
  LIBRARY
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/invariants-test.cc
)
