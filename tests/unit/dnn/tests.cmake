# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-dnn LABEL unit MODULES base dnn
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/architecture-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/catalog-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/cost-table-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/damaged-catalog-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/device-catalog-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/device-file-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/dnn-file-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/dnn-graph-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/energy-cost-table-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/energy-model-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/exit-trace-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/graph-dot-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/latency-model-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/latency-population-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/latency-regression-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/latency-validation-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/network-builder-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/networks-page-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/profile-csv-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/task-test.cc)
