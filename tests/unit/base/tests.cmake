# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-base LABEL unit MODULES base
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/csv-reader-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/errors-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/file-writer-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/plan-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/random-stream-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/record-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/registry-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/shared-list-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/spec-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/text-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/toml-reader-test.cc)
