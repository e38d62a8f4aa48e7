# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(validation-net LABEL validation MODULES base net
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/../../system/net/net-rig.cc
    ${CMAKE_CURRENT_LIST_DIR}/flow-validation-test.cc
    ${CMAKE_CURRENT_LIST_DIR}/wifi-validation-test.cc
)
