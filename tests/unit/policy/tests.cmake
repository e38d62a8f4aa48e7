# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-policy LABEL unit MODULES policy rl base
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/a2c-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/action-space-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/allocation-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/average-constraints-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/bandit-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/baselines-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/bdq-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/brute-force-joint-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/checkpoint-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/dqn-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/every-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/fake-learner.cc
    ${CMAKE_CURRENT_LIST_DIR}/learning-progress-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/imitation-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/lin-ucb-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/observation-encoder-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/outcome-prediction-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/reward-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/sdqn-policy-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/several-networks-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/tabular-q-policy-test.cc)
