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

# The README's C++ compiles and runs, and so does its scenario.
set(readme ${PROJECT_SOURCE_DIR}/README.md)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${readme})
foreach(language cpp toml)
  execute_process(
    COMMAND awk -v language=${language} "$0 == \"```\" language { on = 1; next } /^```/ { on = 0 } on" ${readme}
    OUTPUT_VARIABLE code)
  file(GENERATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/readme.${language} CONTENT "${code}")
endforeach()
add_executable(readme-example ${CMAKE_CURRENT_BINARY_DIR}/readme.cpp)
target_link_libraries(readme-example PRIVATE edgeward edgeward-options)
add_test(NAME lint.docs.readme-cpp COMMAND readme-example WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(lint.docs.readme-cpp PROPERTIES LABELS lint TIMEOUT 60 PASS_REGULAR_EXPRESSION "completed [0-9.]+ ms")
if(TARGET edgeward-program)
  # Results are never written over.
  add_test(NAME lint.docs.readme-toml
    COMMAND sh -c "rm -rf readme-results && exec \"$0\" run readme.toml --runs 1 --set run.duration_s=3 --out readme-results"
      $<TARGET_FILE:edgeward-program>
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  set_tests_properties(lint.docs.readme-toml PROPERTIES LABELS lint TIMEOUT 60 PASS_REGULAR_EXPRESSION "oracle +[0-9.]+")
endif()
