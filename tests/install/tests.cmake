# SPDX-License-Identifier: GPL-2.0-only
#
# A foreign project uses what "cmake --install" leaves behind.
# With a sanitizer in the library, the program needs it too.
add_test(NAME install.consumer
  COMMAND ${CMAKE_CURRENT_LIST_DIR}/run ${CMAKE_BINARY_DIR} $<$<BOOL:${EDGEWARD_SANITIZE}>:-fsanitize=address,undefined>)
set_tests_properties(install.consumer PROPERTIES LABELS install TIMEOUT 300)
