# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(system-scenario
  LABEL system
  LIBRARY
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/common-random-numbers-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/energy-scenario-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/every-scenario-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-fidelity-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/imitation-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/several-networks-test.cc
)
