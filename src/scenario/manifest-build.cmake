# SPDX-License-Identifier: GPL-2.0-only
#
# Writes OUTPUT, a header that says what is being built. Runs with every build, and touches the file only when it changes.
#
#   cmake -DSOURCE=... -DOUTPUT=... -DVERSION=... -DNS3=... -P manifest-build.cmake

set(git "unknown")
execute_process(
  COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=12
  OUTPUT_VARIABLE described
  RESULT_VARIABLE failed
  ERROR_QUIET
  OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT failed)
  set(git ${described})
endif()
set(text "#define EDGEWARD_BUILD_VERSION \"${VERSION}\"
#define EDGEWARD_BUILD_GIT \"${git}\"
#define EDGEWARD_BUILD_NS3 \"${NS3}\"
")
set(old "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} old)
endif()
if(NOT old STREQUAL text)
  file(WRITE ${OUTPUT} "${text}")
endif()
