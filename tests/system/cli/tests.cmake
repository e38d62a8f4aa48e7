# SPDX-License-Identifier: GPL-2.0-only
if(TARGET edgeward-program)
  edgeward_test(system-cli LABEL system MODULES base SOURCES ${CMAKE_CURRENT_LIST_DIR}/program-test.cc)
  target_compile_definitions(system-cli PRIVATE EDGEWARD_PROGRAM="$<TARGET_FILE:edgeward-program>")
  add_dependencies(system-cli edgeward-program)
endif()
