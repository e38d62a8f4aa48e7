# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-rl LABEL unit MODULES rl base
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/bandit-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/environment-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/lin-ucb-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/mlp-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/mu-lin-ucb-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/n-step-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/observation-spec-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/prioritized-sampler-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/replay-buffer-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/safetensors-python-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/safetensors-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/schedule-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/sum-tree-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/tabular-q-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/transition-assembler-test.cc)

include(${CMAKE_CURRENT_LIST_DIR}/dqn-tests.cmake)
edgeward_test(unit-dqn LABEL unit MODULES rl base
  SOURCES
    ${edgeward_dqn_tests}
    ${CMAKE_CURRENT_LIST_DIR}/bdq-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/dqn-environments-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/matrix-product-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/q-architecture-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/sequential-dqn-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/td-target-test.cc)
include(${CMAKE_CURRENT_LIST_DIR}/actor-critic-tests.cmake)
