# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-results LABEL unit MODULES base results
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/bootstrap-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/comparison-statistics-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/csv-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/figures-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/latency-sketch-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/learning-bands-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/packed-records-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/places-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/policy-statistics-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/record-block-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/record-sample-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/result-store-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/results-versions-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/run-statistics-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/statistics-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/summary-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/table-test.cc
)
