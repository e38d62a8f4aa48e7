# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(property-compute
  LABEL property
  MODULES base compute
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/energy-conservation-test.cc
)
