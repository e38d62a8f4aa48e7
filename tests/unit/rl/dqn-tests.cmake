# SPDX-License-Identifier: GPL-2.0-only
# The same tests for each back end of the networks: Eigen here, LibTorch in tests/agent/agent/.
set(edgeward_dqn_tests
  ${CMAKE_CURRENT_LIST_DIR}/dqn-checkpoint-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/dqn-learning-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/dqn-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/fork-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/network-back-end-test.cc
  ${CMAKE_CURRENT_LIST_DIR}/q-trainer-test.cc
)
