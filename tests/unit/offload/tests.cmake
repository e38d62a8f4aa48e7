# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-offload
  LABEL unit
  MODULES base dnn rl policy compute net offload
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/load-profile-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/radio-ledger-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/request-table-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/wire-test.cc
)
