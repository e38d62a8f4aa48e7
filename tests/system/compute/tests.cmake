# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(system-compute LABEL system MODULES base compute
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/backlog-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/batch-curve-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/job-queue-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/measured-noise-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/model-memory-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/processor-background-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/processor-batch-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/processor-energy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/processor-failure-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/processor-noise-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/processor-queue-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/processor-sharing-test.cc
)
