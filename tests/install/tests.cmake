# SPDX-License-Identifier: GPL-2.0-only
#
# A foreign project uses what "cmake --install" leaves behind.
add_test(NAME install.consumer COMMAND ${CMAKE_CURRENT_LIST_DIR}/run ${CMAKE_BINARY_DIR})
set_tests_properties(install.consumer PROPERTIES LABELS install TIMEOUT 300)
