# SPDX-License-Identifier: GPL-2.0-only
#
# edgeward_header_check(<target> <folder> <header>...): a target that compiles each header of <folder> alone and twice,
# so that it includes what it uses and guards itself. Not part of "all": the test lint.headers builds it.
function(edgeward_header_check target folder)
  set(sources)
  foreach(header ${ARGN})
    string(REPLACE "/" "_" name ${header})
    set(source ${CMAKE_BINARY_DIR}/${target}/${name}.cc)
    set(text "#include \"${header}\"\n#include \"${header}\"\n")
    set(old "")
    if(EXISTS ${source})
      file(READ ${source} old)
    endif()
    if(NOT old STREQUAL text)
      file(WRITE ${source} "${text}")
    endif()
    list(APPEND sources ${source})
  endforeach()
  add_library(${target} OBJECT EXCLUDE_FROM_ALL ${sources})
  target_include_directories(${target} PRIVATE ${folder})
  # Nothing of it is ever run: compile as fast as possible.
  target_compile_options(${target} PRIVATE -O0)
endfunction()
