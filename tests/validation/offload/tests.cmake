# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(validation-offload
  LABEL validation
  LIBRARY
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/idle-latency-test.cc
)
