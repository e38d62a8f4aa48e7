# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(validation-compute LABEL validation MODULES base compute
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/processor-queueing-test.cc
)
