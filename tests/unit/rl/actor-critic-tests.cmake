# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-actor-critic LABEL unit MODULES rl base
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/a2c-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/ddpg-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/lagrange-multiplier-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/rollout-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/supervised-trainer-test.cc)
