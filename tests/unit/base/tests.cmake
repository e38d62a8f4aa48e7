# SPDX-License-Identifier: GPL-2.0-only
edgeward_test(unit-base LABEL unit MODULES base SOURCES ${CMAKE_CURRENT_LIST_DIR}/plan-test.cc)
