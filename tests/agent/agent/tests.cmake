# SPDX-License-Identifier: GPL-2.0-only
if(TARGET edgeward-agent)
  edgeward_test(agent-dqn LABEL agent MODULES agent rl base
    SOURCES
      ${CMAKE_CURRENT_LIST_DIR}/dqn-checkpoint-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/dqn-learning-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/dqn-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/fork-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/q-trainer-test.cc
      ${CMAKE_CURRENT_LIST_DIR}/td-target-test.cc
  )

  edgeward_test(agent-plugin LABEL agent LIBRARY SOURCES ${CMAKE_CURRENT_LIST_DIR}/plugin-test.cc LINK ${CMAKE_DL_LIBS})
  target_compile_definitions(agent-plugin PRIVATE EDGEWARD_TORCH_PLUGIN="$<TARGET_FILE:edgeward-torch>")
  add_dependencies(agent-plugin edgeward-torch)
endif()
