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
endif()
