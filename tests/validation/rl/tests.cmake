# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(validation-rl LABEL validation MODULES rl base
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/frozen-lake-test.cc)
