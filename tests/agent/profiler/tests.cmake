# SPDX-License-Identifier: GPL-2.0-only
if(TARGET edgeward-profiler)
  edgeward_test(agent-profiler LABEL agent MODULES base dnn profiler
    SOURCES
      ${CMAKE_CURRENT_LIST_DIR}/measuring-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/network-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/profiler-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/script-file-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/script-layers-test.cc)
endif()
