# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(system-offload
  LABEL system
  LIBRARY
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/decision-host-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/life-cycle-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/plan-execution-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/request-source-test.cc
)
