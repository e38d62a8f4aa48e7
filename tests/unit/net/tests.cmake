# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-net LABEL unit MODULES base net
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/flow-ends-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-lanes-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-overflow-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-progress-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-protocol-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-sharing-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/segment-backoff-test.cc
)
