# SPDX-License-Identifier: GPL-2.0-only
if(TARGET edgeward-agent)
  include(${PROJECT_SOURCE_DIR}/tests/unit/rl/dqn-tests.cmake)
  edgeward_test(agent-dqn LABEL agent MODULES agent rl base
    SOURCES
      ${edgeward_dqn_tests}
      ${CMAKE_CURRENT_LIST_DIR}/back-end-agreement-test.cc
  )
  target_compile_definitions(agent-dqn PRIVATE EDGEWARD_TEST_BACK_END="torch")

  edgeward_test(agent-plugin LABEL agent LIBRARY SOURCES ${CMAKE_CURRENT_LIST_DIR}/plugin-test.cc LINK ${CMAKE_DL_LIBS})
  target_compile_definitions(agent-plugin PRIVATE EDGEWARD_TORCH_PLUGIN="$<TARGET_FILE:edgeward-torch>")
  add_dependencies(agent-plugin edgeward-torch)
endif()
