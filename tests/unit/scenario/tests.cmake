# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-scenario LABEL unit LIBRARY SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/experiment-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/flow-calibration-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/flow-fit-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-misfit-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-selection-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/huge-pages-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/job-pool-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/ladder-queue-scheduler-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/scenario-config-bad-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/scenario-config-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/scenario-networks-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/scoped-settings-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/training-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/variable-maker-test.cc)
