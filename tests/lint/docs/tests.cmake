# SPDX-License-Identifier: GPL-2.0-only
#
# Pages tell what is: links lead somewhere, and the pages of attributes and traces are what ns-3 says of our TypeIds.
# Pages of scenario keys, columns and options are compared by the tests of scenario, results and cli.

set(docs_lint ${CMAKE_CURRENT_LIST_DIR})
add_test(NAME lint.docs.links COMMAND ${docs_lint}/links ${PROJECT_SOURCE_DIR})
add_test(NAME lint.docs.red COMMAND ${docs_lint}/red)
set_tests_properties(lint.docs.links lint.docs.red PROPERTIES LABELS lint TIMEOUT 60)

add_executable(object-reference ${docs_lint}/object-reference.cc)
target_link_libraries(object-reference PRIVATE edgeward edgeward-options)
foreach(page attributes traces)
  add_test(NAME lint.docs.${page}
    COMMAND ${docs_lint}/reference $<TARGET_FILE:object-reference> ${page}
      ${PROJECT_SOURCE_DIR}/docs/reference/${page}.md)
  set_tests_properties(lint.docs.${page} PROPERTIES LABELS lint TIMEOUT 60)
endforeach()

if(TARGET edgeward-program)
  add_test(NAME lint.docs.tutorial
    COMMAND ${docs_lint}/tutorial ${PROJECT_SOURCE_DIR} $<TARGET_FILE:edgeward-program>)
  set_tests_properties(lint.docs.tutorial PROPERTIES LABELS lint TIMEOUT 600)
endif()
