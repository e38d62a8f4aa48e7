# SPDX-License-Identifier: GPL-2.0-only
if(TARGET edgeward-program)
  edgeward_test(system-cli LABEL system MODULES base results SOURCES ${CMAKE_CURRENT_LIST_DIR}/calibrate-command-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/device-command-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/dnn-command-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/evaluation-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/export-command-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/latency-command-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/learning-command-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/program-test.cc)
  target_compile_definitions(system-cli PRIVATE
    EDGEWARD_PROGRAM="$<TARGET_FILE:edgeward-program>"
    EDGEWARD_HAS_TORCH=$<TARGET_EXISTS:edgeward-torch>)
  add_dependencies(system-cli edgeward-program)
  if(TARGET edgeward-torch)
    add_dependencies(system-cli edgeward-torch)
  endif()
endif()
